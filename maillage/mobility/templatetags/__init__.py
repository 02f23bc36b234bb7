"""Tags of lifts and lessons."""
