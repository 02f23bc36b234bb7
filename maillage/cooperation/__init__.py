"""The cycle of roundtables: calling, answering, noting, promising, following up, reporting."""
