"""Forms of lifts and lessons."""
