"""A plan of lifts in words: what was proved of it, why somebody has no lift, which rule forbids a change."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.kit.spoken import page_language
from maillage.mobility.actions.plan_week import BROKE_OFF, BROKEN_RULES, HOLES, NO_TRAVEL, REFUSED
from maillage.mobility.enums import Leg, Need
from maillage.mobility.lift_words import listed
from maillage.mobility.models import MeetingPoint, RidePlan, RideRequest

Words = dict[str, str | Promise]

RULES: Words = {
    "unknown_trip": gettext_lazy("This drive is no longer offered."),
    "no_rider": gettext_lazy("A drive without a rider is not planned."),
    "unknown_request": gettext_lazy("This lift is no longer asked for."),
    "pickup_window": gettext_lazy("The car comes when the rider cannot get in."),
    "dropoff_window": gettext_lazy("The rider would get there too early or too late."),
    "ride_too_long": gettext_lazy("The rider would sit in the car for too long."),
    "seats": gettext_lazy("The car has too few seats."),
    "needs": gettext_lazy("The car or the driver does not have what the rider needs."),
    "leaves_too_early": gettext_lazy("The driver would have to leave earlier than offered."),
    "arrives_too_late": gettext_lazy("The driver would come back later than offered."),
    "faster_than_travel": gettext_lazy("The car cannot be there in time."),
    "detour_limit": gettext_lazy("The way is longer than the driver offers."),
    "cap": gettext_lazy("The driver would drive more often in this week than offered."),
    "driver_twice_at_once": gettext_lazy("The driver is on another drive at this time."),
    "half_a_return": gettext_lazy("A return is planned both ways or not at all: nobody is left without a way back."),
}

# Nobody can move by more than that: then it is another day.
FAR_MINUTES = 240
NO_LIFT: dict[str, tuple[str | Promise, str | Promise]] = {
    "own_hours": (
        gettext_lazy("The hours asked for leave no room for the drive itself."),
        gettext_lazy("Ask whether an earlier start or a later arrival is possible."),
    ),
    "nobody_offers": (
        gettext_lazy("Nobody offers to drive in this week."),
        gettext_lazy("Look for a volunteer, or ask those who have a pause."),
    ),
    "nobody_passes_near": (
        gettext_lazy(
            "No driver passes near: the nearest would have to drive %(minutes)s minutes more than they offer."
        ),
        gettext_lazy("Ask this driver, or look for a volunteer who lives nearer."),
    ),
    "no_time_fits": (
        gettext_lazy("Who passes near drives at other hours, %(shift)s away from what would fit."),
        gettext_lazy("Ask whether driver or rider can move their hour."),
    ),
    "quite_other_hours": (
        gettext_lazy("Who passes near drives on other days, or at quite other hours."),
        gettext_lazy("Ask them for this day, or look for a volunteer at this hour."),
    ),
    "need_not_met": (
        gettext_lazy("Who passes in time does not have: %(needs)s."),
        gettext_lazy("Ask the driver whether they can, or look for somebody who has it."),
    ),
    "car_too_small": (
        gettext_lazy("The car that would do has too few seats: %(seats)s more would be needed."),
        gettext_lazy("Look for a larger car, or drive twice."),
    ),
    "return_leg_missing": (
        gettext_lazy("For the other way there is no lift, and nobody is left without a way back."),
        gettext_lazy("Look for a driver for the other way; then both can be planned."),
    ),
    "cap_reached": (
        gettext_lazy("The driver who would do drives as often as they offer in this week."),
        gettext_lazy("Ask whether they drive once more in this week."),
    ),
    "driver_busy": (
        gettext_lazy("The driver who would do is on another drive at this time."),
        gettext_lazy("Look for a second driver at this half-day."),
    ),
    "car_full": (
        gettext_lazy("The seats of the car that would do went to others."),
        gettext_lazy("Look for a second driver, or a larger car."),
    ),
    "seats_taken": (
        gettext_lazy("The ways of the others in the car leave no time for this one."),
        gettext_lazy("Look for a second driver at this half-day."),
    ),
    "one_car_for_both": (
        gettext_lazy("Only the car that drives the other way would do, and it cannot do both."),
        gettext_lazy("Look for a second driver for one of the ways."),
    ),
    "by_hand": (
        gettext_lazy("Taken off by hand. It stays off until it is put on a drive by hand."),
        gettext_lazy("Put the lift on a drive by hand."),
    ),
    "room_by_hand": (
        gettext_lazy("Since a change by hand a car has room for this lift."),
        gettext_lazy("Put the lift on a drive by hand, or plan the week anew."),
    ),
}
NOT_SEARCHED = (
    gettext_lazy("The reckoning was stopped before a reason was found."),
    gettext_lazy("Plan the week anew."),
)

BARS: Words = {
    "not_welcome": gettext_lazy("%(driver)s offers to drive on %(day)s and is not welcomed as a volunteer yet."),
    "no_car_known": gettext_lazy("%(driver)s offers to drive on %(day)s and has not told of the car yet."),
    "paused": gettext_lazy("%(driver)s offers to drive on %(day)s and has a pause."),
    "no_licence": gettext_lazy("The driving licence of %(driver)s has not been seen for %(day)s."),
    "no_insurance": gettext_lazy("The car insurance of %(driver)s has not been seen for %(day)s."),
    "no_charter": gettext_lazy("%(driver)s offers to drive on %(day)s and has not accepted the charter yet."),
    "not_trained": gettext_lazy("%(driver)s offers to drive on %(day)s and lacks the training that is asked."),
}

REFUSALS: Words = {
    "window_reversed": gettext_lazy("a time ends before it begins"),
    "hours_reversed": gettext_lazy("a drive ends before it begins"),
    "same_place": gettext_lazy("a lift leads to where it begins"),
    "unknown_place": gettext_lazy("a place is not known"),
    "seats_not_positive": gettext_lazy("there is no seat"),
    "seats_too_many": gettext_lazy("there are more seats than any car has"),
    "matrix_hole": gettext_lazy("a travel time is missing"),
    "matrix_negative": gettext_lazy("a travel time is less than nothing"),
    "matrix_diagonal": gettext_lazy("a place is far from itself"),
}
STAGES: Words = {
    "bundles": gettext_lazy("Looking for who can ride together: %(done)s of %(total)s drives."),
    "plan": gettext_lazy("Choosing the best plan: step %(done)s of %(total)s."),
    "reasons": gettext_lazy("Finding out why somebody has no lift: %(done)s of %(total)s."),
    "value": gettext_lazy("Finding out where one more volunteer would help: %(done)s of %(total)s."),
}


def number(value: float) -> str:
    """Write a whole number as the page's language does."""
    return str(format_decimal(round(value), locale=page_language()))


