"""All reports of a folder -> what a province, or all of them, look like at a glance; nothing here writes a page."""
