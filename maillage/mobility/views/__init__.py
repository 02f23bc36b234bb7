"""Pages of lifts and lessons."""
