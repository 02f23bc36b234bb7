"""Views of cooperation."""
