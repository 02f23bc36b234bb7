"""A volunteer pauses, stops, or is erased."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import MailState, OutboxMail
from maillage.people.actions.volunteer_turns import take_region, take_volunteer
from maillage.people.actions.volunteers import heard_now, refuse_left
from maillage.people.enums import Coming, VolunteerState
from maillage.people.models import Mentoring, TrainingPresence, Volunteer, VolunteerPause
from maillage.people.volunteer_leaving import about, let_go, let_rest

MOST_PAUSES = 20
LONGEST_PAUSE = timedelta(days=366)


@transaction.atomic
def pause_volunteer(
    *, volunteer: Volunteer, first_on: date, last_on: date, by: Actor, heard: bool = False
) -> VolunteerPause:
    """Ask a volunteer for nothing on these days; said twice is said once."""
    volunteer = take_volunteer(volunteer)
    refuse_left(volunteer)
    if last_on < first_on:
        raise ValidationError({"last_on": _("The last day is before the first one.")})
    if last_on - first_on > LONGEST_PAUSE:
        raise ValidationError({"last_on": _("A pause lasts a year at most. To end for good, stop instead.")})
    if known := volunteer.pauses.filter(first_on=first_on, last_on=last_on).first():
        return known
    if volunteer.pauses.count() >= MOST_PAUSES:
        raise ValidationError(_("There are twenty pauses already. Take one away first."))
    let_rest(volunteer, first_on, last_on, by)
    pause = VolunteerPause.objects.create(volunteer=volunteer, first_on=first_on, last_on=last_on)
    if heard:
        heard_now(volunteer)
    audit.record("pause volunteer", by=by, on=volunteer, owner=volunteer.region.slug)
    return pause


@transaction.atomic
def take_pause_back(*, volunteer: Volunteer, key: int, by: Actor, heard: bool = False) -> None:
    """Take a pause away; what is gone already stays gone."""
    volunteer = take_volunteer(volunteer)
    if volunteer.pauses.filter(pk=key).delete()[0]:
        if heard:
            heard_now(volunteer)
        audit.record("take pause back", by=by, on=volunteer, owner=volunteer.region.slug)


@transaction.atomic
def stop_volunteer(*, volunteer: Volunteer, by: Actor) -> Volunteer:
    """End what a volunteer does here: pairs end today, sessions to come go on without them; said twice is said once."""
    take_region(volunteer.region)
    volunteer = take_volunteer(volunteer)
    if volunteer.state == VolunteerState.LEFT:
        return volunteer
    let_go(volunteer, by)
    now = timezone.now()
    today = timezone.localdate(now)
    volunteer.state, volunteer.left_at = VolunteerState.LEFT, now
    volunteer.save(update_fields=["state", "left_at"])
    pairs = Mentoring.objects.filter(volunteer=volunteer)
    pairs.filter(starts_on__gt=today).delete()
    pairs.filter(ends_on=None).update(ends_on=today)
    pairs.filter(ends_on__gt=today).update(ends_on=today)
    to_come = TrainingPresence.objects.filter(volunteer=volunteer, session__starts_at__gt=now)
    to_come.filter(coming__in=[Coming.ASKED, Coming.YES]).update(coming=Coming.NO, answered_at=now)
    cancel_mails(volunteer)
    audit.record("stop volunteer", by=by, on=volunteer, owner=volunteer.region.slug)
    return volunteer


def cancel_mails(volunteer: Volunteer) -> None:
    """Let no mail leave that still waits for a volunteer."""
    waiting = OutboxMail.objects.filter(about(volunteer), owner=volunteer.region.slug)
    waiting.filter(state=MailState.WAITING).update(state=MailState.CANCELLED)


@transaction.atomic
def erase_volunteer(*, volunteer: Volunteer, by: Actor) -> None:
    """Erase at once all that is held about a volunteer here; the trail keeps that somebody was erased."""
    take_region(volunteer.region)
    volunteer = take_volunteer(volunteer)
    region = volunteer.region
    let_go(volunteer, by)
    cancel_mails(volunteer)
    mails = OutboxMail.objects.filter(about(volunteer), owner=region.slug)
    mails.update(params={}, subject="", last_error="", to="")
    audit.record("erase volunteer", by=by, owner=region.slug)
    volunteer.delete()
