"""Dial-a-ride and pickup and delivery: instances read, solved exactly or by search."""
