"""Timed work of lifts: proofs of drivers that end soon are told once a month, and a year forgets who drove in it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from maillage.kit.outbox import queue
from maillage.kit.ticks import tick
from maillage.mobility.models import RideYear
from maillage.mobility.queries.lifts import ending_proofs
from maillage.mobility.queries.own_weeks import TOLD_WITHIN
from maillage.mobility.queries.rules import today_of
from maillage.people.enums import Role
from maillage.people.models import Membership
from maillage.people.queries.senders import mail_language
from maillage.territory.models import Region

PROOFS_MAIL = "mobility.proofs"


@tick("mobility.proofs", every=timedelta(days=1))
def tell_of_ending_proofs() -> int:
    """Write to the convenors of regions in which proofs end soon, once a month; return how many were written to."""
    asking = Region.objects.filter(is_active=True, ride_rules__asks_for_proofs=True).order_by("pk")
    return sum(tell_region(region) for region in asking)


@tick("mobility.drivers-forgotten", every=timedelta(days=1))
def forget_who_drove() -> int:
    """Forget by whom the drivers of a year were counted, once none of its lifts can be corrected any more."""
    last = timezone.now().date() - TOLD_WITHIN - timedelta(days=1)
    return RideYear.objects.filter(year__lt=last.year).exclude(counted_drivers=[]).update(counted_drivers=[])


def tell_region(region: Region) -> int:
    """Write to the convenors of one region."""
    today = today_of(region)
    if not ending_proofs(region, today).exists():
        return 0
    convenors = Membership.objects.filter(region=region, role=Role.CONVENOR, user__is_active=True)
    told = 0
    for membership in convenors.select_related("user").order_by("pk"):
        queue(
            PROOFS_MAIL,
            key=f"{PROOFS_MAIL}:{region.pk}:{today:%Y-%m}:{membership.user_id}",
            to=membership.user.email,
            language=mail_language("", region),
            params={"region": region.pk},
            owner=region.slug,
            is_demonstration=region.programme.is_demonstration,
        )
        told += 1
    return told
