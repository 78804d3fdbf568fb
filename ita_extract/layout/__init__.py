"""Clusters to lines, tables and spans: text that knows where it stands."""
