"""What becomes of drives whose driver stops, is erased or pauses: they are called off, and their weeks planned anew."""

from __future__ import annotations

from datetime import date

from maillage.kit.audit import Actor
from maillage.mobility.actions.offering import withdraw_offer
from maillage.mobility.actions.telling_weeks import note_known
from maillage.mobility.enums import OfferState, Outcome, PlanState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import Offer, Outing
from maillage.people.models import Volunteer
from maillage.people.volunteer_leaving import before_pausing, before_stopping


@before_stopping
def withdraw_all_offers(volunteer: Volunteer, by: Actor) -> None:
    """Withdraw what somebody offers who stops; they are not told of weeks in which they drive no more."""
    drives = Outing.objects.filter(offer__volunteer=volunteer, plan__state=PlanState.PROPOSED, outcome=Outcome.PLANNED)
    mondays = sorted(set(drives.values_list("plan__monday", flat=True)))
    standing = Offer.objects.filter(volunteer=volunteer).exclude(state=OfferState.WITHDRAWN)
    for offer in standing.order_by("pk"):
        offer.region = volunteer.region
        withdraw_offer(offer=offer, by=by)
    for monday in mondays:
        note_known(person=volunteer, monday=monday)


@before_pausing
def call_off_drives_of_a_pause(volunteer: Volunteer, first_on: date, last_on: date, by: Actor) -> None:
    """Call off what somebody was to drive on the days of a pause; what they offer stays for the days after it."""
    offers = tuple(Offer.objects.filter(volunteer=volunteer))
    days = Outing.objects.filter(
        offer__in=offers, plan__state=PlanState.PROPOSED, on__range=(first_on, last_on), outcome=Outcome.PLANNED
    )
    for day in sorted(set(days.values_list("on", flat=True))):
        tell_of_change(LiftChange(volunteer.region, offers=offers, on=day), by)
