"""Charts and pictures of results to scores."""
