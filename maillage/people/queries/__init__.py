"""The questions that people are asked, one subject a file."""
