"""Training of the line reader: its lines, its network, its evaluation. Not a part of the installed program."""
