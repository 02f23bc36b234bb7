"""The only way to a call and what belongs to it: through its region, or through a personal link."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.initiatives.call_links import APPLICATION, ASSESS
from maillage.initiatives.models import Assessor, PilotApplication, PilotCall
from maillage.initiatives.queries.calls import sent_to
from maillage.kit.audit import Actor
from maillage.kit.tokens import LinkAltered
from maillage.people.personal_links import LinkRevoked, read_worded_link
from maillage.territory.models import Region


def get_call(region: Region, public_id: str) -> PilotCall:
    """Return a call of a region, or 404; its region is at hand without a query."""
    call = get_object_or_404(PilotCall.objects.prefetch_related("themes"), region=region, public_id=public_id)
    call.region = region
    return call


def get_sent(call: PilotCall, public_id: str) -> PilotApplication:
    """Return an application that was sent to a call and not withdrawn, or 404."""
    application = get_object_or_404(sent_to(call), public_id=public_id)
    application.call = call
    return application


def get_assessor(call: PilotCall, public_id: str) -> Assessor:
    """Return somebody who judges a call, or 404."""
    assessor = get_object_or_404(Assessor.objects.select_related("contact"), call=call, public_id=public_id)
    assessor.call = call
    return assessor


def application_by_link(token: str) -> PilotApplication:
    """Return the application a link writes; raises LinkAltered, or LinkRevoked where its writer is forgotten."""
    public_id, nonce = read_worded_link(APPLICATION, token)
    known = PilotApplication.objects.select_related("call__region__programme")
    application = known.filter(public_id=public_id).first()
    if application is None:
        raise LinkAltered
    if application.nonce != nonce or not application.contact_email:
        raise LinkRevoked(_("The time for which we keep this application’s address is over."))
    return application


def assessor_by_link(token: str) -> Assessor:
    """Return who judges by a link; raises LinkAltered, or LinkRevoked where they were taken back or all is decided."""
    public_id, nonce = read_worded_link(ASSESS, token)
    assessor = Assessor.objects.select_related("call__region__programme", "contact").filter(public_id=public_id).first()
    if assessor is None:
        raise LinkAltered
    if assessor.nonce != nonce or assessor.taken_back_at or assessor.contact.is_erased:
        raise LinkRevoked
    if assessor.call.decided_at:
        raise LinkRevoked(_("The call is decided. Thank you for your part in it."))
    if assessor.call.withdrawn_at:
        raise LinkRevoked(_("The call was withdrawn, and nothing is left to judge."))
    return assessor


def applicant(application: PilotApplication) -> Actor:
    """Return the actor that somebody with the link of an application is."""
    return Actor("link", application.public_id, application.contact_name or application.organisation_name)


def judge_of(assessor: Assessor) -> Actor:
    """Return the actor that somebody with the link of an assessor is."""
    return Actor("link", assessor.public_id, str(assessor.contact))
