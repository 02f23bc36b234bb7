"""Questions about reports: which are published, and in which words a reader sees one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from maillage.cooperation.models import Commitment, Note, ReportDraft, ReportText, ReportVersion, Roundtable
from maillage.core.report import LANGUAGES
from maillage.kit.models import AuditEntry
from maillage.people.models import Contact, Subscriber
from maillage.territory.models import Region


def published_reports(region: Region | None = None) -> QuerySet[ReportVersion]:
    """Return the published versions, newest first, with roundtable, region and programme in the same query."""
    versions = ReportVersion.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    if region is not None:
        versions = versions.filter(roundtable__region=region)
    return versions.select_related("roundtable__region__programme").order_by("-published_at", "-id")


def report_for(roundtable: Roundtable, language: str) -> ReportText | None:
    """Return the published report in `language`, else in English, else in the first language it was written in."""
    texts = list(
        ReportText.objects.filter(
            version__roundtable=roundtable, version__published_at__isnull=False, version__withdrawn_at__isnull=True
        ).select_related("version")
    )
    return min(texts, key=lambda text: (text.language != language, text.language != "en", text.pk), default=None)


def languages_of_report(region: Region) -> list[str]:
    """Return the languages in which the report is drafted: those of the region that have a voice, and English."""
    return list(dict.fromkeys([*(language for language in region.languages if language in LANGUAGES), LANGUAGES[0]]))


TOLD_OF_ROUNDTABLE = ["change roundtable", "change agenda", "set rooms", "record attendance"]
TOLD_OF_NOTE = ["tag note", "change note", "remove note"]
TOLD_OF_PROMISE = ["promise", "change commitment"]


def has_changed_since(roundtable: Roundtable, moment: datetime) -> bool:
    """Tell whether what a report is drafted from was changed after a moment, by the trail of what was done."""
    notes = Note.objects.filter(roundtable=roundtable).annotate(key=Cast("pk", CharField())).values("key")
    promises = Commitment.objects.filter(roundtable=roundtable).annotate(key=Cast("pk", CharField())).values("key")
    here = Q(object_kind=roundtable._meta.label_lower, object_id=str(roundtable.pk), verb__in=TOLD_OF_ROUNDTABLE)
    there = Q(object_kind=Note._meta.label_lower, object_id__in=notes, verb__in=TOLD_OF_NOTE)
    promised = Q(object_kind=Commitment._meta.label_lower, object_id__in=promises, verb__in=TOLD_OF_PROMISE)
    return AuditEntry.objects.filter(here | there | promised, owner=roundtable.region.slug, at__gt=moment).exists()


def drafts_of(roundtable: Roundtable) -> list[ReportDraft]:
    """Return the drafts of a roundtable in the order of the region's languages."""
    order = languages_of_report(roundtable.region)
    known = [draft for draft in ReportDraft.objects.filter(roundtable=roundtable) if draft.language in order]
    return sorted(known, key=lambda draft: order.index(draft.language))


def versions_of(roundtable: Roundtable) -> list[ReportVersion]:
    """Return the frozen versions with the languages they are written in, the newest first."""
    found: dict[int, ReportVersion] = {}
    rows = ReportVersion.objects.filter(roundtable=roundtable).annotate(written_in=F("texts__language"))
    for row in rows.order_by("-number", "texts__pk"):
        version = found.setdefault(row.pk, row)
        version.languages = [*getattr(version, "languages", []), *([row.written_in] if row.written_in else [])]
    return list(found.values())


@dataclass(frozen=True)
class Readers:
    """Who may get the report by mail: guests with an address, and confirmed subscribers."""

    guests: list[Contact]
    subscribers: list[Subscriber]


def readers_of(roundtable: Roundtable) -> Readers:
    """Return who is written to when the report is out; who asked to be left alone is not.

    An address that is among the guests is not written to as a subscriber again.
    """
    there = Q(presences__roundtable=roundtable)
    asked = Q(invitations__roundtable=roundtable, invitations__revoked_at=None)
    guests = list(
        Contact.objects.filter(there | asked, unsubscribed_at=None).exclude(email="").distinct().order_by("pk")
    )
    addresses = {guest.email.lower() for guest in guests}
    confirmed = Subscriber.objects.filter(region=roundtable.region, confirmed_at__isnull=False).order_by("pk")
    return Readers(guests, [subscriber for subscriber in confirmed if subscriber.email.lower() not in addresses])
