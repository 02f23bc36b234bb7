"""Who is here: ticks, everybody who said yes, somebody new."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.access_live import get_running, get_ticket
from maillage.cooperation.actions.check_in import let_in, open_check_in, turn_away
from maillage.cooperation.actions.presence import set_manner, tick_all_who_said_yes, tick_presence, welcome
from maillage.cooperation.enums import Mode
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.door import LetInForm
from maillage.cooperation.forms.live import TickForm, WalkInForm
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.check_in import waiting_at
from maillage.cooperation.queries.live import arrivals_at
from maillage.cooperation.queries.stamps import arrivals_stamp
from maillage.cooperation.running_page import door_of
from maillage.cooperation.views.live import common, number_in, screen, to_live
from maillage.cooperation.views.polled import unless_known
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.models import Contact
from maillage.territory.models import Region


@editor_desk
@require_POST
def roundtable_live_tick(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Tick somebody: here, left, or not here after all."""
    roundtable = get_roundtable(region, number)
    form = TickForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This tick was not understood. Nothing is changed; tick once more."))
        return to_live(request, roundtable, anchor="arrivals")
    contact = get_object_or_404(Contact, region=region, pk=form.cleaned_data["contact"])
    tick_presence(roundtable=roundtable, contact=contact, tick=form.cleaned_data["tick"], by=actor_of(request.user))
    return shown(request, roundtable)


@editor_desk
@require_POST
def roundtable_live_manner(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Say whether somebody is in the room or on the line."""
    roundtable = get_roundtable(region, number)
    contact = get_object_or_404(Contact, region=region, pk=number_in(request, "contact"))
    if request.POST.get("comes") in {Mode.ONLINE, Mode.ON_SITE}:
        set_manner(roundtable=roundtable, contact=contact, comes=request.POST["comes"], by=actor_of(request.user))
    return shown(request, roundtable)


@editor_desk
@require_POST
def roundtable_live_all(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Tick everybody who said yes."""
    roundtable = get_roundtable(region, number)
    ticked = tick_all_who_said_yes(roundtable=roundtable, by=actor_of(request.user))
    said = ngettext("%(count)s person more is here.", "%(count)s people more are here.", ticked) % {"count": ticked}
    messages.success(request, said if ticked else _("Everybody who said yes was ticked already."))
    return to_live(request, roundtable, anchor="arrivals")


@editor_desk
@require_POST
def roundtable_live_walk_in(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Welcome somebody who is not in the directory."""
    roundtable = get_roundtable(region, number)
    form = WalkInForm(request.POST, organisations=organisations_around(region))
    if not form.is_valid():
        return screen(request, roundtable, status=422, change="new", walk_in=form)
    contact = welcome(roundtable=roundtable, by=actor_of(request.user), **form.cleaned_data)
    messages.success(request, _("%(name)s is here and stands in the directory.") % {"name": contact})
    return to_live(request, roundtable, anchor="arrivals")


@editor_desk
@require_safe
def roundtable_live_arrivals(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return the arrivals alone, for a page that asks every few seconds."""
    roundtable = get_running(region, number)
    everybody = "guests" in request.GET
    return unless_known(request, arrivals_stamp(roundtable), lambda: part(request, roundtable, everybody))


@editor_desk
@require_POST
def roundtable_live_door(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Open the door, so that people check in themselves."""
    roundtable = get_roundtable(region, number)
    try:
        open_check_in(roundtable=roundtable, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return to_live(request, roundtable, anchor="arrivals")


@editor_desk
@require_POST
def roundtable_live_let_in(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Say who somebody at the door is, or that they have no place here."""
    roundtable = get_roundtable(region, number)
    ticket = get_ticket(roundtable, public_id)
    by = actor_of(request.user)
    if request.POST.get("act") == "away":
        turn_away(ticket=ticket, by=by)
        return shown(request, roundtable)
    arrivals = arrivals_at(roundtable)
    form = LetInForm(request.POST, guests=[guest.contact for guest in (*arrivals.awaited, *arrivals.others)])
    if not form.is_valid():
        messages.error(request, _("This guest is here already. Choose again who is at the door."))
        return to_live(request, roundtable, anchor="arrivals")
    guest, around = form.cleaned_data["guest"], organisations_around(region)
    let_in(ticket=ticket, guest=guest, organisations=around, by=by)
    return shown(request, roundtable)


def shown(request: HttpRequest, roundtable: Roundtable) -> HttpResponse:
    """Return the arrivals alone where a script asks, else go back to the screen."""
    if not getattr(request, "htmx", False):
        query = {"guests": "all"} if request.POST.get("guests") else {}
        return to_live(request, roundtable, anchor="arrivals", **query)
    return part(request, roundtable, bool(request.POST.get("guests")))


def part(request: HttpRequest, roundtable: Roundtable, everybody: bool) -> HttpResponse:
    """Return the arrivals as they stand."""
    context = {
        **common(roundtable),
        **door_of(roundtable),
        "arrivals": arrivals_at(roundtable),
        "waiting": waiting_at(roundtable),
        "everybody": everybody,
        "polled": True,
    }
    return render(request, "cooperation/_live_arrivals.html", context)
