"""What the public reads, over all domains."""
