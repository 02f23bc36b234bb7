"""Roundtables as calendar entries: the feed of a region, and the file that goes with an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.enums import Mode, State
from maillage.cooperation.models import Invitation, Roundtable
from maillage.cooperation.queries.addressees import Sender
from maillage.cooperation.spoken import title_of, venue_of
from maillage.kit.calendar import CANCEL, REQUEST, Event, calendar_file


def uid_of(roundtable: Roundtable) -> str:
    """Return the name by which calendars know a roundtable for good, whatever is changed of it."""
    return f"roundtable-{roundtable.region.slug}-{roundtable.number}@{settings.MAIL_DOMAIN}"


def event_of(
    roundtable: Roundtable,
    *,
    stamp: datetime | None = None,
    with_link: bool = False,
    organiser: tuple[str, str] | None = None,
    attendee: tuple[str, str] | None = None,
) -> Event:
    """Return a roundtable as a calendar entry; the link to the meeting only where its guests alone read it."""
    link = roundtable.video_link if with_link and roundtable.mode != Mode.ON_SITE else ""
    return Event(
        uid=uid_of(roundtable),
        starts=roundtable.starts_at or roundtable.date,
        ends=roundtable.ends_at,
        summary=title_of(roundtable),
        stamp=stamp or timezone.now(),
        description="\n\n".join(part for part in (str(roundtable.subject), link) if part),
        location=venue_of(roundtable) or link,
        url=f"{settings.BASE_URL}{page_of(roundtable)}",
        sequence=roundtable.version,
        cancelled=roundtable.state == State.CANCELLED,
        organiser=organiser,
        attendee=attendee,
    )


def page_of(roundtable: Roundtable) -> str:
    """Return the address of the public page of a roundtable."""
    return reverse("website:roundtable-detail", args=[roundtable.region.slug, roundtable.number])


def calendar_of(roundtables: Iterable[Roundtable], name: str) -> bytes:
    """Return the calendar of a region: the same file as long as nothing changes, cancelled roundtables marked so."""
    return calendar_file([event_of(one, stamp=settled_stamp(one)) for one in roundtables], name=name)


def settled_stamp(roundtable: Roundtable) -> datetime:
    """Return a stamp that stands still while a roundtable does, so that a feed can be compared."""
    return datetime.combine(roundtable.date, time(0), UTC)


def invitation_file(invitation: Invitation, sender: Sender) -> bytes:
    """Return the file that puts a roundtable into one guest's calendar, or takes it out once cancelled."""
    roundtable = invitation.roundtable
    method = CANCEL if roundtable.state == State.CANCELLED else REQUEST
    event = event_of(
        roundtable,
        with_link=True,
        organiser=(sender.name, sender.email or f"no-reply@{settings.MAIL_DOMAIN}"),
        attendee=(invitation.contact.name, invitation.contact.email),
    )
    return calendar_file([event], name=title_of(roundtable), method=method)