def progress_words(plan: RidePlan) -> str:
    """Say how far the reckoning is."""
    told = plan.told
    sentence = STAGES.get(told.get("stage", ""))
    if sentence is None:
        return _("The reckoning begins in a moment.")
    return str(sentence) % {"done": number(told["done"]), "total": number(told["total"])}


def failure_words(plan: RidePlan) -> str:
    """Say why there is no plan, and what to do."""
    told = plan.told
    because = told.get("failed")
    if because == NO_TRAVEL:
        return str(told["sentence"])
    if because == HOLES:
        return holes_words(told["origin"], told["destination"], told["pairs"])
    if because == REFUSED:
        what = REFUSALS.get(told["key"], told["key"])
        return _("This week cannot be planned: %(what)s. Correct the request or offer and plan the week again.") % {
            "what": what
        }
    if because == BROKEN_RULES:
        return _(
            "The plan was refused by its check and is not shown. Rules that it breaks: %(rules)s "
            "Tell whoever runs this site."
        ) % {"rules": " ".join(rule_words(told["rules"]))}
    if because == BROKE_OFF:
        return _("The reckoning broke off. Plan the week again; if it breaks off again, tell whoever runs this site.")
    return ""


def holes_words(origin: str, destination: str, pairs: int) -> str:
    """Say between which places nobody knows the way, and what to do."""
    return _(
        "Nobody knows the travel time from %(origin)s to %(destination)s (pairs missing: %(pairs)s). "
        "Complete the table of travel times, or choose another source."
    ) % {"origin": origin, "destination": destination, "pairs": number(pairs)}


def rule_words(rules: list[str]) -> list[str]:
    """Say rules that are broken, each once."""
    other = _("The numbers that the plan tells of itself are not right.")
    return list(dict.fromkeys(str(RULES.get(rule, other)) for rule in rules))


def proof_words(plan: RidePlan) -> list[str]:
    """Say what was proved of a plan, the most important first."""
    proof = plan.proof
    if not proof:
        return []
    value, bound = proof["served"]
    if plan.told.get("by_hand") == "reckoning":
        compared = _("It was changed by hand. How far it is from the best plan is being reckoned.")
    else:
        compared = served_words(bound - value, stopped=proof.get("stopped", False), by_hand=proof.get("by_hand", 0))
    said = [
        ngettext(
            "%(served)s of %(asked)s lift asked for is in the plan.",
            "%(served)s of %(asked)s lifts asked for are in the plan.",
            proof["asked"],
        )
        % {"served": number(value), "asked": number(proof["asked"])},
        compared,
    ]
    return [*said, *promise_words(proof), *effort_words(proof)]


