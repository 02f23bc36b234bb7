"""Questions of insight that have a name."""
