"""Papers of insight: the factfile of a region as PDF, and the Typst template that sets it."""
