"""The forms of people, one subject a file."""
