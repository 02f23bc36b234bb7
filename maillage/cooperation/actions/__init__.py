"""The verbs of cooperation, one file a noun they act on; import each from its own file."""
