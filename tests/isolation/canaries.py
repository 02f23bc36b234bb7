"""One of everything in each region, each private text a canary that says whose it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from maillage.cooperation.enums import Answer, NoteTag, State
from maillage.cooperation.models import AgendaItem, Note, Presence, ReportDraft, ReportText, ReportVersion, Room
from maillage.initiatives.models import Initiative, Pilot
from maillage.kit import audit
from maillage.kit.models import OutboxMail
from maillage.people.models import Subscriber
from maillage.territory.models import Region
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
