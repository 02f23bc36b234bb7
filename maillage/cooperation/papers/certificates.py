"""Certificates of attendance: who was there, from when to when, and how much of it was training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from maillage.cooperation.enums import Mode
from maillage.cooperation.models import AgendaItem, Presence, Roundtable
from maillage.cooperation.papers.frame import paper
from maillage.cooperation.papers.signing_sheet import example_mark, organisation_of
from maillage.cooperation.queries.papers import agenda_of, hours_of_meeting, organisers_of, trainings_among
from maillage.cooperation.spoken import title_of
from maillage.core.attended import Stay, minutes_within, stays_of
from maillage.core.plain_text import one_line
from maillage.kit.spoken import clock, day, short_day
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.territory.papers.frame import language_of


@dataclass(frozen=True)
class Meeting:
    """What every certificate of one roundtable tells."""

    roundtable: Roundtable
    hours: Stay | None
    trainings: list[AgendaItem]
    organisers: list[str]

    @classmethod
    def of(cls, roundtable: Roundtable) -> Meeting:
        items = agenda_of(roundtable)
        return cls(roundtable, hours_of_meeting(roundtable, items), trainings_among(items), organisers_of(roundtable))


def certificates(roundtable: Roundtable, presences: list[Presence]) -> bytes:
    """Set one page a person in the region's language; raises pdf.NoPaper with a sentence to show."""
    meeting = Meeting.of(roundtable)
    with for_a_moment_in(language_of(roundtable.region)):
        title = _("Certificate of attendance: %(roundtable)s") % {"roundtable": title_of(roundtable)}
        words = {
            "kind": _("Certificate of attendance"),
            "sentence": sentence_of(meeting),
            "lines": [_("Place and date"), _("For the organiser")],
            "pages": "",
            "people": [person_of(presence, meeting) for presence in presences],
        }
        return paper("certificates.typ", roundtable, words, title=title)


def sentence_of(meeting: Meeting) -> str:
    """Say who certifies what."""
    if not meeting.organisers:
        return _("The organiser certifies that this person took part in the roundtable.")
    names = ", ".join(one_line(name) for name in meeting.organisers)
    return _("%(organiser)s certifies that this person took part in the roundtable.") % {"organiser": names}


def person_of(presence: Presence, meeting: Meeting) -> dict[str, Any]:
    """Return what stands on one certificate."""
    away = [(datetime.fromisoformat(gone), datetime.fromisoformat(back)) for gone, back in presence.away]
    stays = stays_of(presence.arrived_at, presence.left_at, away, meeting.hours)
    facts = [
        (_("Roundtable"), title_of(meeting.roundtable)),
        (_("Subject"), str(meeting.roundtable.subject)),
        (_("Date"), capfirst(day(meeting.roundtable.date))),
        (_("Present"), hours_in_words(stays, meeting.roundtable.time_zone)),
        (_("Training"), training_in_words(stays, meeting)),
        (_("Took part"), manner_in_words(presence)),
    ]
    return {
        "name": one_line(presence.stood_in_by or presence.contact.name),
        "organisation": organisation_of(presence.contact),
        "example": example_mark(presence.contact),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
    }


def manner_in_words(presence: Presence) -> str:
    """Say whether somebody was in the room or on the line."""
    return (
        {Mode.ONLINE: _("online"), Mode.ON_SITE: _("on site")}.get(Mode(presence.comes), "") if presence.comes else ""
    )


def hours_in_words(stays: list[Stay], zone: str) -> str:
    """Say from when to when somebody was there by the clocks of the place, and how long that is; nothing if unknown."""
    if not sum(stay.minutes for stay in stays):
        return ""
    ranges = ", ".join(range_in_words(stay, ZoneInfo(zone)) for stay in stays if stay.minutes)
    length = minutes_in_words(sum(stay.minutes for stay in stays))
    return pgettext("hours of somebody's presence", "%(ranges)s: %(length)s") % {"ranges": ranges, "length": length}


def range_in_words(stay: Stay, zone: ZoneInfo) -> str:
    """Say one stay; the days only where midnight passed."""
    begins, ends = stay.begins.astimezone(zone), stay.ends.astimezone(zone)
    words = {"start": clock(begins.time()), "end": clock(ends.time())}
    if begins.date() == ends.date():
        return _("from %(start)s to %(end)s") % words
    days = {"first": short_day(begins.date()), "last": short_day(ends.date())}
    return _("from %(start)s on %(first)s to %(end)s on %(last)s") % {**words, **days}


def minutes_in_words(minutes: int) -> str:
    """Say a length in minutes."""
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def training_in_words(stays: list[Stay], meeting: Meeting) -> str:
    """Say how many minutes of training somebody had, and in what; nothing where there was none."""
    had = [(item, minutes) for item in meeting.trainings if (minutes := minutes_of(item, stays, meeting))]
    if not had:
        return ""
    length = minutes_in_words(sum(minutes for _item, minutes in had))
    titles = ", ".join(one_line(str(item)) for item, _minutes in had)
    return pgettext("what somebody was trained in", "%(length)s: %(titles)s") % {"length": length, "titles": titles}


def minutes_of(item: AgendaItem, stays: list[Stay], meeting: Meeting) -> int:
    """Return the minutes of a training that somebody was there for: as it ran, else as it was planned.

    Nothing is claimed for who came late or left in between while nobody noted when the training was.
    """
    if not (item.started_at and item.ended_at):
        return (item.minutes or 0) if stays in ([], [meeting.hours]) else 0
    ran = Stay(item.started_at, item.ended_at)
    return minutes_within(stays, ran) if stays else ran.minutes
