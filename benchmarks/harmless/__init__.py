"""Sentences that contradict nothing, by the round in which they were first measured."""
