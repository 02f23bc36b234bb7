"""The factfile as a PDF: published editions for everybody, every edition on the desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maillage.insight.models import Factfile
from maillage.insight.papers.factfile import factfile_paper
from maillage.insight.queries.editions import published_edition
from maillage.kit.spoken import page_language
from maillage.people.access import DeskRequest, editor_desk
from maillage.territory.models import Region
from maillage.territory.papers.answer import answer_with
from maillage.territory.public_pages import answer_if_unchanged, kept_for_all, mark_of, public_page, reads_anonymously
from maillage.territory.queries.regions import neighbourhood


@public_page
def factfile_public_paper(request: HttpRequest, region: str, edition: int) -> HttpResponse:
    """Answer with a published edition as PDF in the language of the address; a withdrawn one says why it is gone."""
    near = neighbourhood(region)
    unchanged = answer_if_unchanged(request, near.version)
    if unchanged is not None:
        return unchanged
    found = published_edition(near.region, edition)
    if found is None:
        raise Http404
    if found.withdrawn_at:
        return render(request, "kit/gone.html", {"what": str(found.withdrawn_because)}, status=410)
    found.region = near.region
    response = answer(request, found)
    if reads_anonymously(request) and response.status_code == 200:
        return kept_for_all(response, mark_of(request, near.version))
    return response


@editor_desk
@require_safe
def factfile_desk_paper(request: DeskRequest, region: Region, edition: int) -> HttpResponse:
    """Answer with any edition as PDF, a draft too."""
    found = get_object_or_404(Factfile, region=region, number=edition)
    found.region = region
    return answer(request, found)


def answer(request: HttpRequest, factfile: Factfile) -> HttpResponse:
    """Set an edition in the language of the page."""
    name = f"{factfile.region.slug}-factfile-{factfile.number}-{get_language()}"
    return answer_with(request, name, lambda: factfile_paper(factfile, language=page_language()))
