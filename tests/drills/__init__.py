"""Fault drills: the real product is killed, cut and flooded, and nobody may lose what they were told is saved."""
