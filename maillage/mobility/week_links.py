"""The links under somebody's own page of lifts: the week to print, and the feed for a calendar."""

from __future__ import annotations

from datetime import date

from maillage.kit import tokens
from maillage.mobility.lift_links import DRIVER_CALENDAR, RIDER_CALENDAR, addressed, driver_token, rider_token
from maillage.mobility.models import Newcomer
from maillage.people.models import Volunteer
from maillage.people.personal_links import numbered


def driver_calendar_token(volunteer: Volunteer) -> str:
    """Return the token of a driver's feed; it does not open their page."""
    return tokens.sign(DRIVER_CALENDAR, numbered(volunteer.public_id, volunteer.link_nonce))


def rider_calendar_token(newcomer: Newcomer) -> str:
    """Return the token of a rider's feed; it does not open their page."""
    return tokens.sign(RIDER_CALENDAR, numbered(newcomer.public_id, newcomer.link_nonce))


def driver_paper_url(volunteer: Volunteer, monday: date, language: str, *, masked: bool = False) -> str:
    """Return the address of a driver's week as PDF."""
    token = tokens.MASK if masked else driver_token(volunteer)
    return f"{addressed('mobility:driver-week-paper', token, language)}?week={monday}"


def rider_paper_url(newcomer: Newcomer, monday: date, language: str, *, masked: bool = False) -> str:
    """Return the address of a rider's week as PDF."""
    token = tokens.MASK if masked else rider_token(newcomer)
    return f"{addressed('mobility:rider-week-paper', token, language)}?week={monday}"


def driver_calendar_url(volunteer: Volunteer, language: str, *, masked: bool = False) -> str:
    """Return the address of the feed that a driver's calendar reads."""
    token = tokens.MASK if masked else driver_calendar_token(volunteer)
    return addressed("mobility:driver-calendar", token, language)


def rider_calendar_url(newcomer: Newcomer, language: str, *, masked: bool = False) -> str:
    """Return the address of the feed that a rider's calendar reads."""
    token = tokens.MASK if masked else rider_calendar_token(newcomer)
    return addressed("mobility:rider-calendar", token, language)
