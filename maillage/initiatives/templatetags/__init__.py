"""Template tags of initiatives, calls and pilots."""
