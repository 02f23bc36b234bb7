"""Named questions that need several domains at once."""
