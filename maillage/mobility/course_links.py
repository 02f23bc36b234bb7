"""The link of somebody's own page of a course."""

from __future__ import annotations

from maillage.kit import tokens
from maillage.mobility.lift_links import addressed
from maillage.mobility.models import Enrolment
from maillage.people.queries.senders import newcomers_language

LESSON = "lesson"


def lesson_token(enrolment: Enrolment) -> str:
    """Return the token of an enrolment's page; it holds as long as anything is kept of it."""
    return tokens.sign(LESSON, enrolment.public_id)


def lesson_url(enrolment: Enrolment, *, language: str = "", masked: bool = False) -> str:
    """Return the whole address of an enrolment's page, in its newcomer's language; masked, nobody can open it."""
    token = tokens.MASK if masked else lesson_token(enrolment)
    newcomer = enrolment.newcomer
    return addressed("mobility:own-course", token, language or newcomers_language(newcomer.language, newcomer.region))
