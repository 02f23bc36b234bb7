"""What a coordinator does for one volunteer: welcome, link, pause, charter on paper, training, stop, erase."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.people.access_volunteers import get_volunteer_for
from maillage.people.actions.charters import accept_charter
from maillage.people.actions.one_person import export_other
from maillage.people.actions.sessions import note_training
from maillage.people.actions.volunteer_course import erase_volunteer, pause_volunteer, stop_volunteer, take_pause_back
from maillage.people.actions.volunteers import renew_volunteer_link, welcome_volunteer
from maillage.people.forms.training import WasThereForm
from maillage.people.forms.volunteer import PauseForm
from maillage.people.held_page import file_of
from maillage.people.queries.volunteers import current_charter
from maillage.people.views.refusing import did_or_said, taken
from maillage.people.views.volunteers import person, shown_with
from maillage.people.volunteer_page import past_sessions
from maillage.territory.models import Region

SHOW = "people:volunteer-show"


@editor_desk
@require_POST
def volunteer_welcome(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Say yes to somebody who registered."""
    volunteer = get_volunteer_for(region, public_id)
    if did_or_said(request, lambda: welcome_volunteer(volunteer=volunteer, by=actor_of(request.user))):
        messages.success(request, _("%(name)s takes part now.") % {"name": volunteer})
    return redirect(SHOW, region.slug, public_id)


@editor_desk
@require_POST
def volunteer_send_link(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Give a volunteer new links; the old ones end."""
    volunteer = get_volunteer_for(region, public_id)
    sent = did_or_said(request, lambda: (renew_volunteer_link(volunteer=volunteer, by=actor_of(request.user)),))
    if sent:
        say_renewed(request, sent=sent[0])
    return redirect(SHOW, region.slug, public_id)


def say_renewed(request: DeskRequest, *, sent: bool) -> None:
    """Say that a new link took the place of the old one, and how it comes to whom it is for."""
    if sent:
        messages.success(request, _("The new link is on its way. The old one has ended."))
    else:
        messages.success(request, _("The old link has ended. Hand over the new one that stands below."))


@editor_desk
@require_POST
def volunteer_pause(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note a pause, or take one away."""
    volunteer, by = get_volunteer_for(region, public_id), actor_of(request.user)
    if request.POST.get("remove", "").isdecimal():
        take_pause_back(volunteer=volunteer, key=int(request.POST["remove"]), by=by)
        return redirect(SHOW, region.slug, public_id)
    form = PauseForm(request.POST)
    if taken(request, form, lambda: pause_volunteer(volunteer=volunteer, by=by, **form.cleaned_data)):
        messages.success(request, _("Nothing is asked in those days."))
        return redirect(SHOW, region.slug, public_id)
    return person(request, region, volunteer, pause_form=form)


@editor_desk
@require_POST
def volunteer_signed(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note that a volunteer signed the charter on paper."""
    volunteer, charter = get_volunteer_for(region, public_id), current_charter(region)
    version = charter.version if charter else 0

    def sign() -> object:
        return accept_charter(volunteer=volunteer, version=version, by=actor_of(request.user), on_paper=True)

    if did_or_said(request, sign):
        messages.success(request, _("It is noted that the charter is accepted."))
    return redirect(SHOW, region.slug, public_id)


@editor_desk
@require_POST
def volunteer_trained(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note that a volunteer was at a session that is over."""
    volunteer = get_volunteer_for(region, public_id)
    known = set(volunteer.presences.filter(coming="present").values_list("session", flat=True))
    form = WasThereForm(request.POST, sessions=past_sessions(region, known))

    def note() -> object:
        session = form.cleaned_data["session"]
        return note_training(session=session, volunteer=volunteer, was_there=True, by=actor_of(request.user))

    if taken(request, form, note):
        messages.success(request, _("The training is noted."))
        return redirect(SHOW, region.slug, public_id)
    return person(request, region, volunteer, training_form=form)


@editor_desk
def volunteer_end(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Say what stopping means, and do it when the button is pressed."""
    volunteer = get_volunteer_for(region, public_id)
    if request.method == "POST":
        stop_volunteer(volunteer=volunteer, by=actor_of(request.user))
        messages.success(
            request, _("%(name)s has stopped. Name and address are forgotten in 30 days.") % {"name": volunteer}
        )
        return redirect("people:volunteer-list", region.slug)
    return render(request, "people/volunteer_end.html", shown_with(region, volunteer=volunteer, erases=False))


@require_POST
@convenor_desk
def volunteer_export(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Hand over what is held about a volunteer, as a file."""
    volunteer = get_volunteer_for(region, public_id)
    return file_of(export_other(person=volunteer, region=region, by=actor_of(request.user)), region)


@convenor_desk
def volunteer_erase(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Say what erasing means, and do it when the button is pressed."""
    volunteer = get_volunteer_for(region, public_id)
    if request.method == "POST":
        erase_volunteer(volunteer=volunteer, by=actor_of(request.user))
        messages.success(request, _("What was held here about this volunteer is erased."))
        return redirect("people:volunteer-list", region.slug)
    return render(request, "people/volunteer_end.html", shown_with(region, volunteer=volunteer, erases=True))
