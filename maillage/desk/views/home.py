"""Where somebody lands after signing in: their region, or the list of what they work in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from maillage.desk.queries.regions import hosts, memberships_of, programmes_of, workplaces
from maillage.people.access import DeskRequest, signed_in


@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """Go straight to the one region somebody works in, else list regions and programmes."""
    memberships = memberships_of(request.user)
    if not memberships:
        return render(request, "desk/no_role.html", {"hosts": hosts()})
    if len(memberships) == 1 and memberships[0].region:
        return redirect("desk:region", memberships[0].region.slug)
    shown = {"workplaces": workplaces(memberships), "programmes": programmes_of(memberships)}
    return render(request, "desk/home.html", shown)
