"""Lays the tables of the drill of the last seat, and tells afterwards who sits at them; prints JSON.

Run it with `python -m tests.drills.seat_rounds lay ROUNDS CLIENTS SEATS`, then `… read`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

REGION = "last-seat"


def lay(rounds: int, clients: int, seats: int) -> list[dict[str, str]]:
    """Call roundtables with few seats, invite guests to each, and return the path of each guest's link by round."""
    from datetime import date, time

    from maillage.cooperation.actions.seats import set_seats
    from maillage.cooperation.links import ANSWER
    from maillage.cooperation.models import Invitation, Roundtable
    from maillage.kit import tokens
    from maillage.kit.audit import SYSTEM
    from maillage.people.models import Contact
    from maillage.territory.models import Programme, Region

    programme = Programme.objects.create(slug=REGION, name="Last seat", is_demonstration=True)
    region = Region.objects.create(
        slug=REGION,
        programme=programme,
        name={"en": "Last seat"},
        kind={"en": "region"},
        country="FR",
        languages=["en"],
    )
    people = Contact.objects.bulk_create(
        Contact(
            region=region,
            name=f"Guest {number}",
            email=f"guest{number}@demonstration.invalid",
            preferred_language="en",
            is_demonstration=True,
        )
        for number in range(clients)
    )
    laid = []
    for number in range(1, rounds + 1):
        table = Roundtable.objects.create(
            region=region, number=number, state="called", date=date(2099, 5, 26), start_time=time(14), mode="on_site"
        )
        set_seats(roundtable=table, seats=seats, by=SYSTEM)
        asked = Invitation.objects.bulk_create(Invitation(roundtable=table, contact=person) for person in people)
        signed = {one.public_id: tokens.sign(ANSWER, f"{one.public_id}.{one.nonce}") for one in asked}
        laid.append({guest: f"/en/link/answer/{token}/" for guest, token in signed.items()})
    return laid


def read() -> list[dict[str, Any]]:
    """Return of each round: seats, how many are counted as taken, who holds one, who waits, who was told of a rise."""
    from maillage.cooperation.models import GuestSeat, Roundtable
    from maillage.kit.models import OutboxMail

    rose: dict[int, int] = {}
    for params in OutboxMail.objects.filter(composer="cooperation.moved_up").values_list("params", flat=True):
        rose[params["invitation"]] = rose.get(params["invitation"], 0) + 1
    rounds = []
    for table in Roundtable.objects.filter(region__slug=REGION).select_related("admission").order_by("number"):
        seats = list(GuestSeat.objects.filter(admission__roundtable=table).select_related("invitation"))
        rounds.append(
            {
                "seats": table.admission.seats,
                "taken": table.admission.taken,
                "held": [seat.invitation.public_id for seat in seats if seat.held_since],
                "waiting": [seat.invitation.public_id for seat in seats if not seat.held_since],
                "rose": [seat.invitation.public_id for seat in seats if seat.invitation_id in rose],
            }
        )
    return rounds


if __name__ == "__main__":
    django.setup()
    found = lay(*map(int, sys.argv[2:])) if sys.argv[1] == "lay" else read()
    sys.stdout.write(json.dumps(found))
