"""Timed work for volunteers: reminders of training, of pairs that have gone quiet, and asking who is still there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from maillage.kit.models import OutboxMail
from maillage.kit.ticks import tick
from maillage.people.actions.sessions import EXPECTED, INVITATION
from maillage.people.actions.told_volunteers import tell_volunteer
from maillage.people.enums import Coming, VolunteerState
from maillage.people.models import TrainingPresence
from maillage.people.queries.mentoring import silent_pairs
from maillage.people.queries.volunteers import on_a_pause, silent_volunteers

REMINDER, QUIET, STILL = "people.training_reminder", "people.mentoring_quiet", "people.volunteer_still"
A_DAY, A_WEEK, A_MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
# Who was asked, or answered, a moment ago is not reminded at once.
JUST_SPOKEN = timedelta(days=2)
# A server that stood still does not write to everybody who fell silent long ago.
ASKED_WITHIN = timedelta(days=60)


@tick("people.training-reminders", every=timedelta(hours=1))
def remind_of_training() -> int:
    """Remind the week and the day before a session: who comes, and who has not answered; return how many."""
    now = timezone.now()
    near = TrainingPresence.objects.filter(
        session__starts_at__gt=now,
        session__starts_at__lte=now + A_WEEK,
        session__cancelled_at=None,
        session__module__region__is_active=True,
        volunteer__state=VolunteerState.WELCOME,
        coming__in=EXPECTED,
    ).exclude(volunteer__email="")
    near = near.exclude(on_a_pause(timezone.localdate(now), "volunteer"), coming=Coming.ASKED)
    reminded = 0
    for presence in near.select_related("session", "volunteer__region__programme").order_by("pk"):
        reminded += remind(presence, now)
    return reminded


def remind(presence: TrainingPresence, now: datetime) -> bool:
    """Remind one volunteer, once the week before and once the day before; tell whether a mail was queued."""
    starts_at = presence.session.starts_at
    is_tomorrow = starts_at <= now + A_DAY
    if not is_tomorrow and has_just_spoken(presence, now):
        return False
    occasion = f"session {presence.session_id} {starts_at:%Y%m%d%H%M} {'day' if is_tomorrow else 'week'}"
    if OutboxMail.objects.filter(key=f"{REMINDER}:{presence.volunteer_id}:{occasion}").exists():
        return False
    return tell_volunteer(presence.volunteer, REMINDER, occasion=occasion, presence=presence.pk)


def has_just_spoken(presence: TrainingPresence, now: datetime) -> bool:
    """Tell whether a volunteer was asked or answered within the last two days."""
    if presence.answered_at and presence.answered_at > now - JUST_SPOKEN:
        return True
    key = f"{INVITATION}:{presence.volunteer_id}:session {presence.session_id}"
    return OutboxMail.objects.filter(key=key, created_at__gt=now - JUST_SPOKEN).exists()


@tick("people.mentoring-quiet", every=timedelta(hours=6))
def ask_quiet_pairs() -> int:
    """Ask mentors of pairs that have not met for more than a month, at most once a month; return how many."""
    now = timezone.now()
    today = timezone.localdate(now)
    pairs = silent_pairs(today).filter(region__is_active=True, volunteer__state=VolunteerState.WELCOME)
    asked = 0
    for pair in pairs.exclude(volunteer__email="").select_related("volunteer__region__programme").order_by("pk"):
        if pair.volunteer.pauses.filter(first_on__lte=today, last_on__gte=today).exists():
            continue
        mine = OutboxMail.objects.filter(composer=QUIET, owner=pair.volunteer.region.slug, params__pair=pair.pk)
        if not mine.filter(created_at__gt=now - A_MONTH).exists():
            asked += tell_volunteer(pair.volunteer, QUIET, occasion=f"pair {pair.pk} {today:%Y%m%d}", pair=pair.pk)
    return asked


@tick("people.volunteers-silent", every=timedelta(days=1))
def ask_who_is_still_there() -> int:
    """Ask volunteers of whom nothing was heard for twelve months, once for each silence; return how many."""
    now = timezone.now()
    silent = silent_volunteers(now, within=ASKED_WITHIN).exclude(on_a_pause(timezone.localdate(now)))
    asked = 0
    for volunteer in silent.order_by("pk"):
        occasion = f"silent since {volunteer.heard_at:%Y%m%d}"
        if not OutboxMail.objects.filter(key=f"{STILL}:{volunteer.pk}:{occasion}").exists():
            asked += tell_volunteer(volunteer, STILL, occasion=occasion)
    return asked
