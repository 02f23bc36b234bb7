"""Questions about lifts and lessons that are asked in more than one place."""
