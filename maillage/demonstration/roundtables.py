"""The roundtables of the demonstration with everything that was recorded of them."""

from __future__ import annotations

from maillage.cooperation.enums import NoteTag, State, Unit
from maillage.cooperation.models import (
    AgendaItem,
    Attendance,
    Mention,
    Need,
    Note,
    Partnership,
    Raising,
    Room,
    Roundtable,
)
from maillage.demonstration.facts import Facts
from maillage.demonstration.frame import Register, noon_of
from maillage.territory.models import Region

LEAD_OF_THE_NETWORK = {
    "en": "lead of the SHARE Network",
    "fr": "pilote du réseau SHARE",
    "es": "entidad líder de la red SHARE",
    "pl": "lider sieci SHARE",
    "el": "επικεφαλής του δικτύου SHARE",
}


def hold_roundtables(facts: Facts, region: Region, register: Register) -> None:
    """Write down the documented roundtables of one region; unknown hours and lengths stay empty."""
    for known in facts.get("roundtable", []):
        roundtable = Roundtable.objects.create(
            region=region,
            number=known["number"],
            number_is_inferred=known.get("number_is_inferred", False),
            state=State.HELD,
            date=known["date"],
            time_zone=region.time_zone,
            minutes=known.get("minutes"),
            mode=known.get("mode", ""),
            venue=known.get("venue", {}),
            venue_organisation=register.organisations.get(known.get("venue_organisation", "")),
            subject=known.get("subject", {}),
            sources=known["sources"],
        )
        _name_partners(known, roundtable, register)
        _count(known, roundtable)
        items = _follow_agenda(known, roundtable, register)
        rooms = _open_rooms(known, roundtable, register)
        _raise_needs(known, roundtable, rooms, register)
        _mention_practices(known, roundtable, items, register)


def _name_partners(known: Facts, roundtable: Roundtable, register: Register) -> None:
    Partnership.objects.bulk_create(
        Partnership(
            roundtable=roundtable,
            organisation=register.organisations[partner["organisation"]],
            role=partner["role"],
            remark=LEAD_OF_THE_NETWORK if partner.get("lead") else {},
            position=position,
        )
        for position, partner in enumerate(known["partners"], start=1)
    )


def _count(known: Facts, roundtable: Roundtable) -> None:
    """Keep the head-count: stakeholders where the source does not say people, categories named but not counted."""
    if "attendance" not in known:
        return
    counted = dict(known["attendance"])
    Attendance.objects.create(
        roundtable=roundtable,
        unit=counted.pop("unit", Unit.STAKEHOLDERS),
        categories=dict.fromkeys(counted.pop("categories", [])),
        categories_note=counted.pop("detail", {}),
        **counted,
    )


def _follow_agenda(known: Facts, roundtable: Roundtable, register: Register) -> list[AgendaItem]:
    items = []
    for position, item in enumerate(known.get("agenda", []), start=1):
        kept = AgendaItem.objects.create(
            roundtable=roundtable,
            position=position,
            kind=item["kind"],
            title=item["title"],
            minutes=item.get("minutes"),
            presenter=register.organisations.get(item.get("presenter", "")),
            brought=item.get("brought", {}),
        )
        Note.objects.bulk_create(
            Note(
                roundtable=roundtable,
                agenda_item=kept,
                text=said,
                tag=NoteTag.SAID,
                written_at=noon_of(roundtable.date),
            )
            for said in item.get("said", [])
        )
        items.append(kept)
    return items


def _open_rooms(known: Facts, roundtable: Roundtable, register: Register) -> dict[int, Room]:
    return {
        room["number"]: Room.objects.create(
            roundtable=roundtable, number=room["number"], title=room["title"], theme=register.themes[room["theme"]]
        )
        for room in known.get("room", [])
    }


def _raise_needs(known: Facts, roundtable: Roundtable, rooms: dict[int, Room], register: Register) -> None:
    for position, need in enumerate(known.get("need", []), start=1):
        kept = Need.objects.create(
            region=roundtable.region,
            public_id=need["key"],
            text=need["text"],
            theme=register.themes[need["theme"]],
            kind=need["kind"],
            is_proposal=need.get("proposal", False),
            addressed_to=need.get("to", []),
            addressed_in_words=need.get("to_words", {}),
            sources=known["sources"],
        )
        Raising.objects.create(need=kept, roundtable=roundtable, room=rooms.get(need.get("room")), position=position)


def _mention_practices(known: Facts, roundtable: Roundtable, items: list[AgendaItem], register: Register) -> None:
    Mention.objects.bulk_create(
        Mention(
            roundtable=roundtable,
            initiative_id=register.practices[mention["practice"]],
            agenda_item=items[mention["agenda"] - 1],
        )
        for mention in known.get("mention", [])
    )
