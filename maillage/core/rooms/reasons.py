"""Why somebody sits where they sit: the first reason that holds, with the facts its sentence needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.core.rooms.nouns import Key, Person, Placement

ROLES = ("leads", "writes")


@dataclass(frozen=True)
class Seated:
    """Everybody in their rooms, counted."""

    seats: Mapping[Key, Key]
    categories: Counter[tuple[str, Key]]
    organisations: Counter[tuple[Key, Key]]
    sent: Counter[Key]


def reasons(
    people: Sequence[Person],
    rooms: Sequence[Key],
    seats: Mapping[Key, Key],
    *,
    before: Mapping[Key, Key],
    roles: Mapping[Key, int],
    open_to: Sequence[Sequence[int]],
) -> dict[Key, Placement]:
    """Return where each person sits and why.

    `roles` says who leads (0) or writes (1); `open_to` which rooms, by their place in `rooms`, are led by somebody
    whom each person can talk with. The reasons are tried in this order: leads, writes, put_by_hand, stayed,
    only_language, first_wish, later_wish, keeps_organisation_apart, evens_category, evens_size.
    """
    counted = Seated(
        seats,
        Counter((person.category, seats[person.id]) for person in people),
        Counter((person.organisation, seats[person.id]) for person in people if person.organisation is not None),
        Counter(person.organisation for person in people if person.organisation is not None),
    )
    placements = {}
    for person, open_rooms in zip(people, open_to, strict=True):
        here = seats[person.id]
        alone = len(open_rooms) == 1 < len(rooms) and rooms[open_rooms[0]] == here
        reason = first_reason(person, here, before, roles, counted, only_language=alone)
        placements[person.id] = Placement(here, reason, facts_of(person, here, rooms, before, counted))
    return placements


def first_reason(
    person: Person,
    here: Key,
    before: Mapping[Key, Key],
    roles: Mapping[Key, int],
    counted: Seated,
    *,
    only_language: bool,
) -> str:
    """Return the first reason that holds for one person."""
    if person.id in roles:
        return ROLES[roles[person.id]]
    together = counted.organisations[person.organisation, here]
    tests = {
        "put_by_hand": person.stays == here,
        "stayed": person.id in before and before[person.id] == here,
        "only_language": only_language,
        "first_wish": here in person.wishes[:1],
        "later_wish": here in person.wishes,
        "keeps_organisation_apart": counted.sent[person.organisation] > 1 and together == 1,
        "evens_category": sum(n for (category, _), n in counted.categories.items() if category == person.category) > 1,
    }
    return next((reason for reason, holds in tests.items() if holds), "evens_size")


def facts_of(
    person: Person, here: Key, rooms: Sequence[Key], before: Mapping[Key, Key], counted: Seated
) -> dict[str, Any]:
    """Return what the sentence about one person may need."""
    wishes = [wish for wish in dict.fromkeys(person.wishes) if wish in rooms]
    facts: dict[str, Any] = {
        "category": person.category,
        "same_category_here": counted.categories[person.category, here],
        "organisation": person.organisation,
    }
    if here in wishes:
        facts["wish"] = wishes.index(here) + 1
    elif wishes:
        facts["wish_missed"] = True
    if before.get(person.id, here) != here:
        facts["came_from"] = before[person.id]
    return facts
