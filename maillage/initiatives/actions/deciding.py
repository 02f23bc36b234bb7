"""The verb that decides a call: all its applications at once, with grants and reasons, each applicant told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.call_turns import take_turn
from maillage.initiatives.actions.told_applicants import tell_applicant
from maillage.initiatives.call_needs import needs_of
from maillage.initiatives.call_words import euros
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import Decision, Pilot, PilotApplication, PilotCall
from maillage.initiatives.queries.calls import sent_to, state_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.actions.contacts import Details, add_contact
from maillage.people.actions.organisations import Profile, SeatTerms, seat_organisation
from maillage.people.enums import Part
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Theme

DECISION_MAIL = "initiatives.decision"


@dataclass(frozen=True)
class Choice:
    """What becomes of one application; a chosen one has a grant, and a holder that is known or made by its name."""

    application: PilotApplication
    because: Wording
    grant_eur: int | None = None
    holder: Organisation | None = None

    @property
    def is_chosen(self) -> bool:
        return self.grant_eur is not None


@transaction.atomic
def decide_call(*, call: PilotCall, choices: Sequence[Choice], by: Actor, raise_budget: bool = False) -> PilotCall:
    """Decide on all applications of a call at once; decided twice is decided once.

    Grants fit into the budget, or the budget is raised to them on purpose: both are seen by the public.
    """
    call = take_turn(call)
    if call.decided_at:
        return call
    if state_of(call) != CallState.CLOSED:
        raise ValidationError(_("A call is decided once it has closed, and while it is not withdrawn."))
    waiting = {application.pk: application for application in sent_to(call).select_for_update(of=("self",))}
    if sorted(waiting) != sorted(choice.application.pk for choice in choices):
        raise ValidationError(_("The list of applications has changed meanwhile. Look at it again, then decide."))
    refuse_unfit(call, choices)
    raised = fit_budget(call, choices, raise_budget)
    call.decided_at = timezone.now()
    call.save(update_fields=["decided_at", "budget_eur"])
    for choice in choices:
        application = waiting[choice.application.pk]
        application.call = call
        decide(application, choice, by)
    chosen = sum(choice.is_chosen for choice in choices)
    audit.record("decide call", by=by, on=call, owner=call.region.slug, chosen=chosen, of=len(choices), raised=raised)
    touch_region(call.region)
    return call


def refuse_unfit(call: PilotCall, choices: Sequence[Choice]) -> None:
    """Refuse a decision without a reason, and a grant beyond what the call or the applicant says."""
    for choice in choices:
        named = {"title": choice.application.title}
        if not choice.because:
            raise ValidationError(_("Say why for “%(title)s”: its applicant reads it.") % named)
        if choice.grant_eur is None:
            continue
        if choice.grant_eur < 1:
            raise ValidationError(_("“%(title)s” is chosen: write its grant.") % named)
        if call.largest_grant_eur and choice.grant_eur > call.largest_grant_eur:
            sentence = _("The grant of “%(title)s” is more than the largest one of this call, %(most)s.")
            raise ValidationError(sentence % {**named, "most": euros(call.largest_grant_eur)})
        if choice.application.amount_eur and choice.grant_eur > choice.application.amount_eur:
            sentence = _("The grant of “%(title)s” is more than was asked for, %(most)s.")
            raise ValidationError(sentence % {**named, "most": euros(choice.application.amount_eur)})


def fit_budget(call: PilotCall, choices: Sequence[Choice], raise_budget: bool) -> bool:
    """Hold the grants against the budget; say whether it was raised to them."""
    granted = sum(choice.grant_eur or 0 for choice in choices)
    if call.budget_eur is None or granted <= call.budget_eur:
        return False
    if not raise_budget:
        sentence = _("The grants come to %(granted)s, which is %(over)s more than the budget of the call.")
        over = {"granted": euros(granted), "over": euros(granted - call.budget_eur)}
        raise ValidationError(sentence % over, code="over budget")
    call.budget_eur = granted
    return True


def decide(application: PilotApplication, choice: Choice, by: Actor) -> Decision:
    """Write one decision down, make a pilot of what is chosen, and tell the applicant."""
    now = timezone.now()
    decision = Decision.objects.create(
        application=application,
        is_chosen=choice.is_chosen,
        grant_eur=choice.grant_eur,
        because=LocalWording(choice.because),
        decided_at=now,
        told_at=now if application.contact_email else None,
    )
    if choice.is_chosen:
        make_pilot(application, choice, by)
    tell_applicant(application, DECISION_MAIL, occasion="once")
    return decision


def make_pilot(application: PilotApplication, choice: Choice, by: Actor) -> Pilot:
    """Make a pilot of a chosen application: its holder is known or made, whoever applied tells how it goes."""
    call = application.call
    region = call.region
    holder = (
        choice.holder
        or seat_organisation(
            region=region, profile=Profile(application.organisation_name), terms=SeatTerms(Part.PILOT_HOLDER), by=by
        ).organisation
    )
    contact = None
    if application.contact_email:
        details = Details(
            name=application.contact_name,
            email=application.contact_email,
            organisation=holder,
            preferred_language=application.language,
        )
        contact = add_contact(region=region, details=details, by=by)
    pilot = Pilot.objects.create(
        region=region,
        name=LocalWording({application.language: application.title}),
        holder=holder,
        months=application.months,
        budget_eur=choice.grant_eur,
        application=application,
        contact=contact,
    )
    pilot.themes.set(themes_of(call))
    return pilot


def themes_of(call: PilotCall) -> set[Theme]:
    """Return the themes of a call; one that names none has those of the needs it answers."""
    named = set(call.themes.all())
    return named or {need.theme for need in needs_of(call, public=False) if need.theme is not None}
