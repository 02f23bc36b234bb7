"""The only way to a region's volunteers, their training and pairs: through their region, or through a link."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from maillage.kit.audit import Actor
from maillage.people.enums import VolunteerState
from maillage.people.models import Mentoring, SkillSought, TrainingModule, TrainingSession, Volunteer
from maillage.people.personal_links import LinkReplaced, LinkRevoked, read_worded_link
from maillage.people.queries.mentoring import pairs_of
from maillage.people.volunteer_links import AS_VOLUNTEER, VOLUNTEER, stamp_of
from maillage.territory.models import Region


def get_volunteer_for(region: Region, public_id: str) -> Volunteer:
    """Return a volunteer of this region."""
    known = Volunteer.objects.select_related("place", "organisation", "renewed_link")
    volunteer = get_object_or_404(known, region=region, public_id=public_id)
    volunteer.region = region
    return volunteer


def get_module_for(region: Region, public_id: str) -> TrainingModule:
    """Return a training module of this region."""
    module = get_object_or_404(TrainingModule, region=region, public_id=public_id)
    module.region = region
    return module


def get_session_for(region: Region, public_id: str) -> TrainingSession:
    """Return a session of training in this region."""
    known = TrainingSession.objects.select_related("module", "place", "held_by")
    session = get_object_or_404(known, module__region=region, public_id=public_id)
    session.module.region = region
    return session


def get_pair_for(region: Region, public_id: str) -> Mentoring:
    """Return a mentoring pair of this region, with the days they met."""
    pair = get_object_or_404(pairs_of(region), public_id=public_id)
    pair.region = region
    return pair


def get_sought_for(region: Region, public_id: str) -> SkillSought:
    """Return a line of what this region looks for."""
    sought = get_object_or_404(SkillSought, region=region, public_id=public_id)
    sought.region = region
    return sought


def volunteer_by_link(token: str) -> Volunteer:
    """Return whose link this is; raises LinkAltered, LinkRevoked, or LinkReplaced: by a new one or address."""
    public_id, stamp = read_worded_link(VOLUNTEER, token)
    known = Volunteer.objects.select_related("region__programme", "place", "organisation", "renewed_link")
    volunteer = known.filter(public_id=public_id).first()
    if volunteer is None:
        raise LinkRevoked(_("What was kept here about you is erased."))
    if volunteer.state == VolunteerState.LEFT:
        raise LinkRevoked(_("You have stopped. Your name and address are forgotten 30 days later."))
    if not constant_time_compare(stamp, stamp_of(volunteer)):
        raise LinkReplaced(AS_VOLUNTEER, volunteer.public_id)
    return volunteer


def themselves(volunteer: Volunteer) -> Actor:
    """Return the actor that somebody with their own link is; the trail does not name them."""
    return Actor("link", volunteer.public_id, "volunteer")
