"""Roles are given, changed and taken away by convenors; what is taken away ends with the next request."""

from __future__ import annotations

from django.db import transaction

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.outbox import queue
from maillage.people.enums import Role
from maillage.people.models import Membership, Organisation, User
from maillage.territory.models import Region


class LastConvenor(Exception):
    """A region keeps at least one convenor."""


@transaction.atomic
def give_role(
    *, region: Region, email: str, role: Role, by: Actor, name: str = "", organisation: Organisation | None = None
) -> Membership:
    """Give an address a role in a region, with an account if there is none yet, and tell its reader."""
    Region.objects.select_for_update().get(pk=region.pk)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, preferred_language=region.first_language)
    membership = Membership.objects.filter(user=user, region=region).first()
    if membership is not None:
        return change_role(membership=membership, role=role, organisation=organisation, by=by)
    membership = Membership.objects.create(user=user, region=region, role=role, organisation=organisation)
    audit.record("role-given", by=by, on=membership, owner=region.slug, role=role)
    _tell(membership, by)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, organisation: Organisation | None, by: Actor) -> Membership:
    """Change what somebody may do. Raises LastConvenor when nobody would be left to run the region."""
    if role != Role.CONVENOR:
        _keep_a_convenor(membership)
    membership.role, membership.organisation = role, organisation
    membership.save(update_fields=["role", "organisation"])
    audit.record("role-changed", by=by, on=membership, owner=membership.owner, role=role)
    return membership


@transaction.atomic
def take_role_away(*, membership: Membership, by: Actor) -> None:
    """End a role at once: each request asks for it anew. Raises LastConvenor when nobody would be left."""
    _keep_a_convenor(membership)
    audit.record("role-taken-away", by=by, on=membership, owner=membership.owner, role=membership.role)
    membership.delete()


def _keep_a_convenor(membership: Membership) -> None:
    convenors = Membership.objects.select_for_update().filter(region=membership.region, role=Role.CONVENOR)
    if list(convenors.values_list("pk", flat=True)) == [membership.pk]:
        raise LastConvenor


def _tell(membership: Membership, by: Actor) -> None:
    giver = User.objects.filter(pk=by.id).first() if by.kind == "user" else None
    queue(
        "role-given",
        key=f"role-given:{membership.pk}",
        to=membership.user.email,
        language=membership.user.preferred_language,
        owner=membership.owner,
        params={
            "membership": membership.pk,
            "given_by": giver.name if giver else "",
            "reply_to": giver.email if giver else "",
        },
        is_demonstration=membership.user.is_demonstration,
    )
