"""Verbs on initiatives, calls and pilots, one module for each noun."""
