"""Which needs a call for pilots answers, on the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.actions.call_needs import set_needs_of_call
from maillage.cooperation.forms.call_needs import CallNeedsForm
from maillage.cooperation.models import Need
from maillage.cooperation.queries.call_needs import needs_to_choose
from maillage.initiatives.access_calls import get_call
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region


@convenor_desk
def call_needs(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show the needs of the region; tick those the call answers."""
    call = get_call(region, public_id)
    form = CallNeedsForm(
        request.POST if request.method == "POST" else None,
        needs=needs_to_choose(region, call),
        chosen=Need.objects.filter(calls=call),
    )
    if request.method == "POST" and form.is_valid():
        set_needs_of_call(call=call, needs=form.chosen(), by=actor_of(request.user))
        messages.success(request, _("Saved."))
        return redirect("initiatives:call-show", region.slug, public_id)
    shown = {"region": region, "programme": region.programme, "call": call, "form": form}
    return render(request, "cooperation/call_needs.html", shown, status=422 if form.errors else 200)