def served_short(plan: RidePlan) -> str:
    """Say how many lifts are in a plan."""
    served, asked = plan.proof["served"][0], plan.proof["asked"]
    sentence = ngettext("%(served)s of %(asked)s lift.", "%(served)s of %(asked)s lifts.", asked)
    return sentence % {"served": number(served), "asked": number(asked)}


def served_words(more: int, *, stopped: bool, by_hand: int) -> str:
    """Say how far the plan may be from the best."""
    if by_hand and more:
        return _("It was changed by hand: as it was reckoned, at most %(more)s more could be served.") % {
            "more": number(more)
        }
    if not more:
        return _("No plan serves more.")
    if stopped:
        return _("The reckoning was stopped before its end: at most %(more)s more could be served.") % {
            "more": number(more)
        }
    return _("At most %(more)s more could be served.") % {"more": number(more)}


def promise_words(proof: dict[str, Any]) -> list[str]:
    """Say what became of lifts that were promised, and how much had to change."""
    promised = proof.get("promised", 0)
    if not promised:
        return []
    kept, changes = proof["kept_promises"][0], proof["changes"]
    said = [
        _("All lifts that were promised are kept.")
        if kept == promised
        else _("Of %(promised)s lifts that were promised %(kept)s are kept.")
        % {"promised": number(promised), "kept": number(kept)}
    ]
    told = {"changes": number(changes[0])}
    if changes[0] == changes[1]:
        said.append(_("Lifts that are other than before: %(changes)s. No plan as good changes fewer.") % told)
    else:
        said.append(_("Lifts that are other than before: %(changes)s.") % told)
    return said


def effort_words(proof: dict[str, Any]) -> list[str]:
    """Say what the drivers give."""
    (detour, least), (load, fewest) = proof["detour"], proof["load"]
    told = {"time": length_words(detour), "less": length_words(proof.get("longer", 0))}
    if proof.get("longer", 0) > 0:
        beyond = _(
            "Driven beyond the drivers’ own ways: %(time)s. It was changed by hand: the best plan drives %(less)s less."
        )
    elif detour == least:
        beyond = _("Driven beyond the drivers’ own ways: %(time)s, and no plan as good needs less.")
    else:
        beyond = _("Driven beyond the drivers’ own ways: %(time)s.")
    said = [beyond % told]
    if load:
        proved = ngettext(
            "Who drives most often drives %(times)s time, and no plan as good asks less of them.",
            "Who drives most often drives %(times)s times, and no plan as good asks less of them.",
            load,
        )
        other = ngettext(
            "Who drives most often drives %(times)s time.", "Who drives most often drives %(times)s times.", load
        )
        said.append((proved if load == fewest else other) % {"times": number(load)})
    return said


def length_words(seconds: int) -> str:
    """Say how long something takes, in hours and minutes rounded up."""
    hours, minutes = divmod(-(-seconds // 60), 60)
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": number(hours), "minutes": number(minutes)}
    return _("%(minutes)s min") % {"minutes": number(minutes)}


def point_words(point: MeetingPoint) -> str:
    """Name a meeting point, its municipality first."""
    return _("%(place)s (%(name)s)") % {"place": point.place, "name": point.name}


def ends(request: RideRequest, leg: str) -> tuple[MeetingPoint, MeetingPoint]:
    """Return from where to where."""
    there = request.from_point, request.to_point
    return there if leg == Leg.OUT else (there[1], there[0])


def way_words(start: MeetingPoint, end: MeetingPoint) -> str:
    """Say from where to where."""
    return _("%(start)s to %(end)s") % {"start": point_words(start), "end": point_words(end)}


def reason_words(reason: str, facts: dict[str, Any]) -> tuple[str, str]:
    """Say why somebody has no lift, and what could be done."""
    shift = facts.get("early", 0) + facts.get("late", 0)
    far = reason == "no_time_fits" and shift > FAR_MINUTES
    why, todo = NO_LIFT.get("quite_other_hours" if far else reason, NOT_SEARCHED)
    if reason == "need_not_met" and not facts.get("needs"):
        why = RULES["needs"]
    told = {
        "minutes": number(facts.get("minutes", 0)),
        "shift": length_words(60 * shift),
        "needs": listed(need_word(need) for need in facts.get("needs", ())),
        "seats": number(facts.get("seats", 0)),
    }
    return str(why) % told, str(todo)


def need_word(need: str) -> str:
    """Name a need."""
    return str(Need(need).label) if need in Need.values else need
