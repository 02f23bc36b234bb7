"""Whom to contact about what: the table and its search, and what one contact can be asked about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.people.access import DeskRequest, actor_of, editor_desk, get_contact_for
from maillage.people.actions.points import add_point, remove_point
from maillage.people.forms.points import PointForm
from maillage.people.models import Contact
from maillage.people.queries.points import each_once, fitting, points_of, table_of
from maillage.territory.models import Region, Theme


@editor_desk
def whom_to_ask(request: DeskRequest, region: Region) -> HttpResponse:
    """Show whom to contact about what, and find somebody for a theme and a place."""
    asked = {name: request.GET[name] for name in ("theme", "place") if request.GET.get(name)}
    form = point_form(region, asked or None)
    points = points_of(region)
    is_search = form.is_bound and form.is_valid()
    found = each_once(fitting(points, **sought(form))) if is_search else []
    columns, lines = table_of(points)
    context = {
        "region": region,
        "form": form,
        "is_search": is_search,
        "found": found,
        "columns": columns,
        "lines": lines,
    }
    return render(request, "people/whom.html", context)


def point_form(region: Region, data: Any = None) -> PointForm:
    """Return the form of a theme and a place of a region."""
    places = list(region.places.select_related("parent__parent__parent"))
    return PointForm(data, themes=list(Theme.objects.select_related("group")), places=places)


def sought(form: PointForm) -> dict[str, Any]:
    """Return the theme and the place that are looked for."""
    return {name: form.cleaned_data[name] for name in ("theme", "place")}


@require_POST
@editor_desk
def contact_points(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Add something a contact can be asked about, or take it away."""
    contact = get_contact_for(region, public_id)
    contact.region = region
    by = actor_of(request.user)
    key = request.POST.get("remove", "")
    if key.isascii() and key.isdecimal() and len(key) < 16:
        remove_point(contact=contact, key=int(key), by=by)
        messages.success(request, _("It is taken away."))
        return redirect("people:contact-edit", region.slug, public_id)
    form = point_form(region, request.POST)
    if form.is_valid():
        try:
            add_point(contact=contact, by=by, **sought(form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is found under it from now on.") % {"name": contact})
            return redirect("people:contact-edit", region.slug, public_id)
    context = {"region": region, "contact": contact, "points": points_on(contact), "point_form": form}
    return render(request, "people/contact_points.html", context, status=422)


def points_on(contact: Contact) -> list[Any]:
    """Return what a contact can be asked about."""
    return list(contact.points.select_related("theme", "place").order_by("pk"))
