"""The page on which somebody who was there reads the drafted report and remarks on it, by personal link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.report import as_draft
from maillage.cooperation.actions.review import remark
from maillage.cooperation.forms.review import RemarkForm
from maillage.cooperation.models import Remark, ReportDraft, Review
from maillage.cooperation.queries.report import drafts_of
from maillage.cooperation.queries.review import is_frozen
from maillage.cooperation.review_links import review_by_link
from maillage.core.report import Block, Sentence
from maillage.core.wall_clock import day_in
from maillage.kit.audit import Actor
from maillage.kit.context import autonym_of
from maillage.kit.spoken import page_language
from maillage.people.models import Contact
from maillage.people.personal_pages import gone, personal


@dataclass(frozen=True)
class Readable:
    """A sentence as the reader sees it, with what they said of it and the form to say more."""

    sentence: Sentence
    form: RemarkForm
    remarks: list[Remark]


@dataclass(frozen=True)
class Part:
    """A part of the report as the reader sees it."""

    block: Block
    sentences: list[Readable]


@personal
def report_review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft sentence by sentence; a remark is one form beside its sentence."""
    review, reader = review_by_link(token)
    if is_frozen(review.roundtable):
        return gone(request, _("The report is frozen, and remarks are no longer taken."), correct_by_mail())
    drafts = drafts_of(review.roundtable)
    if review.closes_at <= timezone.now() or not drafts:
        return gone(request, _("The time to remark on this report is over."), correct_by_mail())
    draft = chosen(drafts, request.GET.get("report", ""))
    form = RemarkForm(request.POST, draft=draft) if request.method == "POST" else None
    if form is not None and form.is_valid() and written(form, review, reader):
        return redirect(f"{request.path}?report={draft.language}&told=1")
    status = 422 if form is not None else 200
    return render(
        request, "cooperation/review.html", page_of(review, reader, drafts, draft, form, request), status=status
    )


def correct_by_mail() -> str:
    """Say how something wrong is put right once the link has ended."""
    return _("If something in it is wrong, answer the message the link came in.")


def chosen(drafts: list[ReportDraft], language: str) -> ReportDraft:
    """Return the draft asked for, else the one in the language of the page, else the first."""
    wanted = [draft for draft in drafts if draft.language == language]
    return (wanted or [draft for draft in drafts if draft.language == page_language()] or drafts)[0]


def written(form: RemarkForm, review: Review, reader: Contact) -> bool:
    """Write the remark down; on refusal show why and return False."""
    by = Actor("link", f"review:{review.pk}:{reader.public_id}"[:40], str(reader))
    try:
        remark(review=review, contact=reader, said=form.said(), by=by, client_key=form.cleaned_data["client_key"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def page_of(  # noqa: PLR0917 - six nouns of one page
    review: Review,
    reader: Contact,
    drafts: list[ReportDraft],
    draft: ReportDraft,
    refused: RemarkForm | None,
    request: HttpRequest,
) -> dict[str, Any]:
    """Return what the page shows."""
    roundtable = review.roundtable
    mine = list(Remark.objects.filter(review=review, contact=reader, language=draft.language))
    return {
        "roundtable": roundtable,
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "reader": reader,
        "until": day_in(roundtable.time_zone, review.closes_at),
        "draft": draft,
        "drafts": [(other, autonym_of(other.language)) for other in drafts],
        "parts": parts_of(draft, mine, refused),
        "refused": refused,
        "told": "told" in request.GET,
    }


def parts_of(draft: ReportDraft, mine: list[Remark], refused: RemarkForm | None) -> list[Part]:
    """Return the draft with a form beside each sentence; the one that was refused keeps what was typed."""
    return [
        Part(
            block,
            [
                Readable(
                    sentence,
                    form_for(draft, place, position, sentence, refused),
                    [one for one in mine if one.sentence == sentence.text and one.block == place],
                )
                for position, sentence in enumerate(block.sentences)
            ],
        )
        for place, block in enumerate(as_draft(draft).blocks)
        if block.sentences
    ]


def form_for(
    draft: ReportDraft, place: int, position: int, sentence: Sentence, refused: RemarkForm | None
) -> RemarkForm:
    """Return the form beside one sentence."""
    if (
        refused is not None
        and refused.data.get("block") == str(place)
        and refused.data.get("position") == str(position)
    ):
        return refused
    initial = {
        "language": draft.language,
        "block": place,
        "position": position,
        "sentence": sentence.text,
        "client_key": secrets.token_urlsafe(18),
        "proposed": "",
    }
    return RemarkForm(initial=initial, draft=draft, auto_id=f"id_{place}_{position}_%s")
