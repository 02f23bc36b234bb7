"""The Share SIRA programme as a demonstration, each fact with its public source."""
