"""Many files: find them, read each apart from the others, keep a manifest, sum up."""
