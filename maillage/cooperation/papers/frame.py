"""What stands on every paper: the region, the programme with its credit, the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.cooperation.models import Roundtable
from maillage.core.plain_text import one_line
from maillage.kit import pdf
from maillage.kit.spoken import ordinal, page_language
from maillage.territory.models import Region

TEMPLATES = Path(__file__).resolve().parent


def language_of(region: Region) -> str:
    """Return the language in which a region's papers are printed: its first one, if the product speaks it."""
    with override(region.first_language):
        return page_language()


def frame_of(roundtable: Roundtable) -> dict[str, Any]:
    """Return the words of the frame in the language now spoken."""
    region = roundtable.region
    page = reverse("website:roundtable-detail", args=[region.slug, roundtable.number])
    return {**frame_of_region(region, page), "series": series_of(roundtable)}


def frame_of_region(region: Region, page: str) -> dict[str, Any]:
    """Return the words that stand on every paper of a region in the language now spoken; `page` says the same."""
    programme = region.programme
    return {
        "region": one_line(str(region.name)),
        "programme": one_line(programme.name),
        "credit": str(programme.funder_credit),
        "flag": _("Flag of the European Union"),
        "demonstration": _("Demonstration: persons and addresses are examples.") if programme.is_demonstration else "",
        "address": f"{settings.BASE_URL}{page}",
        "pages": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def series_of(roundtable: Roundtable) -> dict[str, Any]:
    """Return the place of a roundtable in its series: as knots, and in words for who does not see them."""
    planned = max(roundtable.region.planned_roundtables, roundtable.number)
    words = {"ordinal": ordinal(roundtable.number), "planned": planned}
    return {
        "here": roundtable.number,
        "planned": planned,
        "words": _("The %(ordinal)s of %(planned)s roundtables") % words,
    }


def paper(template: str, roundtable: Roundtable, words: Mapping[str, Any], *, title: str, language: str = "") -> bytes:
    """Set a paper in the language now spoken, or that its words are in; raises pdf.NoPaper with a sentence to show."""
    data = {**frame_of(roundtable), **words}
    return pdf.render(TEMPLATES / template, data, title=one_line(title), language=language or page_language())
