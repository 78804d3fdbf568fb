"""Claims to a report, once; its status follows from the reasons."""
