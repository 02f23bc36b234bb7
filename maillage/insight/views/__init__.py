"""Views of insight."""
