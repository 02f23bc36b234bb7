"""The shell of the convenor's desk: home, to-do list, calendar, outbox, trail and settings."""
