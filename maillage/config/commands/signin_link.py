"""`maillage signin-link`: a link for somebody whose mail does not arrive."""

from __future__ import annotations

import argparse
import sys

from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

NAME = "signin-link"
HELP = "Print a sign-in link for an account, for example when its mail does not arrive. Hand it over in person."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose."""
    parser.add_argument("email", help="the e-mail address of the account")


def handle(options: argparse.Namespace) -> int:
    """Print the link of an active account."""
    start_django()
    from maillage.people.actions import sign_in_link
    from maillage.people.models import User

    with database_in_reach():
        user = User.objects.filter(email__iexact=options.email.strip(), is_active=True).first()
        if user is None:
            raise Refusal(f"Nobody signs in here as {options.email}; look for a slip in the address.")
        sys.stdout.write(f"{sign_in_link(user)}\n")
    return 0
