"""Tables typed by what their columns mean, and a reader for each kind."""
