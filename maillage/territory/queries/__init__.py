"""The questions that regions are asked, one subject a file."""
