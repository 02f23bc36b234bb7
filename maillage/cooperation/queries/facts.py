"""The question from which a report is drafted: everything the records hold of one roundtable, as plain values."""

from __future__ import annotations

from collections import defaultdict

from babel import Locale
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from maillage.cooperation.enums import NoteTag, State
from maillage.cooperation.models import Commitment, Mention, Note, Partnership, Raising, Room, Roundtable
from maillage.cooperation.queries.attendance import headcount_of
from maillage.core.report import LANGUAGES, Facts, Item, Need, Organiser, Practice, Programme, Promise, Said
from maillage.core.report import Room as RoomFacts
from maillage.core.wording import Wording
from maillage.territory.models import Region


def facts_of(roundtable: Roundtable) -> Facts:
    """Return what is recorded of a roundtable, and nothing else."""
    region = roundtable.region
    attendance = getattr(roundtable, "attendance", None)
    rooms = list(Room.objects.filter(roundtable=roundtable))
    asked = needs_by_room(roundtable)
    positions = {item.pk: item.position for item in roundtable.agenda.all()}
    lines = lines_of(roundtable, positions)
    return Facts(
        number=roundtable.number,
        date=roundtable.date,
        region=Wording(region.name),
        region_kind=Wording(region.kind),
        country=country_name(region.country),
        programme=programme_of(region),
        planned=region.planned_roundtables,
        later_years=later_years(roundtable),
        mode=roundtable.mode,
        start_time=roundtable.start_time,
        minutes=roundtable.minutes,
        venue=venue_of(roundtable),
        subject=Wording(roundtable.subject),
        organisers=organisers_of(roundtable),
        headcount=headcount_of(roundtable),
        categories=dict(attendance.categories) if attendance else {},
        categories_note=Wording(attendance.categories_note) if attendance else Wording(),
        items=items_of(roundtable),
        rooms=tuple(RoomFacts(room.number, Wording(room.title), tuple(asked.pop(room.pk, ()))) for room in rooms),
        other_needs=tuple(need for left in asked.values() for need in left),
        promises=promises_of(roundtable),
        practices=practices_of(roundtable, positions),
        said=tuple(lines[NoteTag.SAID]),
        news=tuple(lines[NoteTag.NEWS]),
    )


def programme_of(region: Region) -> Programme:
    """Return the frame of a region, with how many other regions take part and where."""
    programme = region.programme
    others = programme.regions.filter(is_active=True).exclude(pk=region.pk).values_list("country", flat=True)
    countries = sorted({code for code in others if code})
    return Programme(
        name=programme.name,
        aim=Wording(programme.aim),
        funder_credit=Wording(programme.funder_credit),
        other_regions=len(others),
        other_countries=tuple(country_name(code) for code in countries),
    )


def country_name(code: str) -> Wording:
    """Return the name of a country in each language a report is drafted in."""
    names = {language: Locale.parse(language).territories.get(code, "") for language in LANGUAGES}
    return Wording({language: name for language, name in names.items() if name})


def venue_of(roundtable: Roundtable) -> Wording:
    """Return where it took place: the address as written, with the organisation that lent the room."""
    host = str(roundtable.venue_organisation or "")
    if not host:
        return Wording(roundtable.venue)
    if not roundtable.venue:
        return Wording(dict.fromkeys(LANGUAGES, host))
    return Wording({language: f"{host}, {text}" for language, text in roundtable.venue.items()})


def later_years(roundtable: Roundtable) -> tuple[int, ...]:
    """Return the years in which the rest of the series meets, if every date of it is set."""
    later = Roundtable.objects.filter(
        region=roundtable.region,
        number__gt=roundtable.number,
        number__lte=roundtable.region.planned_roundtables,
        state__in=[State.CALLED, State.HELD],
    )
    dates = list(later.values_list("date", flat=True))
    if len(dates) != roundtable.region.planned_roundtables - roundtable.number:
        return ()
    return tuple(sorted({date.year for date in dates}))


def organisers_of(roundtable: Roundtable) -> tuple[Organiser, ...]:
    """Return who stands behind a roundtable, in their order."""
    partners = Partnership.objects.filter(roundtable=roundtable).select_related("organisation")
    return tuple(Organiser(partner.organisation.name, partner.role, Wording(partner.remark)) for partner in partners)


def items_of(roundtable: Roundtable) -> tuple[Item, ...]:
    """Return the agenda with what each item brought."""
    return tuple(
        Item(
            item.position,
            item.kind,
            Wording(item.title),
            Wording(item.brought),
            item.presenter.name if item.presenter else "",
            item.minutes,
        )
        for item in roundtable.agenda.select_related("presenter")
    )


def needs_by_room(roundtable: Roundtable) -> dict[int | None, list[Need]]:
    """Return the needs raised, by the room they were raised in; each tells how often it was raised until now."""
    until_now = (
        Raising.objects.filter(need=OuterRef("need"), roundtable__number__lte=roundtable.number)
        .order_by()
        .values("need")
        .annotate(times=Count("roundtable", distinct=True))
        .values("times")
    )
    raisings = (
        Raising.objects.filter(roundtable=roundtable)
        .select_related("need")
        .annotate(times=Coalesce(Subquery(until_now), 1))
        .order_by("position", "pk")
    )
    by_room: dict[int | None, list[Need]] = defaultdict(list)
    for raising in raisings:
        need = raising.need
        by_room[raising.room_id].append(
            Need(
                need.public_id,
                Wording(raising.words or need.text),
                need.is_proposal,
                tuple(need.addressed_to),
                Wording(need.addressed_in_words),
                raising.times,
            )
        )
    return by_room


def promises_of(roundtable: Roundtable) -> tuple[Promise, ...]:
    """Return what was promised, with owner and date."""
    promised = Commitment.objects.filter(roundtable=roundtable).select_related("organisation").order_by("pk")
    return tuple(
        Promise(
            commitment.public_id,
            Wording(commitment.text),
            commitment.organisation.name if commitment.organisation else "",
            commitment.due_on,
            commitment.is_example,
        )
        for commitment in promised
    )


def practices_of(roundtable: Roundtable, positions: dict[int, int]) -> tuple[Practice, ...]:
    """Return the practices that were mentioned."""
    mentions = Mention.objects.filter(roundtable=roundtable).select_related("initiative__organisation")
    return tuple(
        Practice(
            mention.initiative.public_id,
            Wording(mention.initiative.name),
            Wording(mention.remark or mention.initiative.description),
            mention.initiative.organisation.name if mention.initiative.organisation else "",
            positions.get(mention.agenda_item_id or 0),
        )
        for mention in mentions
    )


def lines_of(roundtable: Roundtable, positions: dict[int, int]) -> dict[str, list[Said]]:
    """Return the lines that speak for themselves, by tag: what was said, and news."""
    notes = Note.objects.filter(roundtable=roundtable, tag__in=[NoteTag.SAID, NoteTag.NEWS])
    lines: dict[str, list[Said]] = defaultdict(list)
    for note in notes.annotate(room_number=F("room__number")).order_by("written_at", "pk"):
        item = positions.get(note.agenda_item_id or 0)
        lines[note.tag].append(Said(note.public_id, Wording(note.text), item, note.room_number))
    return lines
