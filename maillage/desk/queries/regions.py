"""Where somebody works: the regions and programmes of their memberships, and each region's next date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.people.enums import Part
from maillage.people.models import Membership, Seat, User
from maillage.territory.models import Programme, Region


@dataclass(frozen=True)
class Workplace:
    """A region somebody works in, in which role, and the roundtable called next."""

    region: Region
    membership: Membership
    coming: Roundtable | None


def memberships_of(user: User) -> list[Membership]:
    """Return the memberships of a person, programmes first, with what they belong to."""
    found = Membership.objects.filter(user=user).select_related("region__programme", "programme", "organisation")
    return sorted(found, key=lambda one: (one.programme_id is None, str(one.programme or one.region)))


def workplaces(memberships: Iterable[Membership]) -> list[Workplace]:
    """Return the regions of these memberships with their next dates, in one query."""
    here = [(membership.region, membership) for membership in memberships if membership.region]
    called = Roundtable.objects.filter(
        region__in=[region for region, _membership in here], state=State.CALLED, date__gte=timezone.localdate()
    )
    coming = {table.region_id: table for table in called.order_by("-date", "-number")}
    return [Workplace(region, membership, coming.get(region.pk)) for region, membership in here]


def hosts() -> list[Seat]:
    """Return who convenes each active region: whom somebody without a role asks."""
    return list(
        Seat.objects.filter(part=Part.CONVENOR, left_on__isnull=True, region__is_active=True)
        .select_related("region__programme", "organisation")
        .order_by("region__slug", "organisation__name")
    )


def programmes_of(memberships: Iterable[Membership]) -> list[Programme]:
    """Return the programmes that these memberships lead."""
    return [membership.programme for membership in memberships if membership.programme]
