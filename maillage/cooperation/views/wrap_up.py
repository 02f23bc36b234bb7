"""The screen Wrap-up: head-count, what is left to sort, the draft, freezing and publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_roundtable, get_version
from maillage.cooperation.actions.attendance import record_attendance
from maillage.cooperation.actions.follow_up import settle_owners
from maillage.cooperation.actions.report import (
    DraftChangedMeanwhile,
    draft_report,
    freeze_report,
    publish_report,
    save_draft,
    withdraw_report,
)
from maillage.cooperation.forms.wrap_up import AttendanceForm, DraftForm, FreezeForm, OwnerForm, PublishForm
from maillage.cooperation.models import Commitment, Roundtable
from maillage.cooperation.queries.report import drafts_of, languages_of_report
from maillage.cooperation.wrap_up_page import owner_forms, wrap_up_page
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.territory.models import Region


@editor_desk
@require_safe
def roundtable_wrap_up(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the screen."""
    return screen(request, get_roundtable(region, number))


@editor_desk
@require_POST
def roundtable_attendance(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Record the head-count; the first time, who keeps what was promised too, and the report is drafted along."""
    roundtable = get_roundtable(region, number)
    form = AttendanceForm(request.POST)
    is_drafted = bool(drafts_of(roundtable))
    owners = owner_forms(roundtable, request.POST, is_drafted=is_drafted)
    if form.is_valid() and are_sound(owners):
        try:
            record(request, roundtable, form, owners, drafts=not is_drafted)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors or not are_sound(owners):
        return screen(request, roundtable, status=422, attendance_form=form, owners=owners)
    if is_drafted:
        messages.success(request, _("The head-count is recorded. Draft the report anew to tell it there."))
    else:
        messages.success(request, _("The head-count is recorded, and the report is drafted from what was recorded."))
    return to_screen(request, roundtable)


@transaction.atomic
def record(
    request: DeskRequest, roundtable: Roundtable, form: AttendanceForm, owners: list[OwnerForm], *, drafts: bool
) -> None:
    """Record head-count and owners, and draft the report where there is none yet."""
    by = actor_of(request.user)
    before = getattr(roundtable, "attendance", None)
    categories = form.counts(before.categories if before else {})
    record_attendance(roundtable=roundtable, headcount=form.headcount, categories=categories, by=by)
    settle_owners(given=given_in(owners), by=by)
    if drafts:
        draft_report(roundtable=get_roundtable(roundtable.region, roundtable.number), by=by)


def are_sound(owners: list[OwnerForm]) -> bool:
    """Tell whether each row that was sent can be kept."""
    return all([owner.is_valid() for owner in owners if owner.is_bound])


def given_in(owners: list[OwnerForm]) -> dict[Commitment, Any]:
    """Return who and by when, for each row that was sent."""
    return {owner.commitment: owner.given for owner in owners if owner.is_bound}


@editor_desk
@require_POST
def roundtable_owners(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Say who keeps what was promised and by when, and tell it in the draft."""
    roundtable = get_roundtable(region, number)
    owners = owner_forms(roundtable, request.POST, is_drafted=True)
    if not are_sound(owners):
        return screen(request, roundtable, status=422, owners=owners)
    by = actor_of(request.user)
    with transaction.atomic():
        settle_owners(given=given_in(owners), by=by)
        draft_report(roundtable=get_roundtable(region, number), by=by)
    messages.success(request, _("It is kept, and the draft tells it. What you wrote is kept too."))
    return to_screen(request, roundtable)


@editor_desk
@require_POST
def roundtable_report_draft(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Draft the report from what is recorded now; what was written by hand stays unless it is to go."""
    roundtable = get_roundtable(region, number)
    afresh = request.POST.get("edits") == "drop"
    draft_report(roundtable=roundtable, by=actor_of(request.user), keep_edits=not afresh)
    kept = _("The report is drafted from what is recorded now. What you wrote is kept.")
    messages.success(request, _("The report is drafted afresh; nothing was kept.") if afresh else kept)
    return to_screen(request, roundtable)


@editor_desk
@require_POST
def roundtable_report_edit(request: DeskRequest, region: Region, number: int, language: str) -> HttpResponse:
    """Keep the convenor's words."""
    roundtable = get_roundtable(region, number)
    draft = next((draft for draft in drafts_of(roundtable) if draft.language == language), None)
    if draft is None:
        raise Http404
    form = DraftForm(request.POST, draft=draft)
    if form.is_valid():
        given = form.cleaned_data
        words = {"title": given["title"], "lead": given["lead"], "lines": form.lines}
        try:
            save_draft(draft=draft, seen_version=given["version"], by=actor_of(request.user), **words)
        except DraftChangedMeanwhile as conflict:
            return screen(request, roundtable, 409, language=language, draft_form=form, theirs=conflict.draft)
        messages.success(request, _("Your words are kept."))
        return to_screen(request, roundtable, language)
    return screen(request, roundtable, status=422, language=language, draft_form=form)


@convenor_desk
@require_POST
def roundtable_report_freeze(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Freeze the draft as a version, and publish it at once where that is wanted."""
    roundtable = get_roundtable(region, number)
    languages = languages_of_report(region)
    freeze, mails = FreezeForm(request.POST, languages=languages), PublishForm(request.POST)
    if not (freeze.is_valid() and mails.is_valid()):
        return screen(request, roundtable, status=422, freeze_form=freeze)
    by = actor_of(request.user)
    try:
        note = freeze.cleaned_data["correction_note"]
        version = freeze_report(roundtable=roundtable, by=by, correction_note=note, read_in=freeze.read_in)
    except ValidationError as error:
        freeze.add_error(None, error)
        return screen(request, roundtable, status=422, freeze_form=freeze)
    if request.POST.get("then") == "publish":
        publish_report(version=version, by=by, **mails.cleaned_data)
        messages.success(request, _("The report is published."))
    else:
        messages.success(request, _("Version %(number)s is frozen. Publish it when you are ready.") % vars(version))
    return to_screen(request, roundtable)


@convenor_desk
@require_POST
def roundtable_report_publish(request: DeskRequest, region: Region, number: int, version: int) -> HttpResponse:
    """Publish a frozen version."""
    roundtable = get_roundtable(region, number)
    frozen = get_version(roundtable, version)
    form = PublishForm(request.POST)
    form.is_valid()
    try:
        publish_report(version=frozen, by=actor_of(request.user), **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The report is published."))
    return to_screen(request, roundtable)


@convenor_desk
@require_POST
def roundtable_report_withdraw(request: DeskRequest, region: Region, number: int, version: int) -> HttpResponse:
    """Take a published version off the public pages."""
    roundtable = get_roundtable(region, number)
    withdraw_report(version=get_version(roundtable, version), by=actor_of(request.user))
    messages.success(request, _("The report is withdrawn. Nobody sees it on the public pages any more."))
    return to_screen(request, roundtable)


def screen(request: HttpRequest, roundtable: Roundtable, status: int = 200, **typed: Any) -> HttpResponse:
    """Show the screen; `typed` carries forms that were refused."""
    language = typed.pop("language", request.GET.get("report", ""))
    page = wrap_up_page(roundtable, language, **typed)
    return render(request, "cooperation/wrap_up.html", page, status=status)


def to_screen(request: HttpRequest, roundtable: Roundtable, language: str = "") -> HttpResponse:
    """Go back to the screen, to the draft in the language that was open."""
    url = reverse("cooperation:roundtable-wrap-up", args=[roundtable.region.slug, roundtable.number])
    return redirect(f"{url}?report={language}#report" if language else url)
