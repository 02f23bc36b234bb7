"""Benchmarks: what a page costs, relative to the least that Django can do on the same server in the same minute."""
