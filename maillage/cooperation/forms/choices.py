"""Choices of organisations that a form shows many times, asked of the database once."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.people.forms.choices import RowField
from maillage.people.models import Organisation
from maillage.territory.models import Region

UNKNOWN_ORGANISATION = {
    "invalid_choice": _("This organisation is not on the platform of the region. Choose one from the list.")
}


def organisation_field(label: Any, **kwargs: Any) -> RowField:
    """Return a field that chooses one of a region's organisations."""
    return RowField(label=label, error_messages=UNKNOWN_ORGANISATION, **kwargs)


def organisations_around(region: Region) -> list[Organisation]:
    """Return the organisations on a region's platform, and those that stood behind its roundtables."""
    around = Q(seats__region=region, seats__left_on__isnull=True) | Q(partnerships__roundtable__region=region)
    return list(Organisation.objects.filter(around).distinct().order_by("name"))
