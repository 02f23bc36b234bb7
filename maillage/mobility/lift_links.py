"""The links of lifts: a newcomer's own page, and the page of a volunteer who drives."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from maillage.kit import tokens
from maillage.mobility.models import Newcomer
from maillage.people.models import Volunteer
from maillage.people.personal_links import numbered
from maillage.people.queries.senders import newcomers_language
from maillage.territory.newcomers_words import for_a_moment_in

RIDER = "lifts"
DRIVER = "drive"
# A calendar is read by whoever hosts it: its address opens the feed and nothing else.
RIDER_CALENDAR = "lifts-calendar"
DRIVER_CALENDAR = "drive-calendar"
# To whom a new link is sent in place of one that was replaced.
AS_RIDER = "rider"


def rider_token(newcomer: Newcomer) -> str:
    """Return the token of a newcomer's own page; it holds until it is replaced or they are forgotten."""
    return tokens.sign(RIDER, numbered(newcomer.public_id, newcomer.link_nonce))


def driver_token(volunteer: Volunteer) -> str:
    """Return the token of a volunteer's page of driving; it holds until it is replaced or they stop."""
    return tokens.sign(DRIVER, numbered(volunteer.public_id, volunteer.link_nonce))


def rider_url(newcomer: Newcomer, *, language: str = "", masked: bool = False) -> str:
    """Return the whole address of a newcomer's own page, in their language; masked, nobody can open it."""
    token = tokens.MASK if masked else rider_token(newcomer)
    return addressed("mobility:rider-page", token, language or newcomers_language(newcomer.language, newcomer.region))


def driver_url(volunteer: Volunteer, *, language: str = "", masked: bool = False) -> str:
    """Return the whole address of a volunteer's page of driving, in their language; masked, nobody can open it."""
    token = tokens.MASK if masked else driver_token(volunteer)
    spoken = language or newcomers_language(volunteer.preferred_language, volunteer.region)
    return addressed("mobility:driver-page", token, spoken)


def addressed(name: str, token: str, language: str) -> str:
    """Return the whole address of a page by link, in one language."""
    with for_a_moment_in(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"
