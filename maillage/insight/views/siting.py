"""Where next, on the desk: ask, watch it being reckoned, stop it, read what it found."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.insight.access_coverage import get_run
from maillage.insight.actions.siting import ask_where_next, stop_where_next
from maillage.insight.forms.siting import SitingForm
from maillage.insight.queries.coverage_desk import nameable_places, runs_of, shown_themes
from maillage.insight.queries.coverage_rows import settings_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region

RUNS_SHOWN = 20


@convenor_desk
def coverage_siting(request: DeskRequest, region: Region) -> HttpResponse:
    """Ask where a new place would help most, and list what was asked before."""
    form = SitingForm(
        request.POST or None,
        initial={"theme": request.GET.get("theme", "")},
        themes=shown_themes(),
        places=nameable_places(region),
        settings=settings_of(region),
    )
    if request.method == "POST" and form.is_valid():
        theme, by = form.cleaned_data["theme"], actor_of(request.user)
        run = ask_where_next(region=region, theme=theme, asked=form.asked, by=by)
        return redirect("insight:coverage-siting-run", region.slug, run.public_id)
    shown = {"region": region, "programme": region.programme, "form": form, "runs": runs_of(region)[:RUNS_SHOWN]}
    return render(request, "insight/coverage_siting.html", shown, status=422 if form.errors else 200)


@convenor_desk
@require_safe
def coverage_siting_run(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show how far a reckoning is, or what it found."""
    from maillage.insight.siting_page import run_told

    run = get_run(region, public_id)
    shown = {"region": region, "programme": region.programme, **run_told(run, timezone.localdate())}
    return render(request, "insight/coverage_siting_run.html", shown)


@convenor_desk
@require_POST
def coverage_siting_stop(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Stop a reckoning."""
    run = get_run(region, public_id)
    stop_where_next(run=run, by=actor_of(request.user))
    messages.success(request, _("The reckoning is stopped. What it found so far stays."))
    return redirect("insight:coverage-siting-run", region.slug, run.public_id)
