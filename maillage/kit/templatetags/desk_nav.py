"""The navigation of the desk: the pages of a region that its reader may open, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.kit.doors import opens

register = template.Library()


@dataclass(frozen=True)
class Door:
    """One entry: the page it opens, its label, and the names of the pages behind it, or how those names begin."""

    name: str
    label: Promise | str
    holds: tuple[str, ...]

    def is_current(self, here: str) -> bool:
        """Tell whether the page of this name stands behind this door."""
        return here in self.holds or here.startswith(tuple(name for name in self.holds if name.endswith(("-", ":"))))


FIGURES = "insight:factfile- insight:figure- insight:strategy- insight:people-table insight:people-table-"
FIGURES += " initiatives:means initiatives:post- initiatives:funding-"
DIRECTORY = "people:directory people:organisation- people:contact- people:person- people:whom people:role- "
DIRECTORY += "initiatives:card-"
VOLUNTEERS = ("people:volunteer-", "people:training-", "people:mentoring-")
IN_A_REGION = [
    Door("desk:region", _("Desk"), ("desk:region",)),
    Door("cooperation:roundtable-list", _("Roundtables"), ("cooperation:roundtable-", "cooperation:invitation-")),
    Door("cooperation:need-desk", _("Needs"), ("cooperation:need-",)),
    Door("cooperation:commitment-desk", _("Commitments"), ("cooperation:commitment-",)),
    Door("initiatives:practice-desk", _("Practices"), ("initiatives:practice-",)),
    Door("initiatives:pilot-list", _("Pilots"), ("initiatives:pilot-", "initiatives:call-", "cooperation:call-")),
    Door("insight:factfile-desk", _("Factfile"), tuple(FIGURES.split())),
    Door("insight:coverage-desk", _("Coverage"), ("insight:coverage-",)),
    Door("people:directory", _("Directory"), tuple(DIRECTORY.split())),
    Door("people:volunteer-list", _("Volunteers"), VOLUNTEERS),
    Door("mobility:lift-desk", _("Lifts"), ("mobility:",)),
    Door("desk:calendar", _("Calendar"), ("desk:calendar",)),
    Door("desk:outbox", _("Outbox"), ("desk:outbox", "desk:outbox-")),
    Door("website:news-desk", _("News"), ("website:news-",)),
    Door("desk:region-settings", _("Settings"), ("desk:region-settings", "desk:agenda-template", "desk:trail")),
]
ANYWHERE = [Door("desk:home", _("Desk"), ("desk:home", "desk:programme"))]
PERSONAL = Door(
    "cooperation:my-commitments", _("My commitments"), ("cooperation:my-commitments", "cooperation:my-commitment-")
)


@register.inclusion_tag("kit/_desk_nav.html", takes_context=True)
def desk_nav(context: Context) -> dict[str, Any]:
    """Return the entries of the navigation, `region` and `request.membership` telling where and for whom."""
    request = context.get("request")
    region = context.get("region") or getattr(request, "region", None)
    role = getattr(getattr(request, "membership", None), "role", "")
    here = getattr(getattr(request, "resolver_match", None), "view_name", "") or ""
    doors = [*(IN_A_REGION if role and region else ANYWHERE), *([PERSONAL] if role in {"", "member"} else [])]
    entries = [(door, address_of(door, region if role else None)) for door in doors]
    return {
        "entries": [
            {"url": url, "label": door.label, "current": door.is_current(here)}
            for door, url in entries
            if url and opens(url, role)
        ],
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def opens_for(address: str, request: HttpRequest) -> bool:
    """Tell whether the page at an address opens to whoever reads this page of the same region."""
    return bool(address) and opens(address, getattr(getattr(request, "membership", None), "role", ""))


def address_of(door: Door, region: Any) -> str:
    """Return the address of a page, with the region's slug where the page belongs to one; empty while there is none."""
    of_region = region is not None and door in IN_A_REGION
    try:
        return reverse(door.name, args=[region.slug] if of_region else [])
    except NoReverseMatch:
        return ""
