"""`maillage new-programme`: starts a real programme with its first regions and its convenor."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from maillage.config.refusal import Refusal
from maillage.config.start import database_in_reach, start_django

if TYPE_CHECKING:
    from maillage.people.models import User

NAME = "new-programme"
HELP = "Start a real programme: its name, its regions and the convenor, who gets a sign-in link."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a programme needs before anybody can sign in to it."""
    parser.add_argument("--name", required=True, help="the programme's name, as people say it")
    parser.add_argument("--slug", required=True, help="its short name in addresses, for example valley-welcome")
    parser.add_argument("--lead", default="", help="the organisation that leads the network")
    parser.add_argument("--funder-credit", default="", help="the sentence the funder asks for on each page")
    parser.add_argument(
        "--region", required=True, action="append", metavar="SLUG=NAME", help="a region; repeat it for several"
    )
    parser.add_argument("--kind", default="", help="what such a region is called: department, province …")
    parser.add_argument("--country", required=True, help="two letters, for example FR")
    parser.add_argument("--languages", required=True, help="codes with commas, the first one first, for example fr,en")
    parser.add_argument("--time-zone", default="Europe/Paris", help="for example Europe/Athens (Europe/Paris)")
    parser.add_argument("--roundtables", type=int, default=4, help="how many roundtables are planned a region (4)")
    parser.add_argument("--convenor", required=True, metavar="EMAIL", help="who convenes the roundtables")


def handle(options: argparse.Namespace) -> int:
    """Make everything in one transaction, then print the convenor's link."""
    regions = [_region(given) for given in options.region]
    languages = [code.strip() for code in options.languages.split(",") if code.strip()]
    start_django()
    from django.core.exceptions import ValidationError

    from maillage.config.preparation import prepare

    with database_in_reach():
        prepare(lambda sentence: sys.stderr.write(f"{sentence}\n"))
        try:
            convenor = _start(options, regions, languages)
        except ValidationError as error:
            raise Refusal(" ".join(error.messages)) from error
        from maillage.people.actions import sign_in_link

        sys.stdout.write(f"{options.name} has started, with {len(regions)} region(s). The convenor signs in at:\n")
        sys.stdout.write(f"{sign_in_link(convenor)}\n")
    return 0


def _region(given: str) -> tuple[str, str]:
    slug, equals, name = given.partition("=")
    if not equals or not slug.strip() or not name.strip():
        raise Refusal(
            f"“{given}” is not a region; write its short name, an equals sign and its name: valley=The Valley."
        )
    return slug.strip(), name.strip()


def _start(options: argparse.Namespace, regions: list[tuple[str, str]], languages: list[str]) -> User:
    from django.db import transaction

    from maillage.kit.audit import SYSTEM
    from maillage.people.actions.roles import give_role
    from maillage.people.enums import Role
    from maillage.territory.actions import add_region, start_programme

    first = languages[0] if languages else "en"
    with transaction.atomic():
        programme = start_programme(
            name=options.name,
            slug=options.slug,
            funder_credit={first: options.funder_credit} if options.funder_credit else {},
            lead_name=options.lead,
            planned_roundtables=options.roundtables,
            by=SYSTEM,
        )
        for slug, name in regions:
            region = add_region(
                programme=programme,
                slug=slug,
                name={first: name},
                kind={first: options.kind} if options.kind else {},
                country=options.country.upper(),
                languages=languages,
                time_zone=options.time_zone,
                planned_roundtables=options.roundtables,
                by=SYSTEM,
            )
            seat = give_role(region=region, email=options.convenor, role=Role.CONVENOR, by=SYSTEM)
    return seat.user
