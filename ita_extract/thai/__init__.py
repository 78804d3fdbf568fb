"""Thai as it came to Thai as it was printed: clusters, private-use marks, sara am, digits, item codes."""
