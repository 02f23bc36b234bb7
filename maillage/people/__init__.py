"""Who: users, organisations, contacts and the roles by which they may speak."""
