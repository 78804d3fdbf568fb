"""One change at a time to a good report: what is changed, how it is set and read, how it came out."""
