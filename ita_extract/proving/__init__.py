"""A second route to values: what stands on the page is read from its picture and held beside the text."""
