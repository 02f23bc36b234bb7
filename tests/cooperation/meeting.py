"""A called roundtable with guests, agenda and two rooms, for tests of the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.enums import Answer, ItemKind
from maillage.cooperation.models import AgendaItem, Invitation, Room, Roundtable
from maillage.kit.audit import Actor
from maillage.people.enums import Category
from maillage.people.models import Contact
from tests import factories as make

BY = Actor("user", "1", "The Convenor")


@dataclass
class Meeting:
    """One roundtable and what belongs to it."""

    roundtable: Roundtable
    items: list[AgendaItem]
    rooms: list[Room]
    guests: list[Contact]

    def url(self, name: str, *args: Any) -> str:
        region = self.roundtable.region.slug
        return reverse(f"cooperation:roundtable-{name}", args=[region, self.roundtable.number, *args])


def answered(roundtable: Roundtable, contact: Contact, answer: Answer = Answer.COMING, **fields: Any) -> Invitation:
    return make.an_invitation(roundtable, contact, answer=answer, answered_at=timezone.now(), **fields)


def a_meeting(region: Any, guests: int = 4, **fields: Any) -> Meeting:
    roundtable = make.a_roundtable(region, fields.pop("number", 3), **{"date": date(2022, 1, 25), **fields})
    kinds = [ItemKind.NEW_MEMBERS, ItemKind.PILOT_UPDATE, ItemKind.BREAKOUT]
    items = [
        AgendaItem.objects.create(
            roundtable=roundtable,
            position=place,
            kind=kind,
            title={"en": f"Item {place}", "fr": f"Point {place}"},
            minutes=20,
        )
        for place, kind in enumerate(kinds, start=1)
    ]
    rooms = [
        Room.objects.create(roundtable=roundtable, number=place, title={"en": f"Theme {place}", "fr": f"Thème {place}"})
        for place in (1, 2)
    ]
    organisation = make.an_organisation(region, category=Category.LOCAL_AUTHORITIES)
    people = [make.a_contact(region, organisation if place % 2 else None) for place in range(guests)]
    for person in people:
        answered(roundtable, person)
    return Meeting(roundtable, items, rooms, people)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 1, 25, hour, minute, tzinfo=timezone.get_default_timezone())
