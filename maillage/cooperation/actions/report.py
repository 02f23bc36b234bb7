"""Verbs on the report: draft it from records, edit, freeze, publish, withdraw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.check_in import close_check_in
from maillage.cooperation.actions.report_mail import mail_report
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import State
from maillage.cooperation.models import ReportDraft, ReportText, ReportVersion, Review, Roundtable
from maillage.cooperation.queries.facts import facts_of
from maillage.cooperation.queries.invitations import has_started
from maillage.cooperation.queries.report import drafts_of, languages_of_report
from maillage.core import report
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region

WORDS = ("title", "lead", "blocks")


class DraftChangedMeanwhile(Exception):
    """Somebody else edited the draft since it was read; `draft` says what it says now."""

    def __init__(self, draft: ReportDraft) -> None:
        super().__init__(draft.pk)
        self.draft = draft


def as_draft(stored: ReportDraft) -> report.Draft:
    """Return a stored draft as the plain value that core edits."""
    blocks = tuple(report.Block.from_dict(block) for block in stored.blocks)
    return report.Draft(stored.language, stored.title, stored.lead, blocks)


def store(stored: ReportDraft, draft: report.Draft) -> ReportDraft:
    """Write a draft into its row."""
    stored.title = draft.title[:250]
    stored.lead = draft.lead
    stored.blocks = [block.as_dict() for block in draft.blocks]
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def draft_report(*, roundtable: Roundtable, by: Actor, keep_edits: bool = True) -> list[ReportDraft]:
    """Draft the report in each language of the region that has a voice, from what is recorded now.

    What the convenor wrote stays, unless `keep_edits` is False.
    """
    take_turn(roundtable)
    facts = facts_of(roundtable)
    there = {draft.language: draft for draft in ReportDraft.objects.filter(roundtable=roundtable)}
    drafts = []
    for language in languages_of_report(roundtable.region):
        fresh = report.draft_report(facts, language)
        stored = there.get(language) or ReportDraft(roundtable=roundtable, language=language, version=0)
        if stored.pk and keep_edits:
            fresh = report.redrafted(as_draft(stored), fresh)
        stored.drafted_at = timezone.now()
        drafts.append(store(stored, fresh))
    audit.record("draft report", by=by, on=roundtable, owner=roundtable.region.slug, kept=keep_edits)
    return drafts


@transaction.atomic
def save_draft(
    *, draft: ReportDraft, title: str, lead: str, lines: Mapping[int, Sequence[str]], seen_version: int, by: Actor
) -> ReportDraft:
    """Write the convenor's title, lead and lines, one list for each block by its place; sources stay where words stay.

    Raises DraftChangedMeanwhile where somebody else edited it since `seen_version`.
    """
    stored = ReportDraft.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=draft.pk)
    if stored.version != seen_version:
        raise DraftChangedMeanwhile(stored)
    if not title.strip():
        raise ValidationError({"title": _("Write a title.")})
    before = as_draft(stored)
    blocks = tuple(
        report.edited_block(block, lines[place]) if place in lines else block
        for place, block in enumerate(before.blocks)
    )
    after = report.Draft(before.language, title.strip(), lead.strip(), blocks)
    if after == before:
        return stored
    audit.record("edit report", by=by, on=stored.roundtable, owner=stored.roundtable.region.slug)
    return store(stored, after)


@transaction.atomic
def freeze_report(
    *, roundtable: Roundtable, by: Actor, correction_note: str = "", read_in: Collection[str] = ()
) -> ReportVersion:
    """Freeze the drafts as the next version, which never changes; a correction says why. The roundtable is held.

    `read_in` names the languages in which somebody who speaks them read the words.
    The correction that stands already, sent once more, is that very version.
    """
    roundtable = Roundtable.objects.select_for_update(of=("self",)).select_related("region").get(pk=roundtable.pk)
    refuse_unheld(roundtable)
    drafts = drafts_of(roundtable)
    if not drafts:
        raise ValidationError(_("There is no draft yet. Draft the report first."))
    last = ReportVersion.objects.filter(roundtable=roundtable).order_by("-number").first()
    note = correction_note.strip()
    if last and not note:
        raise ValidationError({"correction_note": _("Write what was corrected: readers see it beside the report.")})
    if last and last.withdrawn_at is None and last.correction_note == note and says(last, drafts, read_in):
        return last
    version = ReportVersion.objects.create(
        roundtable=roundtable,
        number=last.number + 1 if last else 1,
        frozen_at=timezone.now(),
        frozen_by=by.label[:150],
        correction_note=note if last else "",
    )
    for draft in drafts:
        write_text(version, draft, read_by_speaker=draft.language in read_in)
    Review.objects.filter(
        roundtable=roundtable, closes_at__gt=version.frozen_at, opened_at__lt=version.frozen_at
    ).update(closes_at=version.frozen_at)
    if roundtable.state != State.HELD:
        roundtable.state = State.HELD
        roundtable.save(update_fields=["state"])
        close_check_in(roundtable=roundtable, by=by)
        touch_region(roundtable.region)
    audit.record("freeze report", by=by, on=version, owner=roundtable.region.slug, number=version.number)
    return version


def refuse_unheld(roundtable: Roundtable, now: datetime | None = None) -> None:
    """Refuse the report of a roundtable that did not take place, or not yet."""
    if roundtable.state == State.CANCELLED:
        raise ValidationError(_("This roundtable was cancelled: there is nothing to report."))
    if not has_started(roundtable, now):
        raise ValidationError(_("This roundtable is still to come. Its report can be frozen once it has begun."))


def write_text(version: ReportVersion, draft: ReportDraft, *, read_by_speaker: bool = False) -> ReportText:
    """Write the words of a version in one language."""
    words = frozen_words(draft)
    return ReportText.objects.create(version=version, language=draft.language, read_by_speaker=read_by_speaker, **words)


def frozen_words(draft: ReportDraft) -> dict[str, Any]:
    """Return the words of a draft as they are frozen, without the traces of editing."""
    frozen = [block.frozen() for block in as_draft(draft).blocks]
    return {
        "title": draft.title,
        "lead": draft.lead,
        "blocks": [block.as_dict() for block in frozen if block.sentences],
    }


def says(version: ReportVersion, drafts: Sequence[ReportDraft], read_in: Collection[str] = ()) -> bool:
    """Tell whether a version says in each language what the drafts say, read by the same people's languages."""
    said = {
        text.language: ({name: getattr(text, name) for name in WORDS}, text.read_by_speaker)
        for text in version.texts.all()
    }
    return said == {draft.language: (frozen_words(draft), draft.language in read_in) for draft in drafts}


