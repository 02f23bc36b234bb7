"""What one link may do in a day: a link in wrong hands fills nothing."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit.audit import Actor
from maillage.kit.models import AuditEntry

A_DAY = timedelta(days=1)


def refuse_beyond(most: int, verb: str, by: Actor) -> None:
    """Refuse a deed that one link has done `most` times within a day; people at a desk have no limit."""
    if by.kind != "link":
        return
    done = AuditEntry.objects.filter(
        actor_kind=by.kind, actor_id=by.id, verb=verb, at__gt=timezone.now() - A_DAY
    ).count()
    if done >= most:
        sentence = _("This link was used %(times)s times today, which is as often as it may. Use it again tomorrow.")
        raise ValidationError(sentence % {"times": done})


def start_of_today() -> datetime:
    """Return the first moment of this day, which tells a day and no hour."""
    return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
