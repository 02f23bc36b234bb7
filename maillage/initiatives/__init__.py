"""What exists: practices and pilots, who runs them and what pays for them."""
