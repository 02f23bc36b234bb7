"""Days, hours and places of lifts in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from babel.dates import get_day_names
from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.kit.spoken import clock, locale_of, short_day
from maillage.mobility.enums import Need, OfferKind, OfferState, RequestState, TimeKind
from maillage.mobility.models import Driver, Offer, RideRequest

KNOT_OF_REQUEST = {
    RequestState.ASKED: "open",
    RequestState.APPROVED: "tied",
    RequestState.DECLINED: "cut",
    RequestState.WITHDRAWN: "cut",
}
KNOT_OF_OFFER = {
    OfferState.OFFERED: "open",
    OfferState.APPROVED: "tied",
    OfferState.DECLINED: "cut",
    OfferState.WITHDRAWN: "cut",
}


def weekday_name(number: int) -> str:
    """Name a day of the week, 1 is Monday.

    Never "stand-alone": once Babel has told those in Pashto, it tells them in Pashto whatever the language (2.18).
    """
    return str(get_day_names("wide", "format", locale=locale_of())[number - 1])


def listed(words: Iterable[str]) -> str:
    """Say several words as a list, with the word for "and" of the page's language."""
    return str(format_list(list(words), locale=locale_of()))


def weekdays_said(numbers: Iterable[int]) -> str:
    """Name days of the week one after another."""
    return listed(weekday_name(number) for number in sorted(numbers))


def half_day(number: int, is_afternoon: bool) -> str:
    """Name a half-day."""
    said = {"day": weekday_name(number)}
    return _("%(day)s afternoon") % said if is_afternoon else _("%(day)s morning") % said


def span_said(first_on: date, last_on: date) -> str:
    """Say from when to when."""
    if first_on == last_on:
        return _("on %(day)s") % {"day": short_day(first_on)}
    return _("from %(first)s to %(last)s") % {"first": short_day(first_on), "last": short_day(last_on)}


def times_of_request(request: RideRequest) -> str:
    """Say at what time somebody wants to be there or to leave, and when the way back begins."""
    by = request.kind == TimeKind.ARRIVE_BY
    there = _("be there by %(time)s") if by else _("leave at %(time)s")
    said = there % {"time": clock(request.time)}
    if request.back_at is None:
        return said
    return _("%(there)s, and back from %(time)s on") % {"there": said, "time": clock(request.back_at)}


def times_of_offer(offer: Offer) -> str:
    """Say between which hours a volunteer drives."""
    return _("between %(first)s and %(last)s") % {"first": clock(offer.leaves), "last": clock(offer.arrives)}


def way_of_offer(offer: Offer) -> str:
    """Say where an offer leads."""
    if offer.kind == OfferKind.SLOT or offer.to_place is None:
        return _("around %(place)s") % {"place": offer.from_place}
    return _("from %(start)s to %(end)s") % {"start": offer.from_place, "end": offer.to_place}


def way_of_request(request: RideRequest) -> str:
    """Say from which meeting point to which."""
    return _("from %(start)s to %(end)s") % {"start": request.from_point, "end": request.to_point}


def needs_said(needs: Iterable[str]) -> str:
    """Say what is needed of the car."""
    return listed(str(Need(need).label) for need in sorted(needs))


def car_said(driver: Driver) -> str:
    """Say how often somebody drives in a week, and what they offer beside a seat."""
    often = ngettext("One drive a week at most.", "%(count)d drives a week at most.", driver.weekly_cap)
    said = often % {"count": driver.weekly_cap}
    known = [str(need) for need in Need if need in driver.equipment]
    return said + " " + _("Also: %(offers)s.") % {"offers": needs_said(known)} if known else said


def request_standing(state: str) -> str:
    """Say to whoever asked where their request stands."""
    return {
        RequestState.ASKED: _("Waits for an answer. We write or call."),
        RequestState.APPROVED: _("We look for a driver. You hear from us before each lift."),
        RequestState.DECLINED: _("We cannot plan this."),
        RequestState.WITHDRAWN: _("Withdrawn."),
    }[RequestState(state)]


def offer_standing(state: str) -> str:
    """Say to whoever offers where their offer stands."""
    return {
        OfferState.OFFERED: _("Waits for an answer. We write or call."),
        OfferState.APPROVED: _("We plan with it. You hear from us before each lift."),
        OfferState.DECLINED: _("We cannot plan with this."),
        OfferState.WITHDRAWN: _("Withdrawn."),
    }[OfferState(state)]
