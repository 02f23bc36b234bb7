"""The passphrase of a backup: from the environment, or asked at the terminal."""

from __future__ import annotations

import getpass
import os
import sys

from maillage.config.refusal import Refusal

VARIABLE = "MAILLAGE_BACKUP_PASSPHRASE"
SHORTEST = 12


def new_passphrase() -> str:
    """Return the passphrase for a new backup, asked twice. Raises Refusal if it is short or the two differ."""
    given = os.environ.get(VARIABLE)
    passphrase = given or _ask("Passphrase for the backup: ")
    if len(passphrase) < SHORTEST:
        raise Refusal(f"The passphrase is shorter than {SHORTEST} characters; four or five words make a good one.")
    if not given and _ask("The same once more: ") != passphrase:
        raise Refusal("The two passphrases differ; nothing was written, start again.")
    return passphrase


def known_passphrase() -> str:
    """Return the passphrase of an existing backup."""
    return os.environ.get(VARIABLE) or _ask("Passphrase of the backup: ")


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refusal(f"There is no terminal to ask for the passphrase; set {VARIABLE}.")
    try:
        return getpass.getpass(question)
    except EOFError:
        raise Refusal(f"No passphrase was given; type it, or set {VARIABLE}.") from None
