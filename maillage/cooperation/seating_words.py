"""A seating said in words: why somebody sits where they sit, what is proved and what could not be met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.people.enums import Category


def why_sentence(why: Mapping[str, Any], rooms: Mapping[int, int], organisation: str, *, is_named: bool) -> str:
    """Say in one sentence why somebody sits there; `rooms` gives the number of each room by its key.

    `is_named` tells apart who is named to lead or to write from who is only proposed.
    """
    reason = str(why.get("reason", ""))
    came_from = rooms.get(why.get("came_from", 0))
    if came_from and reason not in {"leads", "writes", "put_by_hand"}:
        return _("Moved here from room %(number)s, so that the rooms work again.") % {"number": came_from}
    category = why.get("category", "")
    words = {
        "category": str(Category(category).label) if category in Category.values else "",
        "organisation": organisation,
        "number": why.get("wish", 2),
    }
    if reason == "evens_category" and not words["category"]:
        reason = "evens_unknown"
    sentences = {
        "leads": _("Leads the talk here.") if is_named else _("Is proposed to lead the talk here."),
        "writes": _("Takes notes here.") if is_named else _("Is proposed to take notes here."),
        "put_by_hand": _("Was put here by hand."),
        "stayed": _("Stays in the room they had."),
        "only_language": _("Only here does somebody lead who shares a language with them."),
        "first_wish": _("This room was their first wish."),
        "later_wish": _("This room was their wish number %(number)s.") % words,
        "keeps_organisation_apart": _("Sits apart from colleagues of %(organisation)s.") % words,
        "evens_category": _("Evens out between the rooms: %(category)s.") % words,
        "evens_unknown": _("Evens out between the rooms those whose category is not known."),
        "evens_size": _("Makes the rooms one size."),
    }
    return sentences.get(reason, "")


@dataclass(frozen=True)
class Said:
    """What a seating reached on one level; `knot` shows whether the aim is met."""

    knot: str
    sentence: str


def levels_said(proved: Mapping[str, Any]) -> list[Said]:
    """Say level by level what the last spreading reached."""
    told = []
    for name, value, is_proved in proved.get("levels", []):
        if (name == "moves" and not value[0]) or (name == "wishes" and not proved.get("wishes")):
            continue
        sentence = level_sentence(name, value)
        if sentence:
            told.append(Said("kept" if not any(value) else "tied" if is_proved else "open", sentence))
    return told


def level_sentence(name: str, value: list[int]) -> str:
    """Say what one level reached: the aim where nothing is missed, else what is missing."""
    missed = value[0] if value else 0
    met = {
        "sizes": _("No room has more than one person more than another."),
        "leaders": _("Each room has somebody to lead the talk and somebody to take notes."),
        "languages": _("Everybody shares a language with who leads their room."),
        "categories": _("Each category is spread as evenly as its number allows."),
        "organisations": _("Nobody sits with a colleague of the same organisation."),
        "wishes": _("Everybody who had a wish sits in the room they wished first."),
    }
    if not any(value):
        return met.get(name, "")
    if name == "wishes" and not missed:
        return _("Everybody who had a wish sits in a room they wished for, not all in their first.")
    count = {"count": missed}
    short = {
        "sizes": _("The rooms are not of one size, because people must sit where they lead or were put."),
        "leaders": ngettext(
            "For %(count)s task, leading or taking notes, nobody was found.",
            "For %(count)s tasks, leading or taking notes, nobody was found.",
            missed,
        ),
        "moves": ngettext(
            "%(count)s person changes the room, and not fewer.",
            "%(count)s people change the room, and not fewer.",
            missed,
        ),
        "languages": ngettext(
            "%(count)s person shares no language with who leads their room.",
            "%(count)s people share no language with who leads their room.",
            missed,
        ),
        "categories": _("The categories are as even as the aims above allow, not more."),
        "organisations": ngettext(
            "%(count)s pair of colleagues shares a room.", "%(count)s pairs of colleagues share a room.", missed
        ),
        "wishes": ngettext(
            "%(count)s person sits in no room they wished for.",
            "%(count)s people sit in no room they wished for.",
            missed,
        ),
    }
    return short.get(name, "") % count


def proof_sentence(proved: Mapping[str, Any]) -> str:
    """Say whether a better seating can be ruled out."""
    levels = proved.get("levels", [])
    if not levels:
        return _("People or rooms were changed by hand since the last spreading, so nothing is proved of these seats.")
    if all(is_proved for _name, _value, is_proved in levels):
        if proved.get("leaders_given"):
            return _("It is proved that with these people leading and writing, no other seating does better.")
        return _("It is proved that no other seating does better, taking these aims one after the other.")
    return _("The search ended at its limit of work: a better seating may exist where the mark is open.")


def moved_sentence(name: str, before: int, now: int) -> str:
    """Say who moved, from which room to which."""
    words = {"name": name, "before": before, "now": now}
    return _("%(name)s moves from room %(before)s to room %(now)s.") % words


def list_said(names: list[str]) -> str:
    """Name people one after the other, as a list that is not part of a sentence."""
    return ", ".join(names)
