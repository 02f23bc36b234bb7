"""A roundtable is cancelled with a reason that its guests read."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.schedule import cancel_roundtable
from maillage.cooperation.forms.need import ReasonForm
from maillage.cooperation.queries.invitations import answers_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region


@convenor_desk
def roundtable_cancel(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Ask for the reason, then cancel."""
    roundtable = get_roundtable(region, number)
    form = ReasonForm(request.POST if request.method == "POST" else None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_roundtable(roundtable=roundtable, reason=form.reason(), by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The roundtable is cancelled. Its guests are told."))
            return redirect("cooperation:roundtable-list", region.slug)
    page = {
        "region": region,
        "programme": region.programme,
        "roundtable": roundtable,
        "number": number,
        "form": form,
        "answers": answers_of(roundtable),
    }
    return render(request, "cooperation/cancel.html", page)
