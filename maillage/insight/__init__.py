"""Insight: coverage, figures, small counts and the factfile of a region."""
