"""A roundtable that took place before is entered with what is known of it, or removed if that was a mistake."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.former import record_former_roundtable, remove_former_roundtable
from maillage.cooperation.actions.schedule import PlannedPartner
from maillage.cooperation.enums import PartnerRole, State
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.former import FormerAgenda, FormerForm, FormerPartners
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.former import hanging_on
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@editor_desk
def roundtable_former(request: DeskRequest, region: Region) -> HttpResponse:
    """Enter a roundtable of the past."""
    organisations = organisations_around(region)
    data = request.POST if request.method == "POST" else None
    taken = set(Roundtable.objects.filter(region=region).values_list("number", flat=True))
    first_free = next(number for number in range(1, len(taken) + 2) if number not in taken)
    form = FormerForm(data, initial={"number": first_free}, region=region, organisations=organisations)
    agenda = FormerAgenda(data, prefix="item")
    partners = FormerPartners(data, prefix="partner", form_kwargs={"organisations": organisations})
    if request.method == "POST" and all([form.is_valid(), agenda.is_valid(), partners.is_valid()]):
        lines = [line.item(form.languages[0]) for line in agenda]
        behind = {
            line.cleaned_data["organisation"]: line.cleaned_data.get("role") or PartnerRole.ORGANISER
            for line in partners
            if line.cleaned_data.get("organisation")
        }
        known = form.remembered(
            items=tuple(line for line in lines if line),
            partners=tuple(PlannedPartner(organisation, role) for organisation, role in behind.items()),
        )
        try:
            record_former_roundtable(region=region, known=known, by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It is entered. What is not known stays empty and is told as such."))
            return redirect("cooperation:roundtable-list", region.slug)
    page = {
        "region": region,
        "programme": region.programme,
        "form": form,
        "agenda": agenda,
        "partners": partners,
    }
    return render(request, "cooperation/former.html", page)


@editor_desk
def roundtable_remove(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Ask whether a roundtable of the past is to be removed, or say what hangs on it."""
    roundtable = get_roundtable(region, number)
    if request.method == "POST":
        try:
            remove_former_roundtable(roundtable=roundtable, by=actor_of(request.user))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("It is removed, with its agenda, partners and head-count."))
            return redirect("cooperation:roundtable-list", region.slug)
    page = {
        "region": region,
        "programme": region.programme,
        "roundtable": roundtable,
        "number": number,
        "hanging": hanging_on(roundtable),
        "is_past": roundtable.state == State.HELD,
    }
    return render(request, "cooperation/former_remove.html", page)
