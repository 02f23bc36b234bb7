"""What a region says to volunteers, on its desk: the charter by versions, and which skills it looks for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.access_volunteers import get_sought_for
from maillage.people.actions.charters import ask_for_charter, publish_charter
from maillage.people.actions.skills_sought import end_search, seek_skill
from maillage.people.forms.volunteer_terms import CharterForm, SoughtForm
from maillage.people.models import Charter
from maillage.people.queries.volunteers import skills_sought, without_charter
from maillage.people.views.refusing import did, taken
from maillage.people.views.volunteers import said, shown_with
from maillage.territory.models import Region


@editor_desk
def volunteer_charter(request: DeskRequest, region: Region) -> HttpResponse:
    """Show the charter and its versions, and publish a new one."""
    versions = list(region.charters.order_by("-version"))
    newest = versions[0] if versions else None
    form = CharterForm(request.POST if request.method == "POST" else None, region=region, charter=newest)
    if request.method == "POST" and form.is_valid():
        made: Charter | None = did(
            form, lambda: publish_charter(region=region, text=form.text, by=actor_of(request.user))
        )
        if made:
            messages.success(request, _("The charter is published."))
            return redirect("people:volunteer-charter", region.slug)
    missing = list(without_charter(region, newest)) if newest else []
    shown = shown_with(region, form=form, versions=versions, newest=newest, missing=missing)
    return render(request, "people/volunteer_charter.html", shown, status=said(form))


@editor_desk
@require_POST
def volunteer_charter_ask(request: DeskRequest, region: Region) -> HttpResponse:
    """Ask all who have not accepted the newest version."""
    asked = ask_for_charter(region=region, by=actor_of(request.user))
    sentence = ngettext(
        "%(count)d volunteer is asked to accept the charter.",
        "%(count)d volunteers are asked to accept the charter.",
        asked,
    )
    messages.success(request, sentence % {"count": asked})
    return redirect("people:volunteer-charter", region.slug)


@editor_desk
def volunteer_sought(request: DeskRequest, region: Region) -> HttpResponse:
    """Show what the public reads that is looked for, and add a line."""
    form = SoughtForm(request.POST if request.method == "POST" else None, region=region)
    if taken(request, form, lambda: seek_skill(region=region, by=actor_of(request.user), **form.sought)):
        messages.success(request, _("The public reads it now."))
        return redirect("people:volunteer-sought", region.slug)
    shown = shown_with(region, form=form, lines=list(skills_sought(region)))
    return render(request, "people/volunteer_sought.html", shown, status=said(form))


@editor_desk
@require_POST
def volunteer_sought_end(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Look for it no more."""
    end_search(sought=get_sought_for(region, public_id), by=actor_of(request.user))
    messages.success(request, _("It is looked for no more."))
    return redirect("people:volunteer-sought", region.slug)
