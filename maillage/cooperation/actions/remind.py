"""Verbs on reminders: plan them, take them back, move them with the roundtable, send them to the silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.invite import refuse_unless_open
from maillage.cooperation.actions.telling import queue_mail
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import State
from maillage.cooperation.models import Reminder, Roundtable
from maillage.cooperation.queries.invitations import begins_at, has_started, silent
from maillage.core.reminders import moved
from maillage.core.wall_clock import day_in
from maillage.kit import audit
from maillage.kit.audit import SYSTEM, Actor
from maillage.kit.models import OutboxMail

MOST_PLANNED = 10


@transaction.atomic
def plan_reminders(*, roundtable: Roundtable, at: Iterable[datetime], by: Actor) -> list[Reminder]:
    """Plan reminders; one planned for the same moment stays one. Raises ValidationError for a time that cannot be."""
    take_turn(roundtable)
    refuse_unless_open(roundtable)
    there = set(roundtable.reminders.values_list("due_at", flat=True))
    new = sorted(set(at) - there)
    for due_at in new:
        refuse_unless_between(due_at, roundtable)
    if len(there) + len(new) > MOST_PLANNED:
        raise ValidationError(_("A roundtable has at most %(most)s reminders.") % {"most": MOST_PLANNED})
    made = [Reminder.objects.create(roundtable=roundtable, due_at=due_at) for due_at in new]
    if made:
        audit.record("plan reminders", by=by, on=roundtable, owner=roundtable.region.slug, reminders=len(made))
    return made


def refuse_unless_between(due_at: datetime, roundtable: Roundtable) -> None:
    """Refuse a reminder that would go before now, or when the roundtable has begun."""
    if due_at <= timezone.now():
        raise ValidationError(_("This time has passed. Choose a later one, or remind at once."))
    if due_at >= begins_at(roundtable):
        raise ValidationError(_("The roundtable has begun by then. Choose a time before it."))


@transaction.atomic
def take_back_reminder(*, reminder: Reminder, by: Actor) -> None:
    """Take a planned reminder back; one that was sent stays in the list."""
    take_turn(reminder.roundtable)
    gone, _rows = Reminder.objects.filter(pk=reminder.pk, sent_at__isnull=True).delete()
    if not gone:
        raise ValidationError(_("This reminder has been sent already."))
    audit.record("take back reminder", by=by, on=reminder.roundtable, owner=reminder.roundtable.region.slug)


def move_reminders(roundtable: Roundtable, *, was_on: date) -> None:
    """Move planned reminders with the day of their roundtable; one that would lie in the past is dropped.

    Call it in the turn in which the roundtable is moved.
    """
    days = (roundtable.date - was_on).days
    if not days:
        return
    planned = list(roundtable.reminders.filter(sent_at__isnull=True))
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in planned]).delete()
    now, begins = timezone.now(), begins_at(roundtable)
    taken = set(roundtable.reminders.values_list("due_at", flat=True))
    later = {moved(reminder.due_at, days, roundtable.time_zone) for reminder in planned} - taken
    Reminder.objects.bulk_create(
        Reminder(roundtable=roundtable, due_at=due_at) for due_at in sorted(later) if now < due_at < begins
    )


@transaction.atomic
def remind_silent(*, roundtable: Roundtable, by: Actor) -> int:
    """Remind everybody who has not answered, at most once a day each; return how many."""
    take_turn(roundtable)
    refuse_unless_open(roundtable)
    count = _remind(roundtable, timezone.now())
    audit.record("remind", by=by, on=roundtable, owner=roundtable.region.slug, mails=count)
    return count


@transaction.atomic
def send_due_reminders(*, roundtable: Roundtable, now: datetime, by: Actor = SYSTEM) -> int:
    """Send what is due of one roundtable, once; return how many it reached. After the start nothing is sent.

    Where several became due while nobody was at work, guests get one mail.
    """
    take_turn(roundtable)
    roundtable = Roundtable.objects.select_related("region").get(pk=roundtable.pk)
    if roundtable.state != State.CALLED or has_started(roundtable, now):
        return 0
    due = list(roundtable.reminders.filter(sent_at__isnull=True, due_at__lte=now).order_by("due_at"))
    if not due:
        return 0
    reached = _remind(roundtable, now)
    for reminder in due:
        reminder.sent_at = now
        reminder.reached = reached if reminder is due[-1] else 0
        reminder.save(update_fields=["sent_at", "reached"])
    audit.record("remind", by=by, on=roundtable, owner=roundtable.region.slug, mails=reached)
    return reached


def _remind(roundtable: Roundtable, now: datetime) -> int:
    """Queue a reminder to each silent guest who got none on this day of the region; return to how many."""
    day = day_in(roundtable.time_zone, now).isoformat()
    waiting = list(silent(roundtable).select_related("contact", "roundtable__region"))
    keys = [f"reminder:{invitation.pk}:{invitation.nonce}:{day}" for invitation in waiting]
    told = set(OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True))
    asked = [invitation for invitation, key in zip(waiting, keys, strict=True) if key not in told]
    for invitation in asked:
        queue_mail(invitation, "reminder", f"{invitation.nonce}:{day}")
    return len(asked)
