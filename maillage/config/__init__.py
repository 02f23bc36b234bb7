"""The front door: settings, addresses, servers and the command line."""
