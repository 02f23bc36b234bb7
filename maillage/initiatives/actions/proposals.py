"""Verbs on practices that an organisation wrote by its link: public once somebody of the region took them up."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.initiatives.actions.practices import Sheet, add_practice, confirm_practice
from maillage.initiatives.enums import Standing, StillTrue
from maillage.initiatives.models import Initiative, ProposedPractice
from maillage.kit import audit
from maillage.kit.audit import Actor


def locked(proposal: ProposedPractice) -> ProposedPractice:
    """Return a proposal that nobody else settles meanwhile."""
    known = ProposedPractice.objects.select_for_update(of=("self",))
    return known.select_related("region", "organisation", "theme", "became").get(pk=proposal.pk)


@transaction.atomic
def take_up(*, proposal: ProposedPractice, by: Actor) -> Initiative:
    """Make a practice of a proposal, run by the organisation that wrote it, confirmed as of today."""
    proposal = locked(proposal)
    if proposal.became:
        return proposal.became
    if proposal.settled_at:
        raise ValidationError(_("This was set aside meanwhile."))
    sheet = Sheet(
        name=proposal.name,
        description=proposal.description,
        themes=[proposal.theme] if proposal.theme else [],
        organisation=proposal.organisation,
        place_in_words=proposal.place_in_words,
        standing=Standing.PRESENT,
    )
    practice = add_practice(region=proposal.region, sheet=sheet, by=by)
    confirm_practice(practice=practice, answer=StillTrue.YES, by=by)
    proposal.became, proposal.settled_at = practice, timezone.now()
    proposal.save(update_fields=["became", "settled_at"])
    audit.record("take up proposal", by=by, on=proposal, owner=proposal.region.slug)
    return practice


@transaction.atomic
def set_proposal_aside(*, proposal: ProposedPractice, by: Actor) -> ProposedPractice:
    """Set a proposal aside: it is neither public nor asked about again."""
    proposal = locked(proposal)
    if proposal.became:
        raise ValidationError(_("It is a practice already. If it has ended, say so there."))
    if proposal.settled_at is None:
        proposal.settled_at = timezone.now()
        proposal.save(update_fields=["settled_at"])
        audit.record("set proposal aside", by=by, on=proposal, owner=proposal.region.slug)
    return proposal
