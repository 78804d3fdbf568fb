"""Reports drawn at random as a clerk might write them, each with its right answers; shares nothing with the parser."""
