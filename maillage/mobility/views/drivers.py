"""Drivers on the desk: who may drive, what was seen of them and until when it holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.access_lifts import get_volunteer_for
from maillage.mobility.actions.drivers import set_driver
from maillage.mobility.actions.proofs import remove_proof, see_proof
from maillage.mobility.forms.lift_settings import DriverForm, ProofForm
from maillage.mobility.lift_links import driver_url
from maillage.mobility.models import Driver, Proof
from maillage.mobility.queries.lift_warnings import bar_words
from maillage.mobility.queries.lifts import ENDS_SOON, drivers_of
from maillage.mobility.queries.rules import rules_of, today_of
from maillage.mobility.queries.who_may_drive import conditions_of
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.handed_link import handed_link
from maillage.people.models import Volunteer
from maillage.people.views.refusing import taken
from maillage.territory.models import Region


@editor_desk
@require_safe
def driver_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List who drives, each with what keeps them from driving today."""
    today = today_of(region)
    conditions = conditions_of(region, rules_of(region), [today])
    rows = []
    for volunteer in drivers_of(region).prefetch_related("pauses", "acceptances"):
        bar = conditions.bar(volunteer, today)
        rows.append((volunteer, bar_words(bar) if bar else "", proofs_of(volunteer)))
    shown = {
        "region": region,
        "programme": region.programme,
        "rows": rows,
        "today": today,
        "soon": today + ENDS_SOON,
    }
    return render(request, "mobility/driver_desk.html", shown)


def proofs_of(volunteer: Volunteer) -> list[Proof]:
    """Return the proofs of a volunteer, the one that holds longest of each kind."""
    if not hasattr(volunteer, "driver"):
        return []
    newest: dict[str, Proof] = {}
    for proof in sorted(volunteer.driver.proofs.all(), key=lambda proof: proof.expires_on):
        newest[proof.kind] = proof
    return list(newest.values())


@editor_desk
def driver_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show and set what concerns the driving of one volunteer."""
    volunteer = get_volunteer_for(region, public_id)
    driver = getattr(volunteer, "driver", None) or Driver(volunteer=volunteer)
    form = DriverForm(request.POST if request.method == "POST" else None, driver=driver)
    by = actor_of(request.user)

    def keep() -> Driver:
        return set_driver(volunteer=volunteer, values=form.cleaned_data, rules=rules_of(region), by=by)

    if taken(request, form, keep):
        messages.success(request, _("The change is saved."))
        return redirect("mobility:driver-show", region.slug, volunteer.public_id)
    return page(request, volunteer, form, ProofForm(today=today_of(region)))


def page(request: DeskRequest, volunteer: Volunteer, form: DriverForm, proof: ProofForm) -> HttpResponse:
    """Show a driver, and what could not be noted of them."""
    region = volunteer.region
    known = Proof.objects.filter(driver__volunteer=volunteer).select_related("seen_by").order_by("kind", "-expires_on")
    shown: dict[str, Any] = {
        "region": region,
        "programme": region.programme,
        "volunteer": volunteer,
        "form": form,
        "proof_form": proof,
        "proofs": known,
        "today": today_of(region),
        **handed_link(driver_url(volunteer), volunteer.email),
    }
    return render(request, "mobility/driver_show.html", shown, status=422 if form.errors or proof.errors else 200)


@require_POST
@editor_desk
def proof_see(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note that a proof was seen."""
    volunteer = get_volunteer_for(region, public_id)
    form = ProofForm(request.POST, today=today_of(region))
    if taken(
        request,
        form,
        lambda: see_proof(volunteer=volunteer, **form.cleaned_data, seen_by=request.user, by=actor_of(request.user)),
    ):
        messages.success(request, _("It is noted."))
        return redirect("mobility:driver-show", region.slug, volunteer.public_id)
    driver = getattr(volunteer, "driver", None) or Driver(volunteer=volunteer)
    return page(request, volunteer, DriverForm(driver=driver), form)


@require_POST
@editor_desk
def proof_remove(request: DeskRequest, region: Region, public_id: str, pk: int) -> HttpResponse:
    """Take out a proof that was noted by mistake."""
    volunteer = get_volunteer_for(region, public_id)
    proof = get_object_or_404(Proof, driver__volunteer=volunteer, pk=pk)
    remove_proof(proof=proof, volunteer=volunteer, by=actor_of(request.user))
    messages.success(request, _("It is taken out."))
    return redirect("mobility:driver-show", region.slug, volunteer.public_id)
