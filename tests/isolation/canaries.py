"""One of everything in each region, each private text a canary that says whose it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from maillage.cooperation.enums import Answer, NoteTag, Progress, State
from maillage.cooperation.models import (
    AgendaItem,
    FollowUp,
    Mention,
    Note,
    Partnership,
    Presence,
    Raising,
    ReportDraft,
    ReportText,
    ReportVersion,
    Room,
    RoomSeat,
)
from maillage.initiatives.models import Initiative, Pilot
from maillage.kit import audit
from maillage.kit.models import OutboxMail
from maillage.people.enums import Role
from maillage.people.models import Subscriber
from maillage.territory.models import Place, Region, Theme
from maillage.website.models import NewsPost
from tests import factories as make


def canary(region: Region, what: str) -> str:
    return f"canary-{region.slug}-{what}"


def settle(region: Region) -> dict[str, Any]:
    """Fill a region and return its rows by the name under which addresses ask for them."""

    def secret(what: str) -> str:
        return canary(region, what)

    organisation = make.an_organisation(region, name=f"Organisation of {region.slug}")
    contact = make.a_contact(
        region,
        organisation,
        name=secret("name"),
        email=f"{secret('mail')}@example.org",
        phone=secret("phone"),
        function=secret("function"),
    )
    roundtable = make.a_roundtable(
        region, 1, date=date(2031, 5, 6), video_link=f"https://{secret('video')}.example.org/"
    )
    make.a_roundtable(region, 2, date=date(2031, 9, 9), state=State.DRAFT, subject={"en": secret("draft-subject")})
    item = AgendaItem.objects.create(roundtable=roundtable, position=1, title={"en": "News", "fr": "Nouvelles"})
    room = Room.objects.create(roundtable=roundtable, number=1, title={"en": "Room", "fr": "Atelier"})
    invitation = make.an_invitation(
        roundtable,
        contact,
        answer=Answer.SUBSTITUTE,
        answered_at=timezone.now(),
        substitute_name=secret("substitute"),
        access_needs=secret("access"),
        message=secret("message"),
    )
    Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=timezone.now())
    note = Note.objects.create(
        roundtable=roundtable,
        agenda_item=item,
        text={"en": secret("note")},
        tag=NoteTag.NONE,
        written_at=timezone.now(),
        written_by=secret("writer"),
    )
    draft = ReportDraft.objects.create(
        roundtable=roundtable, language="en", title=secret("report"), lead=secret("lead"), drafted_at=timezone.now()
    )
    version = ReportVersion.objects.create(
        roundtable=roundtable, number=1, frozen_at=timezone.now(), frozen_by=secret("freezer")
    )
    ReportText.objects.create(version=version, language="en", title=secret("frozen"), lead=secret("frozen-lead"))
    need = make.a_need(roundtable)
    commitment = make.a_commitment(roundtable, need, contact=contact, organisation=organisation)
    mail = OutboxMail.objects.create(
        key=secret("key"),
        composer="invitation",
        params={"invitation": invitation.pk},
        to=f"{secret('to')}@example.org",
        language="en",
        owner=region.slug,
        subject=secret("subject"),
        message_id=f"<{secret('id')}@example.org>",
        next_try_at=timezone.now(),
    )
    audit.record("contact-create", by=audit.Actor("user", "0", secret("actor")), on=contact, owner=region.slug)
    Subscriber.objects.create(region=region, email=f"{secret('subscriber')}@example.org", confirmed_at=timezone.now())
    return {
        "region": region,
        "organisation": organisation,
        "contact": contact,
        "roundtable": roundtable,
        "item": item,
        "room": room,
        "invitation": invitation,
        "note": note,
        "draft": draft,
        "version": version,
        "need": need,
        "commitment": commitment,
        "mail": mail,
        "initiative": Initiative.objects.create(region=region, name={"en": "A practice"}),
        "pilot": Pilot.objects.create(region=region, name={"en": "A pilot"}),
        "news": NewsPost.objects.create(programme=region.programme, region=region, title={"en": secret("news")}),
        "membership": region.memberships.first(),
    }


def told_of(region: Region, body: str) -> bool:
    """Whether a page tells anything private of a region."""
    return f"canary-{region.slug}-" in body


def settle_more(rows: dict[str, Any], number: int) -> None:
    """Add one more of everything to a settled region."""
    region, roundtable = rows["region"], rows["roundtable"]
    organisation = make.an_organisation(region)
    contact = make.a_contact(region, organisation)
    make.a_role(make.a_user(), Role.MEMBER, region, organisation)
    make.a_roundtable(region, number + 1, date=date(2032, number, 1))
    AgendaItem.objects.create(roundtable=roundtable, position=number, title={"en": f"Item {number}"})
    room = Room.objects.create(roundtable=roundtable, number=number, title={"en": f"Room {number}"})
    RoomSeat.objects.create(room=room, roundtable=roundtable, contact=contact)
    make.an_invitation(roundtable, contact, answer=Answer.COMING, answered_at=timezone.now())
    Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=timezone.now())
    Note.objects.create(roundtable=roundtable, room=room, text={"en": "A line"}, written_at=timezone.now())
    need = make.a_need(roundtable)
    Raising.objects.create(need=rows["need"], roundtable=roundtable, room=room)
    commitment = make.a_commitment(roundtable, need, contact=contact, organisation=organisation)
    make.a_commitment(roundtable, rows["need"], organisation=organisation)
    FollowUp.objects.create(commitment=commitment, progress=Progress.ON_THE_WAY, told_at=timezone.now())
    FollowUp.objects.create(commitment=rows["commitment"], progress=Progress.ON_THE_WAY, told_at=timezone.now())
    initiative = Initiative.objects.create(region=region, name={"en": f"Practice {number}"}, organisation=organisation)
    initiative.themes.add(*Theme.objects.all()[:3])
    Mention.objects.create(roundtable=roundtable, initiative=initiative)
    need.answered_by.add(initiative)
    Pilot.objects.create(region=region, name={"en": f"Pilot {number}"}, holder=organisation)
    NewsPost.objects.create(
        programme=region.programme, region=region, title={"en": f"News {number}"}, published_at=timezone.now()
    )
    Partnership.objects.create(roundtable=roundtable, organisation=organisation)
    place = Place.objects.create(code=f"{region.slug}-{number}", country="FR", name=f"Place {number}", population=900)
    region.places.add(place)
    audit.record("contact-create", by=audit.SYSTEM, on=contact, owner=region.slug)
    OutboxMail.objects.create(
        key=f"{region.slug}-{number}",
        composer="invitation",
        to="somebody@example.org",
        language="en",
        owner=region.slug,
        message_id=f"<{region.slug}-{number}@example.org>",
        next_try_at=timezone.now(),
    )
