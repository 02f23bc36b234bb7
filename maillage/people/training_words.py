"""A session of training in words: when and where, by the clocks of its region; and as an entry for calendars."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit.calendar import CANCEL, REQUEST, Event, calendar_file
from maillage.kit.models import AuditEntry
from maillage.kit.outbox import Attachment
from maillage.kit.spoken import clock, day
from maillage.people.models import TrainingSession, Volunteer
from maillage.people.queries.senders import Sender
from maillage.territory.models import Region


def local_start(session: TrainingSession, region: Region) -> datetime:
    """Return when a session begins as the clocks of its region show it."""
    return session.starts_at.astimezone(ZoneInfo(region.time_zone))


def when(session: TrainingSession, region: Region) -> str:
    """Say when a session is held: Tuesday 25 January 2022, 14:00."""
    starts = local_start(session, region)
    return _("%(day)s, %(time)s") % {"day": day(starts.date()), "time": clock(starts.time())}


def where(session: TrainingSession) -> str:
    """Say where a session is held, as everybody may read it."""
    places = [part for part in (session.venue, str(session.place or "")) if part]
    if not places and session.video_link:
        return _("online")
    return ", ".join(dict.fromkeys(places))


def length(minutes: int) -> str:
    """Say how long a session lasts."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s minutes") % {"minutes": rest}
    return (
        _("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest}
        if rest
        else _("%(hours)s h") % {"hours": hours}
    )


def session_file(session: TrainingSession, volunteer: Volunteer, sender: Sender) -> Attachment:
    """Return the file that puts a session into a volunteer's calendar, moves it there, or takes it out."""
    module, region = session.module, session.module.region
    starts, is_over = local_start(session, region), session.cancelled_at is not None
    method = CANCEL if is_over else REQUEST
    event = Event(
        uid=f"training-{session.public_id}@{settings.MAIL_DOMAIN}",
        starts=starts,
        ends=starts + timedelta(minutes=module.minutes),
        summary=str(module.title),
        stamp=timezone.now(),
        description="\n\n".join(part for part in (str(module.about), session.video_link) if part),
        location=where(session) or session.video_link,
        sequence=changes_of(session) + is_over,
        cancelled=is_over,
        organiser=(sender.name, sender.email or f"no-reply@{settings.MAIL_DOMAIN}"),
        attendee=(volunteer.name, volunteer.email, "NEEDS-ACTION"),
    )
    content = calendar_file([event], name=event.summary, method=method)
    return Attachment("training.ics", content, f"text/calendar; method={method}")


def changes_of(session: TrainingSession) -> int:
    """Return how often a session was changed: by that number calendars tell newer from older."""
    trail = AuditEntry.objects.filter(owner=session.module.region.slug, verb="change training session")
    return trail.filter(object_kind=session._meta.label_lower, object_id=str(session.pk)).count()
