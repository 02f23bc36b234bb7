"""Named questions about initiatives, calls and pilots."""
