"""Views of website."""
