"""Counts of people that are small stay hidden, and nobody can reckon them from what is shown."""
