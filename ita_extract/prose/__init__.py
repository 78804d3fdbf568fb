"""Clauses to what each of their numbers is."""
