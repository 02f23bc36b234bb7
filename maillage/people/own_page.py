"""What a volunteer's own page shows: what waits for an answer, what is planned, the pairs, and what we know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.lists import format_list
from django.utils import timezone

from maillage.core.mentoring import Month
from maillage.kit.context import autonym_of
from maillage.kit.spoken import locale_of
from maillage.people.enums import Coming, Skill, VolunteerState
from maillage.people.models import Mentoring, TrainingSession, Volunteer
from maillage.people.queries.mentoring import going_on, is_quiet, months_of, pairs_of
from maillage.people.queries.training import public_sessions, seats_left, trained_on
from maillage.people.queries.volunteers import SILENT_FOR, current_charter, has_accepted
from maillage.people.training_words import length, when, where
from maillage.people.volunteer_mails import further_links
from maillage.people.volunteer_page import half_days, labels

PAIR_MONTHS = 3


@dataclass(frozen=True)
class SessionLine:
    """A session as a volunteer reads it, and what they said."""

    session: TrainingSession
    when: str
    where: str
    length: str
    coming: str
    is_over: bool
    is_full: bool


@dataclass(frozen=True)
class PairLine:
    """A pair as its volunteer reads it."""

    pair: Mentoring
    months: list[Month]
    is_quiet: bool


def session_lines(volunteer: Volunteer, sessions: Iterable[TrainingSession]) -> list[SessionLine]:
    """Return sessions with what a volunteer said of each."""
    sessions, now = list(sessions), timezone.now()
    answers = dict(volunteer.presences.filter(session__in=sessions).values_list("session", "coming"))
    return [
        SessionLine(
            one,
            when(one, volunteer.region),
            where(one),
            length(one.module.minutes),
            answers.get(one.pk, ""),
            one.starts_at <= now,
            answers.get(one.pk) != Coming.YES and seats_left(one) == 0,
        )
        for one in sessions
    ]


def pair_lines(volunteer: Volunteer, today: date) -> list[PairLine]:
    """Return the pairs of a volunteer that go on."""
    pairs = pairs_of(volunteer.region).filter(going_on(today), volunteer=volunteer)
    return [PairLine(pair, months_of(pair, today, PAIR_MONTHS), is_quiet(pair, today)) for pair in pairs]


def listed(words: Iterable[str]) -> str:
    """Say several words one after another, with the comma of the page's language; nothing where there are none."""
    return str(format_list(list(words), locale=locale_of()))


def own_page(volunteer: Volunteer) -> dict[str, Any]:
    """Return what the page of a volunteer shows; who is not welcomed yet reads no sessions and pairs."""
    region, today, now = volunteer.region, timezone.localdate(), timezone.now()
    takes_part = volunteer.state == VolunteerState.WELCOME
    charter = current_charter(region)
    heard_at = volunteer.last_heard_at or volunteer.created_at
    trained = trained_on(region, today)
    return {
        "takes_part": takes_part,
        "others": further_links(volunteer, masked=False),
        "charter": charter,
        "lacks_charter": charter is not None and not has_accepted(volunteer, charter),
        "is_silent": takes_part and now - heard_at >= SILENT_FOR,
        "lacking": trained.lacking(volunteer.pk, volunteer.skills),
        "trained_for": listed(labels(Skill, [one for one in volunteer.skills if trained.is_for(volunteer.pk, one)])),
        "sessions": session_lines(volunteer, public_sessions(region)) if takes_part else [],
        "pairs": pair_lines(volunteer, today) if takes_part else [],
        "pauses": list(volunteer.pauses.filter(last_on__gte=today)),
        "skills": listed(labels(Skill, volunteer.skills)),
        "half_days": listed(half_days(volunteer.available)),
        "languages": listed(autonym_of(code) for code in volunteer.languages),
    }
