"""An edition of a factfile as a paper: title page with the map, contents, sections, notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.insight.models import Factfile
from maillage.insight.papers.parts import section_on_paper
from maillage.insight.papers.region_map import map_of_places
from maillage.insight.queries.editions import blocks_of, words_of
from maillage.insight.wording import sections_of
from maillage.kit import pdf
from maillage.kit.spoken import page_language, short_day
from maillage.territory.models import RegionMap
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.territory.papers.frame import LOOK, frame_of_region

TEMPLATE = Path(__file__).resolve().parent / "factfile.typ"


def factfile_paper(factfile: Factfile, *, language: str) -> bytes:
    """Set an edition in a language; raises pdf.NoPaper with a sentence to show.

    Where the product does not speak the language, its direction is kept and its sentences are in English.
    """
    with for_a_moment_in(language):
        words = content_of(factfile)
        return pdf.render(TEMPLATE, words, title=words["heading"], language=language, beside=LOOK)


def content_of(factfile: Factfile) -> dict[str, Any]:
    """Return what stands on the paper in the language now spoken."""
    region = factfile.region
    drawing = RegionMap.objects.filter(region=region).values_list("drawing", flat=True).first() or None
    name = one_line(str(region.name))
    spoken = page_language()
    return {
        **frame_of_region(region, reverse("insight:factfile-edition", args=[region.slug, factfile.number])),
        "kind": _("Factfile"),
        "heading": _("Factfile of %(region)s") % {"region": name},
        "edition": edition_in_words(factfile),
        "lead": _("What is known of the region, from whom and how it was counted, and what is not known yet."),
        "contents": _("Contents"),
        "notes": _("Sources and notes"),
        "not_known": _("not known"),
        "map": map_of_places(drawing, name) if drawing else None,
        "sections": [
            section_on_paper(section, drawing) for section in sections_of(blocks_of(factfile), words_of(factfile))
        ],
        "spoken": {"lang": spoken, "dir": "rtl" if spoken in settings.LANGUAGES_BIDI else "ltr"},
    }


def edition_in_words(factfile: Factfile) -> str:
    """Say which edition this is, and since when it stands as it is."""
    told = {"number": factfile.number}
    if factfile.withdrawn_at:
        return _("Edition %(number)s, withdrawn on %(day)s") % {**told, "day": short_day(factfile.withdrawn_at)}
    if factfile.published_at:
        return _("Edition %(number)s, published on %(day)s") % {**told, "day": short_day(factfile.published_at)}
    if factfile.frozen_at:
        day = short_day(factfile.frozen_at)
        return _("Edition %(number)s, frozen on %(day)s, not published") % {**told, "day": day}
    return _("Draft of edition %(number)s, not to be quoted") % told
