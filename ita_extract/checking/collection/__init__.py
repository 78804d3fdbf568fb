"""Rules that hold many reports against each other, or against published scores."""
