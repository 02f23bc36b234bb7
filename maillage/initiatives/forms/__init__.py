"""Forms of initiatives, calls and pilots."""
