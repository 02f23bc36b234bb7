"""Sign-in codes: reckoned from a seed and the secret key, so that no table holds a code that works."""

from __future__ import annotations

import hashlib
import secrets

from allauth.core.internal.cryptokit import compare_user_code
from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8


def new_seed() -> str:
    """Return what the session and the outbox keep in the place of a code."""
    return secrets.token_hex(16)


def code_of(seed: str) -> str:
    """Return the code of a seed: eight characters of thirty-two, in two groups, without look-alikes."""
    digest = salted_hmac("maillage.sign-in-code", seed, algorithm=hashlib.sha256().name).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
    return f"{letters[:4]}-{letters[4:]}"


def fits(entered: str, seed: str) -> bool:
    """Compare in constant time; case, spaces and dashes do not matter, and without a seed nothing fits."""
    return compare_user_code(actual=entered, expected=code_of(seed or new_seed())) and bool(seed)
