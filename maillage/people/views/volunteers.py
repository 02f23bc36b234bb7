"""Volunteers on the desk: the list with its filters, one person's page, and what is known put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.kit import audit
from maillage.people.access import DeskRequest, actor_of, editor_desk, is_convenor
from maillage.people.access_volunteers import get_volunteer_for
from maillage.people.actions.volunteers import add_volunteer, edit_volunteer
from maillage.people.enums import VolunteerState
from maillage.people.forms.training import WasThereForm
from maillage.people.forms.volunteer import DeskForm, PauseForm, VolunteerSearch
from maillage.people.handed_link import handed_link
from maillage.people.models import Volunteer
from maillage.people.queries.senders import newcomers_language
from maillage.people.queries.training import trained_on
from maillage.people.queries.volunteers import find_volunteers
from maillage.people.sheets import SheetTooLong, answer_with_sheets
from maillage.people.views.refusing import did
from maillage.people.volunteer_links import volunteer_link
from maillage.people.volunteer_page import page_of, rows_for, sheet_of
from maillage.territory.models import Region

A_PAGE = 25


def shown_with(region: Region, **more: Any) -> dict[str, Any]:
    """Return what each page of the desk shows."""
    return {"region": region, "programme": region.programme, **more}


@editor_desk
@require_safe
def volunteer_list(request: DeskRequest, region: Region) -> HttpResponse:
    """List the volunteers who fit what is looked for."""
    search, today = VolunteerSearch(request.GET, region=region), timezone.localdate()
    trained = trained_on(region, today)
    page = Paginator(find_volunteers(region, search.looked, trained), A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {
        "search": search,
        "is_search": search.is_search,
        "page": page,
        "rows": rows_for(list(page), trained, today),
        "asked": asked.urlencode(),
    }
    return render(request, "people/volunteers_desk.html", shown_with(region, **shown))


@editor_desk
@require_POST
def volunteer_sheet(request: DeskRequest, region: Region) -> HttpResponse:
    """Give out those who fit as a spreadsheet, and note that it left the house."""
    search, kind = VolunteerSearch(request.POST, region=region), request.POST.get("kind", "")
    keys = find_volunteers(region, search.looked, trained_on(region, timezone.localdate()))
    try:
        answer = answer_with_sheets(
            f"{region.slug}-volunteers",
            "csv" if kind == "csv" else "xlsx",
            sheet_of(region, keys),
            title=_("Volunteers"),
        )
    except SheetTooLong as why:
        messages.error(request, str(why))
        return redirect("people:volunteer-list", region.slug)
    audit.record("export volunteers", by=actor_of(request.user), owner=region.slug, count=len(keys))
    return answer


@editor_desk
def volunteer_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write down a volunteer who came in person or by telephone."""
    form = DeskForm(request.POST if request.method == "POST" else None, region=region)
    if request.method == "POST" and form.is_valid():
        made = did(form, lambda: add_volunteer(region=region, details=form.details, by=actor_of(request.user)))
        if made:
            messages.success(request, _("%(name)s is among the volunteers.") % {"name": made})
            return redirect("people:volunteer-show", region.slug, made.public_id)
    return render(request, "people/volunteer_form.html", shown_with(region, form=form), status=said(form))


def said(form: Any) -> int:
    """Return the status of a page with a form: it could not be taken as it is, or all is well."""
    return 422 if form.errors else 200


@editor_desk
@require_safe
def volunteer_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one volunteer: what they offer, what they are trained for, what comes next."""
    return person(request, region, get_volunteer_for(region, public_id))


def person(request: DeskRequest, region: Region, volunteer: Volunteer, **forms: Any) -> HttpResponse:
    """Answer with the page of one volunteer, with the forms that were not taken as they are."""
    page, spoken = page_of(volunteer), newcomers_language(volunteer.preferred_language, region)
    shown = {
        **page,
        "volunteer": volunteer,
        **handed_link(volunteer_link(volunteer, language=spoken, masked=False), volunteer.email),
        "is_here": volunteer.state != VolunteerState.LEFT,
        "pause_form": PauseForm(),
        "training_form": WasThereForm(sessions=page["past_sessions"]),
        "may_erase": is_convenor(request.membership),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "people/volunteer.html", shown_with(region, **shown), status=status)


@editor_desk
def volunteer_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Put right what is known of a volunteer."""
    volunteer = get_volunteer_for(region, public_id)
    form = DeskForm(request.POST if request.method == "POST" else None, region=region, volunteer=volunteer)
    if request.method == "POST" and form.is_valid():
        by = actor_of(request.user)
        if did(form, lambda: edit_volunteer(volunteer=volunteer, details=form.details, by=by)):
            messages.success(request, _("Saved."))
            return redirect("people:volunteer-show", region.slug, public_id)
    shown = shown_with(region, form=form, volunteer=volunteer)
    return render(request, "people/volunteer_form.html", shown, status=said(form))
