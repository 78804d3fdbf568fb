"""What a report gets wrong: the rules that hold it against itself, the rulebook and its neighbours."""
