"""Clusters to lines, tables and passages: text that knows where it stands."""
