"""Questions about who takes part in a region."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from maillage.people.models import Seat
from maillage.territory.models import Region


def seats_of(region: Region) -> list[Seat]:
    """Return the seats that are taken today, with organisation and where it is based."""
    today = timezone.localdate()
    taken = Seat.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=today), region=region)
    return list(taken.select_related("organisation__based_in").order_by("organisation__name"))
