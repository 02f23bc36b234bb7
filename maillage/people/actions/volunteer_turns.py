"""Deeds on one volunteer, one session or one region take turns: two at once see each other."""

from __future__ import annotations

from maillage.people.models import Mentoring, TrainingSession, Volunteer
from maillage.territory.models import Region

# Rows are locked in one order: region, session, pair, volunteer.


def take_region(region: Region) -> None:
    """Keep others waiting who register here or publish a charter."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)


def take_session(session: TrainingSession) -> TrainingSession:
    """Return a session as it is now, with its module and region at hand."""
    known = TrainingSession.objects.select_for_update(of=("self",)).select_related("module__region__programme")
    return known.get(pk=session.pk)


def take_pair(pair: Mentoring) -> Mentoring:
    """Return a pair as it is now, with its region at hand."""
    known = Mentoring.objects.select_for_update(of=("self",)).select_related("region", "volunteer")
    return known.get(pk=pair.pk)


def take_volunteer(volunteer: Volunteer) -> Volunteer:
    """Return a volunteer as they are now, with their region at hand."""
    known = Volunteer.objects.select_for_update(of=("self",)).select_related("region__programme")
    return known.get(pk=volunteer.pk)
