"""Where: programmes, regions, places, themes and languages."""
