"""The forms of cooperation, one file a page."""
