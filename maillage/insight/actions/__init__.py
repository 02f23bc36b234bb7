"""The verbs of insight, one a function."""
