"""Who reads the answer to a mail that the product writes about somebody's account."""

from __future__ import annotations

from django.db.models import Q

from maillage.people.enums import Role
from maillage.people.models import Membership, User


def who_answers(user: User) -> str:
    """Return the address of another convenor of the user's regions, else of the network lead, else nothing."""
    held = Membership.objects.filter(user=user)
    regions, programmes = held.values("region"), held.values("programme")
    others = Membership.objects.filter(user__is_active=True).exclude(user=user).exclude(user__email="")
    convenor = others.filter(role=Role.CONVENOR, region__in=regions)
    lead = others.filter(Q(programme__in=programmes) | Q(programme__regions__in=regions), role=Role.LEAD)
    for known in (convenor, lead):
        if found := known.order_by("pk").values_list("user__email", flat=True).first():
            return str(found)
    return ""
