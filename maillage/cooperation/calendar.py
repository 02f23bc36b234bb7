"""Roundtables as calendar entries: the feed of a region, and the file that goes with an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.enums import Answer, Mode, State
from maillage.cooperation.models import Invitation, Roundtable
from maillage.cooperation.spoken import title_of, venue_of
from maillage.kit.calendar import CANCEL, REQUEST, Event, calendar_file
from maillage.kit.outbox import Attachment
from maillage.people.queries.senders import Sender

# How the guest's own calendar shows what they answered; who has not is asked.
SAID = {
    Answer.COMING: "ACCEPTED",
    Answer.MAYBE: "TENTATIVE",
    Answer.NOT_COMING: "DECLINED",
    Answer.SUBSTITUTE: "DELEGATED",
}


def uid_of(roundtable: Roundtable) -> str:
    """Return the name by which calendars know a roundtable for good, whatever is changed of it."""
    return f"roundtable-{roundtable.region.slug}-{roundtable.number}@{settings.MAIL_DOMAIN}"


def event_of(
    roundtable: Roundtable,
    *,
    stamp: datetime | None = None,
    with_link: bool = False,
    organiser: tuple[str, str] | None = None,
    attendee: tuple[str, str, str] | None = None,
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


def sequence_of(invitation: Invitation) -> int:
    """Return the number by which a guest's calendar tells newer from older.

    It grows with each change of the roundtable, with each withdrawal, and with each invitation after one.
    """
    return invitation.roundtable.version + 2 * (invitation.nonce - 1) - bool(invitation.revoked_at)


def invitation_file(invitation: Invitation, sender: Sender) -> Attachment:
    """Return the file that puts a roundtable into a guest's calendar, or takes it out once they are not expected."""
    said = SAID.get(Answer(invitation.answer), "NEEDS-ACTION")
    reader = (invitation.contact.name, invitation.contact.email, said)
    is_over = invitation.revoked_at is not None
    return personal_file(invitation, sender, reader, sequence=sequence_of(invitation), is_over=is_over)


def substitute_file(invitation: Invitation, sender: Sender, email: str, *, turn: int, is_over: bool) -> Attachment:
    """Return the file for whoever comes instead of a guest; `turn` counts what substitutes were sent before."""
    name = invitation.substitute_name if email == invitation.substitute_email else ""
    sequence = sequence_of(invitation) + turn
    return personal_file(invitation, sender, (name, email, "ACCEPTED"), sequence=sequence, is_over=is_over)


def personal_file(
    invitation: Invitation, sender: Sender, reader: tuple[str, str, str], *, sequence: int, is_over: bool
) -> Attachment:
    """Return a roundtable as RFC 5546 sends it to one person: REQUEST while it stands, CANCEL once it does not."""
    roundtable = invitation.roundtable
    is_over = is_over or roundtable.state == State.CANCELLED
    method = CANCEL if is_over else REQUEST
    event = event_of(
        roundtable,
        with_link=True,
        organiser=(sender.name, sender.email or f"no-reply@{settings.MAIL_DOMAIN}"),
        attendee=reader if reader[1] else None,
    )
    event = replace(event, sequence=sequence, cancelled=is_over)
    content = calendar_file([event], name=title_of(roundtable), method=method)
    return Attachment("roundtable.ics", content, f"text/calendar; method={method}")
