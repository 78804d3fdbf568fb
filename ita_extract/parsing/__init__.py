"""Pages to a report: cover, summary, indicator table, indicator sections, measure table, history."""
