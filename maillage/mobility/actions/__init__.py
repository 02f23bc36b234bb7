"""Verbs on lifts and lessons."""