@transaction.atomic
def publish_report(
    *, version: ReportVersion, by: Actor, to_guests: bool = False, to_subscribers: bool = False
) -> ReportVersion:
    """Publish a frozen version; the one published before is withdrawn. Mails leave after the commit, where wanted."""
    Roundtable.objects.select_for_update(of=("self",)).get(pk=version.roundtable_id)
    version = ReportVersion.objects.select_related("roundtable__region").get(pk=version.pk)
    if version.published_at:
        if version.withdrawn_at:
            raise ValidationError(_("This version was withdrawn. Freeze a new one to publish the report again."))
        return version
    now = timezone.now()
    others = ReportVersion.objects.filter(roundtable=version.roundtable_id, published_at__isnull=False)
    others.filter(withdrawn_at=None).update(withdrawn_at=now)
    version.published_at = now
    version.save(update_fields=["published_at"])
    region = version.roundtable.region
    touch_region(region)
    mails = mail_report(version, to_guests=to_guests, to_subscribers=to_subscribers)
    audit.record("publish report", by=by, on=version, owner=region.slug, number=version.number, mails=mails)
    return version


@transaction.atomic
def withdraw_report(*, version: ReportVersion, by: Actor) -> ReportVersion:
    """Take a published version off the public pages; it stays in the house."""
    version = (
        ReportVersion.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=version.pk)
    )
    if version.published_at is None or version.withdrawn_at:
        return version
    version.withdrawn_at = max(timezone.now(), version.published_at)
    version.save(update_fields=["withdrawn_at"])
    touch_region(version.roundtable.region)
    audit.record("withdraw report", by=by, on=version, owner=version.roundtable.region.slug, number=version.number)
    return version
