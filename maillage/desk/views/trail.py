"""The trail of a region: who did what, when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.desk.deeds import Deed
from maillage.desk.forms.trail import TrailFilter
from maillage.desk.queries.deeds import deeds_of, verbs_of
from maillage.people.access import DeskRequest, convenor_desk
from maillage.territory.models import Region

PAGE = 25


@require_safe
@convenor_desk
def trail(request: DeskRequest, region: Region) -> HttpResponse:
    """List what was done in a region, newest first, of one day or of one kind where asked."""
    form = TrailFilter(request.GET, verbs=verbs_of(region))
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(deeds_of(region, asked.get("day"), asked.get("verb", "")), PAGE)
    page_obj = page.get_page(request.GET.get("page"))
    shown = {
        "region": region,
        "programme": region.programme,
        "form": form,
        "page_obj": page_obj,
        "deeds": [Deed(entry) for entry in page_obj],
    }
    return render(request, "desk/trail.html", {**shown, "is_filtered": any(asked.values())})
