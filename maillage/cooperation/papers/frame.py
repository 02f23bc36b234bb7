"""What stands on every paper of a roundtable: the frame of its region, and its place in the series."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.cooperation.models import Roundtable
from maillage.core.plain_text import one_line
from maillage.kit import pdf
from maillage.kit.spoken import ordinal, page_language
from maillage.territory.papers.frame import LOOK, frame_of_region

TEMPLATES = Path(__file__).resolve().parent


def frame_of(roundtable: Roundtable) -> dict[str, Any]:
    """Return the words of the frame in the language now spoken."""
    region = roundtable.region
    page = reverse("website:roundtable-detail", args=[region.slug, roundtable.number])
    return {**frame_of_region(region, page), "series": series_of(roundtable)}


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
    spoken = language or page_language()
    return pdf.render(TEMPLATES / template, data, title=one_line(title), language=spoken, beside=LOOK)
