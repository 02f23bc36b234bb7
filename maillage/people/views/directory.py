"""The directory of a region: its list, and the forms of organisations and people."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.people import actions
from maillage.people.access import (
    DeskRequest,
    actor_of,
    editor_desk,
    get_contact_for,
    get_seat_for,
    member_desk,
    sees_contacts,
)
from maillage.people.enums import RANK, Role
from maillage.people.forms.contact import ContactForm, DirectorySearch
from maillage.people.forms.organisation import OrganisationForm
from maillage.people.queries.directory import entries_of, find
from maillage.people.views.points import point_form, points_on
from maillage.territory.models import Region

A_PAGE = 25


@member_desk
def directory(request: DeskRequest, region: Region) -> HttpResponse:
    """Show who is in the directory; a member sees organisations, editors and convenors see people too."""
    search = DirectorySearch(request.GET)
    with_people = sees_contacts(request.membership)
    found = find(region, **search.sought, with_people=with_people)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "search": search,
        "is_search": any(search.sought.values()),
        "page": page,
        "entries": entries_of(region, page, with_people=with_people),
        "with_people": with_people,
        "gives_roles": RANK[Role(request.membership.role)] >= RANK[Role.CONVENOR],
    }
    return render(request, "people/directory.html", context)


@editor_desk
def organisation_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Give an organisation a seat in the region."""
    form = OrganisationForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        seat = actions.seat_organisation(
            region=region, profile=form.profile, terms=form.terms, by=actor_of(request.user)
        )
        messages.success(request, _("%(name)s is in the directory.") % {"name": seat.organisation})
        return redirect("people:directory", region.slug)
    return render(request, "people/organisation_form.html", {"region": region, "form": form})


@editor_desk
def organisation_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Correct what is said of an organisation and its seat."""
    seat = get_seat_for(region, public_id)
    form = OrganisationForm(request.POST or None, region=region, seat=seat)
    if request.method == "POST" and form.is_valid():
        actions.edit_organisation(seat=seat, profile=form.profile, terms=form.terms, by=actor_of(request.user))
        messages.success(request, _("%(name)s is saved.") % {"name": seat.organisation})
        return redirect("people:directory", region.slug)
    return render(request, "people/organisation_form.html", {"region": region, "form": form, "seat": seat})


@editor_desk
def contact_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write a person into the directory."""
    form = ContactForm(request.POST or None, region=region, initial={"organisation": _asked_for(request, region)})
    if request.method == "POST" and form.is_valid():
        contact = actions.add_contact(region=region, details=form.details, by=actor_of(request.user))
        messages.success(request, _("%(name)s is in the directory.") % {"name": contact})
        return redirect("people:directory", region.slug)
    return render(request, "people/contact_form.html", {"region": region, "form": form})


@editor_desk
def contact_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Correct what is said of a person."""
    contact = get_contact_for(region, public_id)
    form = ContactForm(request.POST or None, region=region, contact=contact)
    if request.method == "POST" and form.is_valid():
        actions.edit_contact(contact=contact, details=form.details, by=actor_of(request.user))
        messages.success(request, _("%(name)s is saved.") % {"name": contact})
        return redirect("people:directory", region.slug)
    context = {
        "region": region,
        "form": form,
        "contact": contact,
        "points": points_on(contact),
        "point_form": point_form(region),
        "may_erase": RANK[Role(request.membership.role)] >= RANK[Role.CONVENOR],
    }
    return render(request, "people/contact_form.html", context)


@editor_desk
@require_POST
def contact_remove(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a person out of the directory."""
    contact = get_contact_for(region, public_id)
    actions.remove_contact(contact=contact, by=actor_of(request.user))
    messages.success(request, _("The person is no longer in the directory."))
    return redirect("people:directory", region.slug)


def _asked_for(request: DeskRequest, region: Region) -> int | None:
    """Return the organisation that the address asks to choose at once, if it sits here."""
    public_id = request.GET.get("organisation", "").replace("\0", "")
    return region.seats.filter(organisation__public_id=public_id).values_list("organisation", flat=True).first()
