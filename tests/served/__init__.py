"""A site that runs for real, in processes of its own, with a few addresses that only drills need."""
