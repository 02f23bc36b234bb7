"""Access rights: who may do what in a region, given and taken by its convenors."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.people import actions
from maillage.people.access import DeskRequest, actor_of, convenor_desk, get_role_for
from maillage.people.enums import Role
from maillage.people.forms.role import GiveRoleForm, RoleForm
from maillage.people.models import Membership
from maillage.territory.models import Region


@convenor_desk
def role_list(request: DeskRequest, region: Region) -> HttpResponse:
    """Show who has which role, and give one to an address."""
    form = GiveRoleForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.give_role(region=region, by=actor_of(request.user), **form.cleaned_data)
        except actions.LastConvenor:
            form.add_error("role", last_convenor())
        else:
            messages.success(request, _("%(who)s may now sign in. A message says so.") % {"who": given.user})
            return redirect("people:role-list", region.slug)
    roles = Membership.objects.select_related("user", "organisation").filter(region=region)
    context = {
        "region": region,
        "form": form,
        "roles": sorted(roles, key=lambda one: (list(Role).index(Role(one.role)), str(one.user).casefold())),
        "leads": Membership.objects.select_related("user").filter(programme=region.programme, role=Role.LEAD),
    }
    return render(request, "people/role_list.html", context)


@convenor_desk
def role_edit(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """Change what somebody may do."""
    membership = get_role_for(region, pk)
    now = {"role": membership.role, "organisation": membership.organisation_id}
    form = RoleForm(request.POST or None, region=region, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(membership=membership, by=actor_of(request.user), **form.cleaned_data)
        except actions.LastConvenor:
            form.add_error("role", last_convenor())
        else:
            messages.success(request, _("The role of %(who)s is changed.") % {"who": membership.user})
            return redirect("people:role-list", region.slug)
    return render(request, "people/role_form.html", {"region": region, "form": form, "membership": membership})


@convenor_desk
@require_POST
def role_remove(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """End a role at once."""
    membership = get_role_for(region, pk)
    who = str(membership.user)
    try:
        actions.take_role_away(membership=membership, by=actor_of(request.user))
    except actions.LastConvenor:
        messages.error(request, last_convenor())
    else:
        messages.success(request, _("%(who)s has no role in this region any more.") % {"who": who})
    return redirect("people:role-list", region.slug)


def last_convenor() -> str:
    """Say why the last convenor stays."""
    return _("A region keeps at least one convenor. Give the role to somebody else first.")
