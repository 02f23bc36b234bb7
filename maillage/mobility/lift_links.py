"""The links of lifts: a newcomer's own page, and the page of a volunteer who drives."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from maillage.kit import tokens
from maillage.mobility.models import Newcomer
from maillage.people.models import Volunteer
from maillage.people.queries.senders import mail_language, newcomers_language
from maillage.territory.newcomers_words import for_a_moment_in

RIDER = "lifts"
DRIVER = "drive"
# A calendar is read by whoever hosts it: its address opens the feed and nothing else.
RIDER_CALENDAR = "lifts-calendar"
DRIVER_CALENDAR = "drive-calendar"


def rider_token(newcomer: Newcomer) -> str:
    """Return the token of a newcomer's own page; it holds as long as anything is kept of them."""
    return tokens.sign(RIDER, newcomer.public_id)


def driver_token(volunteer: Volunteer) -> str:
    """Return the token of a volunteer's page of driving; it holds as long as they take part."""
    return tokens.sign(DRIVER, volunteer.public_id)


def rider_url(newcomer: Newcomer, *, language: str = "", masked: bool = False) -> str:
    """Return the whole address of a newcomer's own page, in their language; masked, nobody can open it."""
    token = tokens.MASK if masked else rider_token(newcomer)
    return addressed("mobility:rider-page", token, language or newcomers_language(newcomer.language, newcomer.region))


def driver_url(volunteer: Volunteer, *, language: str = "", masked: bool = False) -> str:
    """Return the whole address of a volunteer's page of driving, in their language; masked, nobody can open it."""
    token = tokens.MASK if masked else driver_token(volunteer)
    spoken = language or mail_language(volunteer.preferred_language, volunteer.region)
    return addressed("mobility:driver-page", token, spoken)


def addressed(name: str, token: str, language: str) -> str:
    """Return the whole address of a page by link, in one language."""
    with for_a_moment_in(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"
