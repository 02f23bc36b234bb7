"""Tags by which templates say days, hours and places of lifts."""

from __future__ import annotations

from django import template

from maillage.mobility import lift_words
from maillage.mobility.models import Offer, RideRequest
from maillage.mobility.queries.board import HalfDay

register = template.Library()
register.filter("weekdays_said", lift_words.weekdays_said)
register.filter("times_of_offer", lift_words.times_of_offer)
register.filter("times_of_request", lift_words.times_of_request)
register.filter("way_of_offer", lift_words.way_of_offer)


@register.filter
def half_day_said(half_day: HalfDay) -> str:
    """Name a half-day."""
    return lift_words.half_day(*half_day)


@register.filter
def span_said(row: RideRequest | Offer) -> str:
    """Say from when to when something is asked or offered."""
    return lift_words.span_said(row.first_on, row.last_on)


@register.filter
def standing(row: RideRequest | Offer) -> str:
    """Say to whoever asked or offers where it stands."""
    if isinstance(row, RideRequest):
        return lift_words.request_standing(row.state)
    return lift_words.offer_standing(row.state)


@register.filter
def standing_knot(row: RideRequest | Offer) -> str:
    """Return the knot of where a request or an offer stands."""
    knots = lift_words.KNOT_OF_REQUEST if isinstance(row, RideRequest) else lift_words.KNOT_OF_OFFER
    return knots[row.state]  # type: ignore[index]  # a row holds one of the states of its own kind


@register.filter
def needs_said(row: RideRequest) -> str:
    """Say what is needed of the car; nothing where nothing is."""
    return lift_words.needs_said(one.need for one in row.needs.all())


@register.filter
def equipment_said(needs: list[str]) -> str:
    """Say which needs a car can meet."""
    return lift_words.needs_said(needs)
