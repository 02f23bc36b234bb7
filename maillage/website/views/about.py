"""Pages about the site itself: what it is, what it knows of people, how far it can be used by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from maillage.kit.privacy import DataMapRow, data_map
from maillage.territory.models import Programme
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import version_of


def plain(request: HttpRequest, template: str, tell: Callable[[], dict[str, Any]] = dict) -> HttpResponse:
    """Answer with a page that belongs to no region."""
    programmes = list(Programme.objects.order_by("name")[:2])
    return show(
        request,
        template,
        lambda: {"languages": [name for _code, name in settings.LANGUAGES], **tell()},
        version=version_of(programmes),
        programme=programmes[0] if len(programmes) == 1 else None,
    )


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, who runs it, and how to write to them."""
    return plain(request, "website/about.html", lambda: {"title": _("About maillage")})


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which data about people is kept, what for and how long: the very declaration the retention job works by."""
    return plain(
        request,
        "website/privacy.html",
        lambda: {
            "title": _("Privacy"),
            "tables": tables_of(data_map()),
        },
    )


def tables_of(rows: Iterable[DataMapRow]) -> list[tuple[str, list[DataMapRow]]]:
    """Put the rows of one name under one heading, wherever they are declared."""
    tables: dict[str, list[DataMapRow]] = {}
    for row in rows:
        tables.setdefault(str(row.table), []).append(row)
    return list(tables.items())


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested and what was not."""
    return plain(request, "website/accessibility.html", lambda: {"title": _("Accessibility")})
