"""A new link for somebody on the desk: the old one ends, the new one is mailed, or handed over where nobody mails."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from maillage.mobility.access_courses import get_course_for
from maillage.mobility.access_lifts import get_offer_for, get_request_for, get_volunteer_for
from maillage.mobility.access_weeks import get_rider_for
from maillage.mobility.actions.new_links import renew_rider_link
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.actions.volunteers import renew_volunteer_link
from maillage.people.views.refusing import did_or_said
from maillage.people.views.volunteer_deeds import say_renewed
from maillage.territory.models import Region


@require_POST
@editor_desk
def rider_link(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Give a rider a new link, and go back to the request or the course that it was asked from."""
    newcomer = get_rider_for(region, public_id)
    say_renewed(request, sent=renew_rider_link(newcomer=newcomer, by=actor_of(request.user)))
    if course := request.POST.get("course", "").replace("\0", ""):
        return redirect("mobility:course-show", region.slug, get_course_for(region, course).public_id)
    asked = get_request_for(region, request.POST.get("request", "").replace("\0", ""))
    return redirect("mobility:request-show", region.slug, asked.public_id)


@require_POST
@editor_desk
def driver_link(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Give a driver a new link, and go back to the offer or the driver that it was asked from."""
    volunteer, by = get_volunteer_for(region, public_id), actor_of(request.user)
    sent = did_or_said(request, lambda: (renew_volunteer_link(volunteer=volunteer, by=by),))
    if sent:
        say_renewed(request, sent=sent[0])
    if offer := request.POST.get("offer", "").replace("\0", ""):
        return redirect("mobility:offer-show", region.slug, get_offer_for(region, offer).public_id)
    return redirect("mobility:driver-show", region.slug, volunteer.public_id)
