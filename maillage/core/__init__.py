"""Reckoning without Django, clock or chance: plain values in, plain values out."""
