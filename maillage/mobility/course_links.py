"""The links of somebody's course: their own page, and its dates for a calendar."""

from __future__ import annotations

from maillage.kit import tokens
from maillage.mobility.lift_links import addressed
from maillage.mobility.models import Enrolment
from maillage.people.personal_links import numbered
from maillage.people.queries.senders import newcomers_language

LESSON = "lesson"
# A calendar is read by whoever hosts it: its address opens the dates and nothing else.
LESSON_CALENDAR = "lesson-calendar"


def lesson_token(enrolment: Enrolment) -> str:
    """Return the token of an enrolment's page; it holds until it is replaced or they are forgotten."""
    return tokens.sign(LESSON, numbered(enrolment.public_id, enrolment.newcomer.link_nonce))


def lesson_calendar_token(enrolment: Enrolment) -> str:
    """Return the token of the dates for a calendar; it does not open the page."""
    return tokens.sign(LESSON_CALENDAR, numbered(enrolment.public_id, enrolment.newcomer.link_nonce))


def lesson_calendar_url(enrolment: Enrolment, language: str) -> str:
    """Return the whole address of the dates for a calendar."""
    return addressed("mobility:own-course-calendar", lesson_calendar_token(enrolment), language)


def lesson_url(enrolment: Enrolment, *, language: str = "", masked: bool = False) -> str:
    """Return the whole address of an enrolment's page, in its newcomer's language; masked, nobody can open it."""
    token = tokens.MASK if masked else lesson_token(enrolment)
    newcomer = enrolment.newcomer
    return addressed("mobility:own-course", token, language or newcomers_language(newcomer.language, newcomer.region))
