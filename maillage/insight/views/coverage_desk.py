"""The desk of coverage: how it is reckoned, where somebody was asked and said none, who listens, newcomers by place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.insight.access_coverage import get_listener, get_newcomers, get_none
from maillage.insight.actions.coverage import (
    declare_none,
    end_listener,
    name_listener,
    set_coverage,
    take_back_none,
)
from maillage.insight.actions.newcomers import forget_newcomers, keep_newcomers
from maillage.insight.forms.coverage import (
    CoverageSettingsForm,
    ListenerForm,
    NewcomersForm,
    NewcomersSheetForm,
    NoneForm,
)
from maillage.insight.queries.coverage_desk import (
    listeners_of,
    nameable_places,
    newcomers_of,
    seated_organisations,
    shown_themes,
    standing_nones,
)
from maillage.insight.queries.coverage_rows import settings_of
from maillage.kit.uploads import refuse_large_upload
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.people.forms.choices import day_field
from maillage.territory.models import Region
from maillage.territory.queries.missing import missing_of

ON_A_PAGE = 50


@convenor_desk
@require_safe
def coverage_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """Show what is kept of a region's coverage, and the ways to it."""
    counts = {
        "nones": standing_nones(region).count(),
        "listeners": listeners_of(region).count(),
        "newcomers": newcomers_of(region).count(),
    }
    shown = {
        "region": region, "programme": region.programme, "missing": missing_of(region), "settings": settings_of(region),
        **counts,
    }  # fmt: skip
    return render(request, "insight/coverage_desk.html", shown)


@convenor_desk
def coverage_settings(request: DeskRequest, region: Region) -> HttpResponse:
    """Set how a region's coverage is reckoned."""
    form = CoverageSettingsForm(request.POST or None, settings=settings_of(region), themes=shown_themes())
    if request.method == "POST" and form.is_valid():
        set_coverage(region=region, how=form.how, by=actor_of(request.user))
        messages.success(request, _("The settings are kept, and printed beside the figures."))
        return redirect("insight:coverage-desk", region.slug)
    return shown(request, region, "insight/coverage_settings.html", form=form)


@convenor_desk
def coverage_nones(request: DeskRequest, region: Region) -> HttpResponse:
    """List where somebody was asked and said none, and note more."""
    form = NoneForm(request.POST or None, themes=shown_themes(), places=nameable_places(region))
    if request.method == "POST" and form.is_valid():
        found = declare_none(region=region, by=actor_of(request.user), **form.cleaned_data)
        said = ngettext("It is noted for %(n)s place.", "It is noted for %(n)s places.", len(found))
        messages.success(request, said % {"n": len(found)})
        return redirect("insight:coverage-nones", region.slug)
    page = Paginator(standing_nones(region), ON_A_PAGE).get_page(request.GET.get("page"))
    return shown(request, region, "insight/coverage_nones.html", form=form, page=page)


@convenor_desk
@require_POST
def coverage_none_back(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take back that there is none."""
    none = take_back_none(none=get_none(region, public_id), by=actor_of(request.user))
    told = {"place": none.place, "theme": none.theme}
    messages.success(request, _("Taken back: of %(theme)s in %(place)s nothing is known again.") % told)
    return redirect("insight:coverage-nones", region.slug)


@convenor_desk
def coverage_listeners(request: DeskRequest, region: Region) -> HttpResponse:
    """List who listens where, and name more."""
    form = ListenerForm(
        request.POST or None, organisations=seated_organisations(region), places=nameable_places(region)
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = name_listener(region=region, by=actor_of(request.user), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = ngettext("Somebody listens in %(n)s place.", "Somebody listens in %(n)s places.", len(found))
            messages.success(request, said % {"n": len(found)})
            return redirect("insight:coverage-listeners", region.slug)
    page = Paginator(listeners_of(region), ON_A_PAGE).get_page(request.GET.get("page"))
    return shown(request, region, "insight/coverage_listeners.html", form=form, page=page)


@convenor_desk
@require_POST
def coverage_listener_end(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note until when somebody listened, or take the row away where it was a mistake."""
    listener = get_listener(region, public_id)
    field = day_field(_("Until"))
    try:
        until = None if request.POST.get("act") == "remove" else field.clean(request.POST.get("until", ""))
        if until is None and request.POST.get("act") != "remove":
            raise ValidationError(_("Say on which day."))
        end_listener(listener=listener, until=until, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is noted."))
    return redirect("insight:coverage-listeners", region.slug)


@convenor_desk
def coverage_newcomers(request: DeskRequest, region: Region) -> HttpResponse:
    """List how many newcomers live where, and note one more place by hand."""
    form = NewcomersForm(request.POST or None, places=region.places.all())
    if request.method == "POST" and form.is_valid():
        keep_newcomers(region=region, counts=[form.count], by=actor_of(request.user))
        messages.success(request, _("The number is kept."))
        return redirect("insight:coverage-newcomers", region.slug)
    page = Paginator(newcomers_of(region), ON_A_PAGE).get_page(request.GET.get("page"))
    return shown(request, region, "insight/coverage_newcomers.html", form=form, page=page)


@convenor_desk
def coverage_newcomers_sheet(request: DeskRequest, region: Region) -> HttpResponse:
    """Take a whole table of newcomers by place, or nothing of it."""
    sent = request.method == "POST"
    form = NewcomersSheetForm(request.POST if sent else None, request.FILES if sent else None, region=region)
    if sent and form.is_valid():
        kept = keep_newcomers(region=region, counts=form.table.counts, by=actor_of(request.user))
        said = ngettext("The number of %(n)s place is kept.", "The numbers of %(n)s places are kept.", kept)
        messages.success(request, said % {"n": kept})
        return redirect("insight:coverage-newcomers", region.slug)
    if sent:
        refuse_large_upload(request, form, "file")
    return shown(request, region, "insight/coverage_newcomers_sheet.html", form=form)


@convenor_desk
@require_POST
def coverage_newcomers_forget(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """Let the number of a place be not known again."""
    count = get_newcomers(region, pk)
    forget_newcomers(count=count, by=actor_of(request.user))
    messages.success(request, _("How many newcomers live in %(place)s is not known again.") % {"place": count.place})
    return redirect("insight:coverage-newcomers", region.slug)


def shown(request: DeskRequest, region: Region, template: str, **more: object) -> HttpResponse:
    """Show a page of the desk of coverage, with what is wrong where something is."""
    status = 422 if getattr(more.get("form"), "errors", None) else 200
    return render(request, template, {"region": region, "programme": region.programme, **more}, status=status)
