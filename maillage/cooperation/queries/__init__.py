"""Named questions about cooperation."""
