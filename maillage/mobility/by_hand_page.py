"""The page on which a lift is taken off a plan or put on a drive: which drives there are on that day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.kit.spoken import clock, day
from maillage.mobility.actions.hand_made import HandMade
from maillage.mobility.enums import Leg, OfferState, PlanState
from maillage.mobility.models import Offer, RidePlan, RideRequest
from maillage.mobility.plan_page import way_of_offer
from maillage.mobility.plan_words import length_words, number, way_words
from maillage.mobility.queries.rules import holidays_of
from maillage.mobility.queries.week_days import days_of_offer
from maillage.mobility.queries.week_rows import trip_key


def legs_asked(request: RideRequest) -> list[Leg]:
    """Return the ways that somebody asks for."""
    return [Leg.OUT, Leg.BACK] if request.back_at else [Leg.OUT]


def drives_on(plan: RidePlan, on: date) -> list[tuple[str, str]]:
    """Return the drives of a day that may be planned with, each with its name on the page."""
    barred = {(offer, day_) for offer, day_, _bar in plan.told.get("barred", ())}
    without = set(plan.told.get("without", ()))
    holidays = holidays_of(plan.region)
    riding = riders_by_offer(plan, on)
    offers = Offer.objects.filter(region=plan.region, state=OfferState.APPROVED).prefetch_related("exceptions")
    found = []
    for offer in offers.select_related("volunteer", "from_place", "to_place").order_by("leaves", "pk"):
        key = trip_key(offer.pk, on)
        takes_place = on in days_of_offer(offer, plan.monday, plan.region.time_zone, holidays)
        if takes_place and (offer.pk, str(on)) not in barred and key not in without:
            found.append((key, drive_words(offer, riding.get(offer.pk, 0))))
    return found


def riders_by_offer(plan: RidePlan, on: date) -> dict[int, int]:
    """Return how many lifts each drive of a day has already; one question."""
    rows = plan.outings.filter(on=on, offer__isnull=False).values_list("offer_id", "rides")
    found: dict[int, int] = {}
    for offer, ride in rows:
        found[offer] = found.get(offer, 0) + (ride is not None)
    return found


def drive_words(offer: Offer, riding: int) -> str:
    """Name a drive."""
    told = {
        "driver": str(offer.volunteer),
        "start": clock(offer.leaves),
        "end": clock(offer.arrives),
        "way": way_of_offer(offer),
        "riding": number(riding),
    }
    if not riding:
        return _("%(driver)s, %(start)s to %(end)s, %(way)s, not planned yet") % told
    return (
        ngettext(
            "%(driver)s, %(start)s to %(end)s, %(way)s, %(riding)s lift",
            "%(driver)s, %(start)s to %(end)s, %(way)s, %(riding)s lifts",
            riding,
        )
        % told
    )


def now_on(plan: RidePlan, request: RideRequest, on: date) -> dict[str, str]:
    """Return the drive that each way of somebody's lift is on."""
    rows = plan.outings.filter(on=on, offer__isnull=False, rides__request=request).values_list("rides__leg", "offer_id")
    return {leg: trip_key(offer, on) for leg, offer in rows}


def told_by_hand(plan: RidePlan, request: RideRequest, on: date) -> dict[str, Any]:
    """Find what the page shows beside its form."""
    return {
        "plan": plan,
        "who": str(request.newcomer),
        "on": day(on),
        "day": on.isoformat(),
        "asked": request,
        "way": way_words(request.from_point, request.to_point),
        "is_proposed": plan.state == PlanState.PROPOSED,
    }


def changed_words(made: HandMade, *, is_proposed: bool) -> list[str]:
    """Say what a change by hand has done, and what it costs."""
    if not made.touched:
        return [_("Nothing has changed.")]
    said = [_("The plan is changed, and checked: every rule is kept.")]
    if made.fewer > 0:
        sentence = ngettext("It costs %(count)s lift.", "It costs %(count)s lifts.", made.fewer)
        said.append(sentence % {"count": number(made.fewer)})
    if made.longer > 0:
        said.append(_("It costs %(time)s more of driving.") % {"time": length_words(made.longer)})
    elif made.longer < 0:
        said.append(_("It saves %(time)s of driving.") % {"time": length_words(-made.longer)})
    if is_proposed:
        said.append(_("Whoever rides or drives otherwise than before is told and asked anew, and nobody else."))
    return said
