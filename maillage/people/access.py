"""The only way to a region's rows: who is signed in, in which region, in what role."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required as sent_to_sign_in
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext

from maillage.kit.access import Policy
from maillage.kit.audit import Actor
from maillage.people.enums import RANK, Role
from maillage.people.models import Contact, Membership, Seat, User
from maillage.territory.models import Programme, Region

View = Callable[..., HttpResponse]


class DeskRequest(HttpRequest):
    """What a guarded view is called with: somebody signed in, and on a region's desk the membership that let them in.

    Only named in annotations.
    """

    user: User
    membership: Membership


POLICY_OF = {
    Role.MEMBER: Policy.MEMBER,
    Role.EDITOR: Policy.EDITOR,
    Role.CONVENOR: Policy.CONVENOR,
    Role.LEAD: Policy.LEAD,
}


def actor_of(user: User) -> Actor:
    """Return the actor that actions and the audit trail know a signed-in person by."""
    return Actor("user", str(user.pk), str(user))


def get_region_for(user: User, slug: str, at_least: Role) -> tuple[Region, Membership]:
    """Return the region and the membership by which `user` enters it: stranger 404, too low a role 403."""
    memberships = Membership.objects.select_related("region__programme", "organisation").filter(
        Q(region__slug=slug) | Q(programme__regions__slug=slug), user=user
    )
    best = max(memberships, key=lambda membership: RANK[Role(membership.role)], default=None)
    if best is None:
        raise Http404
    if RANK[Role(best.role)] < RANK[at_least]:
        raise PermissionDenied
    return best.region or Region.objects.select_related("programme").get(slug=slug), best


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Let no browser keep a page of the desk, unless its view says how it may: desks are shared."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


def login_required(view: View) -> View:
    """Send who is signed out to the page of sign-in; a page that asks by itself is refused in few words.

    The page of sign-in carries a cookie of its own: fetched behind somebody's back it would undo the one of the
    page on which this person is just signing in again.
    """
    opened = sent_to_sign_in(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            return HttpResponse(gettext("You are signed out."), content_type="text/plain; charset=utf-8", status=403)
        return opened(request, *args, **kwargs)

    return guarded


def for_role(role: Role) -> Callable[[View], View]:
    """Open a view (request, region: Region, …) to signed-in people of at least this role in the region.

    The wrapped view is called with the slug `region` of the address replaced by the region itself, and finds
    `request.membership`.
    """

    def wrap(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: DeskRequest, region: str, *args: Any, **kwargs: Any) -> HttpResponse:
            found, request.membership = get_region_for(request.user, region, role)
            return kept_by_nobody(view(request, found, *args, **kwargs))

        guarded.__dict__["policy"] = POLICY_OF[role]
        return guarded

    return wrap


member_desk = for_role(Role.MEMBER)
editor_desk = for_role(Role.EDITOR)
convenor_desk = for_role(Role.CONVENOR)


def signed_in(view: View) -> View:
    """Open a view to anybody who is signed in."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept_by_nobody(view(request, *args, **kwargs))

    guarded.__dict__["policy"] = Policy.SIGNED_IN
    return guarded


def lead_desk(view: View) -> View:
    """Open a view (request, programme: Programme, …) to the leads of a programme."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, programme: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(
            Programme, slug=programme, memberships__user=request.user, memberships__role=Role.LEAD
        )
        return kept_by_nobody(view(request, found, *args, **kwargs))

    guarded.__dict__["policy"] = Policy.LEAD
    return guarded


def get_seat_for(region: Region, public_id: str) -> Seat:
    """Return the seat of an organisation on this platform; one that sits elsewhere only is not found."""
    seats = Seat.objects.select_related("organisation", "region")
    return get_object_or_404(seats, region=region, organisation__public_id=public_id)


def get_contact_for(region: Region, public_id: str) -> Contact:
    """Return a contact of this region that has not been erased."""
    contacts = Contact.objects.select_related("organisation").exclude(name="", email="", phone="")
    return get_object_or_404(contacts, region=region, public_id=public_id)


def get_role_for(region: Region, pk: int) -> Membership:
    """Return a role given in this region."""
    return get_object_or_404(Membership.objects.select_related("user", "organisation"), region=region, pk=pk)


def is_convenor(membership: Membership) -> bool:
    """Say whether somebody may hand over or erase all that is held about a person."""
    return RANK[Role(membership.role)] >= RANK[Role.CONVENOR]


def sees_contacts(membership: Membership) -> bool:
    """Say whether somebody may read names and addresses: a member sees organisations alone."""
    return RANK[Role(membership.role)] >= RANK[Role.EDITOR]
