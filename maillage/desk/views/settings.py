"""The settings of a region."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.desk.forms.settings import RegionSettings
from maillage.kit.audit import Actor
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.actions import describe_region, extend_series
from maillage.territory.models import Region
from maillage.territory.queries.missing import missing_of


@convenor_desk
def region_settings(request: DeskRequest, region: Region) -> HttpResponse:
    """Show and keep the length of the series, languages, time zone and introduction."""
    form = RegionSettings(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            keep(form, by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The settings are kept."))
            return redirect("desk:region-settings", region.slug)
    shown = {"region": region, "programme": region.programme, "form": form, "missing": missing_of(region)}
    return render(request, "desk/settings.html", shown, status=422 if form.errors else 200)


@transaction.atomic
def keep(form: RegionSettings, *, by: Actor) -> None:
    """Keep what the form says, all of it or nothing."""
    extend_series(region=form.region, planned=form.cleaned_data["planned_roundtables"], by=by)
    describe_region(
        region=form.region,
        languages=form.languages_in_order,
        time_zone=form.cleaned_data["time_zone"],
        introduction=form.introduction,
        by=by,
    )
