"""The published report of a roundtable as a PDF, in the language of the address where it was written in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control, patch_vary_headers

from maillage.cooperation.papers.minutes import minutes_paper
from maillage.territory.papers.answer import answer_with
from maillage.territory.public_pages import answer_if_unchanged, kept_for_all, mark_of, public_page, reads_anonymously
from maillage.territory.queries.regions import neighbourhood
from maillage.website.queries.series import public_series, published_texts
from maillage.website.report_page import choose
from maillage.website.views.roundtable import version_asked


@public_page
def report(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Answer with the version that stands, or the one asked for."""
    near = neighbourhood(region)
    if unchanged := answer_if_unchanged(request, near.version):
        return unchanged
    roundtable = get_object_or_404(public_series(near.region), number=number)
    roundtable.region = near.region
    text = choose(published_texts(roundtable), version_asked(request))
    if text is None:
        raise Http404
    name = f"{near.region.slug}-{number}-report-{text.version.number}-{text.language}"
    response = answer_with(request, name, lambda: minutes_paper(roundtable, text))
    if reads_anonymously(request) and response.status_code == 200:
        return kept_for_all(response, mark_of(request, near.version))
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
