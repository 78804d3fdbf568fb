"""Rules that look at one value and the rulebook."""
