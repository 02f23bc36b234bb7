"""What the tests of seats share: a table with few seats, guests who answer, and what must always be true."""

from __future__ import annotations

from typing import Any

from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.seats import set_seats
from maillage.cooperation.models import Admission, GuestSeat, Invitation, Roundtable
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.territory.models import Region
from tests import factories as make
from tests.cooperation.calling import LATER

BY = Actor("user", "1", "The Convenor")


def a_table(region: Region, seats: int | None, **fields: Any) -> Roundtable:
    table = make.a_roundtable(region, fields.pop("number", 4), **{"date": LATER, "mode": "on_site", **fields})
    set_seats(roundtable=table, seats=seats, by=BY)
    return table


def guests(table: Roundtable, count: int) -> list[Invitation]:
    return [make.an_invitation(table, make.a_contact(table.region, name=f"Guest {n}")) for n in range(count)]


def says(invitation: Invitation, answer: str, **said: str) -> None:
    invitation.refresh_from_db()
    reply(invitation=invitation, said=Reply(answer, **said), by=Actor("link", invitation.public_id, "Guest"))


def held(table: Roundtable) -> list[int]:
    """The invitations that hold a seat, by who asked first."""
    known = GuestSeat.objects.filter(admission__roundtable=table, held_since__isnull=False)
    return list(known.values_list("invitation_id", flat=True))


def waiting(table: Roundtable) -> list[int]:
    """The invitations that wait, the first to move up first."""
    known = GuestSeat.objects.filter(admission__roundtable=table, held_since=None)
    return list(known.values_list("invitation_id", flat=True))


def mailed(composer: str) -> list[int]:
    """Whose invitations mails of one kind are about, in the order in which they were queued."""
    queued = OutboxMail.objects.filter(composer=f"cooperation.{composer}").order_by("pk")
    return [mail.params["invitation"] for mail in queued]


def is_sound(table: Roundtable) -> bool:
    """Whether seats held, seats counted and the number of seats agree, and nobody waits beside a free one."""
    admission = Admission.objects.get(roundtable=table)
    if admission.seats is None:
        return admission.taken == 0 and not GuestSeat.objects.filter(admission=admission).exists()
    taken = len(held(table))
    return admission.taken == taken <= admission.seats and not (waiting(table) and taken < admission.seats)
