"""What stands on every paper of a region: its name, the programme with its credit, the address of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.kit.spoken import page_language
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in

# The folder of the look that papers of every floor import.
LOOK = Path(__file__).resolve().parent


def language_of(region: Region) -> str:
    """Return the language in which a region's papers are printed: its first one, if the product speaks it."""
    with for_a_moment_in(region.first_language):
        return page_language()


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
