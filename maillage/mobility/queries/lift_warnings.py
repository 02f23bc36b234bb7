"""What speaks against a request or an offer by the rules of the region: each can be overridden with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.recurrence import Days, next_occurrences
from maillage.mobility.enums import Qualifies, RequestState
from maillage.mobility.models import Offer, RideRequest, RideRules
from maillage.mobility.queries.week_days import pattern_of
from maillage.mobility.queries.who_may_drive import Bar, conditions_of
from maillage.mobility.rural import may_end_at
from maillage.mobility.travel.estimate import estimate
from maillage.mobility.travel.nouns import NoTravelTimes, Stop, stop_of_place, stop_of_point


class Warn(StrEnum):
    """A rule that speaks against it."""

    SHORT_NOTICE = "short_notice"
    TOO_FAR = "too_far"
    DISTANCE_UNKNOWN = "distance_unknown"
    NOT_QUALIFIED = "not_qualified"
    NOT_RURAL = "not_rural"
    RURAL_UNKNOWN = "rural_unknown"
    NOTHING_AHEAD = "nothing_ahead"


@dataclass(frozen=True)
class Warning:
    """One rule, and the sentence that says it."""

    key: str
    sentence: str


def next_time(row: RideRequest | Offer, zone: str, holidays: tuple[Days, ...], now: datetime) -> datetime | None:
    """Return when it takes place next."""
    pattern = pattern_of(row, zone, holidays)
    return next(iter(next_occurrences(pattern, now, 1)), None) if pattern else None


def warnings_of_request(
    request: RideRequest, rules: RideRules, holidays: tuple[Days, ...], now: datetime | None = None
) -> list[Warning]:
    """Return which rules speak against a request."""
    now = now or timezone.now()
    first = next_time(request, rules.region.time_zone, holidays, now)
    if first is None:
        return [Warning(Warn.NOTHING_AHEAD, _("There is no day left on which it would take place."))]
    found: list[Warning] = []
    if request.state != RequestState.APPROVED and first - now < timedelta(hours=rules.notice_hours):
        sentence = _("The first lift is less than %(hours)s hours away.") % {"hours": rules.notice_hours}
        found.append(Warning(Warn.SHORT_NOTICE, sentence))
    found += distance_warnings(stop_of_point(request.from_point), stop_of_point(request.to_point), rules)
    if rules.rural_only_km:
        found += rural_warnings(request, rules)
    return found


def warnings_of_offer(offer: Offer, rules: RideRules) -> list[Warning]:
    """Return which rules speak against an offer."""
    if offer.to_place is None:
        return []
    return distance_warnings(stop_of_place(offer.from_place), stop_of_place(offer.to_place), rules)


def distance_warnings(start: Stop, end: Stop, rules: RideRules) -> list[Warning]:
    """Compare an estimated distance with the longest that is allowed."""
    if rules.longest_km is None:
        return []
    try:
        metres = int(estimate([start, end], rules).metres[0, 1])
    except NoTravelTimes as unknown:
        return [Warning(Warn.DISTANCE_UNKNOWN, unknown.sentence)]
    if metres <= rules.longest_km * 1000:
        return []
    said = {"km": round(metres / 1000), "most": rules.longest_km}
    return [Warning(Warn.TOO_FAR, _("It is about %(km)s km; the rules allow %(most)s km at most.") % said)]


def rural_warnings(request: RideRequest, rules: RideRules) -> list[Warning]:
    """Say who does not qualify, and where those who qualify by place alone may not go."""
    qualifies = request.newcomer.qualifies
    if qualifies == Qualifies.UNKNOWN:
        return [Warning(Warn.NOT_QUALIFIED, _("Nobody has noted yet by which rule this person may ride."))]
    if qualifies == Qualifies.RESOURCES:
        return []
    may = may_end_at((request.from_point, request.to_point), rules.region.country)
    if may is False:
        sentence = _("Who qualifies by place alone stays in rural places or goes to an interchange.")
        return [Warning(Warn.NOT_RURAL, sentence)]
    if may is None:
        return [Warning(Warn.RURAL_UNKNOWN, _("Nobody knows whether both places count as rural."))]
    return []


def bar_words(bar: Bar | str) -> str:
    """Say why a volunteer may not drive yet."""
    return {
        Bar.NOT_WELCOME: _("The volunteer has not been welcomed yet."),
        Bar.NO_CAR_KNOWN: _("Nothing is known of the car yet."),
        Bar.PAUSED: _("The volunteer has a pause."),
        Bar.NO_LICENCE: _("No valid driving licence has been seen."),
        Bar.NO_INSURANCE: _("No valid insurance of the car has been seen."),
        Bar.NO_CHARTER: _("The charter has not been accepted."),
        Bar.NOT_TRAINED: _("Training that is asked for has not been attended."),
    }[Bar(bar)]


def bar_of(offer: Offer, rules: RideRules, today: date) -> Bar | None:
    """Return why the volunteer of an offer may not drive on its first day to come."""
    day = max(today, offer.first_on)
    return conditions_of(rules.region, rules, [day]).bar(offer.volunteer, day)
