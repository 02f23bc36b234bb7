"""What is printed: the look on paper, the frame of a region, the answer with a file."""
