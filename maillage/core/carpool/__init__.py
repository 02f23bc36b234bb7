"""A week of shared lifts: who drives whom, proved best, with the reason for every lift that is missing."""
