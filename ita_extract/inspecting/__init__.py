"""What the readers saw on a page: blocks, typed tables and the fate of each number, for those who mend the readers."""
