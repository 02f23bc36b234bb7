"""What the screen Wrap-up shows: four steps from the head-count to the published report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.cooperation.enums import NoteTag, Settlement, State
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.review import ReviewForm
from maillage.cooperation.forms.wrap_up import (
    AttendanceForm,
    DraftForm,
    FreezeForm,
    OwnerForm,
    PublishForm,
    attendance_initial,
)
from maillage.cooperation.models import Commitment, Note, ReportDraft, ReportVersion, Roundtable
from maillage.cooperation.queries.attendance import Ticked, ticked_at
from maillage.cooperation.queries.feedback import feedback_on
from maillage.cooperation.queries.invitations import has_started
from maillage.cooperation.queries.report import drafts_of, has_changed_since, versions_of
from maillage.cooperation.queries.review import remarks_on, review_of
from maillage.core.headcount import in_words
from maillage.core.report import BY_HAND, Block, Sentence
from maillage.core.wall_clock import day_in
from maillage.kit.context import autonym_of
from maillage.kit.spoken import page_language
from maillage.territory.languages import awaits_reader


@dataclass(frozen=True)
class Traced:
    """A sentence of the draft with the address of the record it comes from."""

    sentence: Sentence
    url: str

    @property
    def is_own(self) -> bool:
        return self.sentence.source == BY_HAND


@dataclass(frozen=True)
class Part:
    """A part of the draft: its heading, its field, its sentences."""

    block: Block
    field: forms.BoundField
    sentences: list[Traced]


def wrap_up_page(roundtable: Roundtable, language: str = "", **typed: Any) -> dict[str, Any]:
    """Return everything the screen shows; `typed` replaces forms that were refused."""
    attendance = getattr(roundtable, "attendance", None)
    ticked = ticked_at(roundtable)
    drafts = drafts_of(roundtable)
    draft = next((draft for draft in drafts if draft.language == language), drafts[0] if drafts else None)
    versions = versions_of(roundtable)
    form = typed.pop("draft_form", None) or (DraftForm(draft=draft) if draft else None)
    owners = typed.pop("owners", None)
    return {
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "roundtable": roundtable,
        "number": roundtable.number,
        "attendance": attendance,
        "ticked": ticked,
        "ticked_words": in_words(ticked.headcount, page_language()),
        "differs": attendance is not None and differs(roundtable, ticked),
        "attendance_form": AttendanceForm(initial=attendance_initial(attendance, ticked)),
        "untagged": list(Note.objects.filter(roundtable=roundtable, tag=NoteTag.NONE)),
        "owners": owners if owners is not None else owner_forms(roundtable, is_drafted=bool(drafts)),
        "drafts": [(other, autonym_of(other.language)) for other in drafts],
        "draft": draft,
        "draft_form": form,
        "parts": parts_of(roundtable, form) if form else [],
        "is_stale": draft is not None and has_changed_since(roundtable, draft.drafted_at),
        "awaits_reader": draft is not None and awaits_reader(draft.language),
        "has_own_words": any(has_own_words(other) for other in drafts),
        "versions": versions,
        "published": next((version for version in versions if is_out(version)), None),
        "may_freeze": has_started(roundtable) and roundtable.state != State.CANCELLED,
        **review_part(roundtable, ticked, may_read=draft is not None and not versions),
        "feedback": feedback_on(roundtable),
        "freeze_form": FreezeForm(languages=[other.language for other in drafts]),
        "publish_form": PublishForm(initial={"to_guests": True, "to_subscribers": True}),
        **typed,
    }


def review_part(roundtable: Roundtable, ticked: Ticked, *, may_read: bool) -> dict[str, Any]:
    """Return what the screen shows of the review by those present."""
    review = review_of(roundtable)
    remarks = list(remarks_on(review)) if review else []
    return {
        "review": review,
        "review_is_open": review is not None and may_read and review.closes_at > timezone.now(),
        "review_until": day_in(roundtable.time_zone, review.closes_at) if review else None,
        "readers": ticked.can_be_written_to,
        "remarks": remarks,
        "open_remarks": [remark for remark in remarks if remark.settlement == Settlement.OPEN],
        "settled_remarks": [remark for remark in remarks if remark.settlement != Settlement.OPEN],
        "review_form": ReviewForm(),
        "may_review": may_read and has_started(roundtable) and roundtable.state != State.CANCELLED,
    }


def is_out(version: ReportVersion) -> bool:
    """Tell whether a version is the published one."""
    return version.published_at is not None and version.withdrawn_at is None


def differs(roundtable: Roundtable, ticked: Ticked) -> bool:
    """Tell whether people were ticked in another number than was recorded."""
    return ticked.headcount.exact is not None and roundtable.attendance.exact not in {None, ticked.headcount.exact}


def unassigned(roundtable: Roundtable) -> list[Commitment]:
    """Return what was promised here without an owner, or without a date."""
    lacking = Q(organisation=None, contact=None) | Q(due_on=None)
    known = Commitment.objects.select_related("region", "roundtable", "organisation", "contact", "need", "note")
    return list(known.filter(lacking, roundtable=roundtable).order_by("pk"))


def owner_forms(roundtable: Roundtable, data: Any = None, *, is_drafted: bool) -> list[OwnerForm]:
    """Return one row for each promise that lacks an owner or a date; before the draft they leave with the head-count.

    One that somebody else settled meanwhile has no row any more, so what was sent for it changes nothing.
    """
    lacking = unassigned(roundtable)
    around = organisations_around(roundtable.region) if lacking else []
    sent_with = "owners" if is_drafted else "count"
    offered: dict[str, Any] = {"roundtable": roundtable, "organisations": around, "sent_with": sent_with}
    return [OwnerForm(sent(data, one), commitment=one, **offered) for one in lacking]


def sent(data: Any, commitment: Commitment) -> Any:
    """Return what was sent, or nothing where the row of this promise was not on the page."""
    return data if data is not None and f"promise-{commitment.public_id}-due_on" in data else None


def has_own_words(draft: ReportDraft) -> bool:
    """Tell whether a person wrote in a draft, or took something out."""
    blocks = [Block.from_dict(block) for block in draft.blocks]
    return any(block.removed or any(sentence.is_written for sentence in block.sentences) for block in blocks)


def parts_of(roundtable: Roundtable, form: DraftForm) -> list[Part]:
    """Return the parts of a draft with the way back to each record."""
    return [
        Part(block, field, [Traced(sentence, record_url(roundtable, sentence.source)) for sentence in block.sentences])
        for block, field in form.parts
    ]


def record_url(roundtable: Roundtable, source: str) -> str:
    """Return the desk page on which the record behind a sentence is kept; nothing for the editor's own words."""
    slug, number = roundtable.region.slug, roundtable.number
    kind, _colon, key = source.partition(":")
    pages: dict[str, tuple[str, list[Any], str]] = {
        "roundtable": ("cooperation:roundtable-prepare", [slug, number], ""),
        "attendance": ("cooperation:roundtable-wrap-up", [slug, number], "#attendance"),
        "agenda": ("cooperation:roundtable-live", [slug, number], "#agenda"),
        "room": ("cooperation:roundtable-rooms", [slug, number], ""),
        "note": ("cooperation:roundtable-live", [slug, number], f"#line-{key}"),
        "need": ("cooperation:need-edit", [slug, key], ""),
        "commitment": ("cooperation:commitment-edit", [slug, key], ""),
        "practice": ("website:practice-detail", [slug, key], ""),
        "programme": ("website:programme-detail", [roundtable.region.programme.slug], ""),
    }
    if kind not in pages:
        return ""
    name, args, anchor = pages[kind]
    return reverse(name, args=args) + anchor
