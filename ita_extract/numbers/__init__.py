"""Every number of a document, and its fate."""
