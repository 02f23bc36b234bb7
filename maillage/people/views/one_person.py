"""Requests of one person: what we hold is handed over as a file, or erased."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.people import actions
from maillage.people.access import DeskRequest, actor_of, convenor_desk, get_contact_for
from maillage.people.views.roles import last_convenor
from maillage.territory.models import Region


@convenor_desk
@never_cache
@require_POST
def person_export(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Hand over what the region holds about a person."""
    contact = get_contact_for(region, public_id)
    held = actions.export_person(contact=contact, by=actor_of(request.user))
    answer = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{region.slug}-{contact.public_id}.json"'
    return answer


@convenor_desk
def person_erase(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Say what erasing means, and do it when the button is pressed."""
    contact = get_contact_for(region, public_id)
    if request.method != "POST":
        return render(request, "people/person_erase.html", {"region": region, "contact": contact})
    try:
        actions.erase_person(contact=contact, by=actor_of(request.user))
    except actions.LastConvenor:
        messages.error(request, last_convenor())
        return redirect("people:contact-edit", region.slug, public_id)
    messages.success(request, _("What this region held about the person is erased."))
    return redirect("people:directory", region.slug)
