"""Names of columns that the product never has, whatever the reason: origin, status, health, faith, home."""

from __future__ import annotations

from itertools import pairwise

FORBIDDEN_WORDS = {
    "nationality", "citizenship", "ethnicity", "ethnic", "race", "religion", "faith", "belief", "health", "medical",
    "illness", "disability", "diagnosis", "birth", "birthday", "birthdate", "dob", "gender", "sex", "passport", "visa",
    "permit", "asylum", "street", "postcode", "zip", "home", "iban", "fingerprint", "biometric", "password",
}  # fmt: skip
FORBIDDEN_NAMES = {"status", "address", "origin", "country_of_origin", "language_of_origin", "age", "photo"}
FORBIDDEN_PAIRS = {("legal", "status"), ("residence", "status"), ("file", "number"), ("case", "number")}


def is_forbidden(name: str) -> bool:
    """Say whether a column of this name would hold what the product never keeps of a person."""
    words = name.lower().split("_")
    pairs = set(pairwise(words))
    return name.lower() in FORBIDDEN_NAMES or bool(FORBIDDEN_WORDS & set(words)) or bool(FORBIDDEN_PAIRS & pairs)
