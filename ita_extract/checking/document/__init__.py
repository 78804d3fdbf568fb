"""Rules that hold two places of one report against each other."""
