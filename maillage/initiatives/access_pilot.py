"""The only way to a pilot and what belongs to it: through its region, or through the link of one report."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.shortcuts import get_object_or_404

from maillage.initiatives.models import Pilot, PilotReport
from maillage.initiatives.pilot_links import PILOT_REPORT
from maillage.kit.audit import Actor
from maillage.kit.tokens import LinkAltered
from maillage.people.personal_links import LinkRevoked, read_worded_link
from maillage.territory.models import Region

Part = TypeVar("Part", bound=Model)
NEAR = ("holder", "contact", "became", "evaluation", "application__call", "application__decision")


def get_pilot(region: Region, public_id: str) -> Pilot:
    """Return a pilot of a region, or 404; its region is at hand without a query."""
    pilot = get_object_or_404(Pilot.objects.select_related(*NEAR), region=region, public_id=public_id)
    pilot.region = region
    return pilot


def get_part(kind: type[Part], pilot: Pilot, public_id: str) -> Part:
    """Return a milestone, a budget line, a target or a report of a pilot, or 404."""
    return get_object_or_404(kind, pilot=pilot, public_id=public_id)


def get_report(pilot: Pilot, public_id: str) -> PilotReport:
    """Return a report of a pilot with its reading, or 404."""
    report = get_object_or_404(PilotReport.objects.select_related("reading"), pilot=pilot, public_id=public_id)
    report.pilot = pilot
    return report


def report_by_link(token: str) -> PilotReport:
    """Return the report a link is for; raises LinkAltered, or LinkRevoked where it was withdrawn."""
    public_id, nonce = read_worded_link(PILOT_REPORT, token)
    known = PilotReport.objects.select_related("pilot__region__programme", "pilot__holder", "pilot__contact", "reading")
    report = known.filter(public_id=public_id).first()
    if report is None:
        raise LinkAltered
    contact = report.pilot.contact
    if report.nonce != nonce or (contact is not None and contact.is_erased):
        raise LinkRevoked
    return report


def reporter_of(report: PilotReport) -> Actor:
    """Return the actor that somebody with the link of a report is."""
    return Actor("link", report.public_id, str(report.pilot.contact or report.pilot.holder or ""))
