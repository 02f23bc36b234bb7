"""Named questions about what the public may read."""
