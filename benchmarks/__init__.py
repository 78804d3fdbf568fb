"""The measuring instruments: how right, how fast and how heavy the program is, judged from outside."""
