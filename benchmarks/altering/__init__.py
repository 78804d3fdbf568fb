"""Reports altered after they were made: values covered, hidden or struck out, and changes that change nothing."""
