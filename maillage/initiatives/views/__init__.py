"""Views of initiatives, calls and pilots."""
