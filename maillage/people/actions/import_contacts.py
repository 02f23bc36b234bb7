"""A list of people enters the directory, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from maillage.core.folding import fold
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.contact_list import ContactLine
from maillage.people.models import Contact, Organisation, Seat
from maillage.territory.actions import touch_region
from maillage.territory.models import Region

BATCH = 500


@dataclass(frozen=True)
class Plan:
    """What an import would do: whom it adds, whom the directory has already, which organisations are new here."""

    new: Sequence[ContactLine]
    known: Sequence[ContactLine]
    organisations: Sequence[str]


def plan_import(*, region: Region, lines: Sequence[ContactLine]) -> Plan:
    """Reckon what importing these lines would do; nothing is written."""
    emails = Contact.objects.filter(region=region).exclude(email="").order_by().values_list("email", flat=True)
    here = {email.lower() for email in emails}
    new = [line for line in lines if line.email not in here]
    seated = _by_name(Organisation.objects.filter(seats__region=region))
    names = {fold(line.organisation): line.organisation for line in new if line.organisation}
    return Plan(
        new=new,
        known=[line for line in lines if line.email in here],
        organisations=[name for folded, name in names.items() if folded not in seated],
    )


@transaction.atomic
def import_contacts(*, region: Region, lines: Sequence[ContactLine], by: Actor) -> Plan:
    """Write the people who are new here, with the organisations they name; the others stay as they are."""
    Region.objects.select_for_update().get(pk=region.pk)
    plan = plan_import(region=region, lines=lines)
    organisations = _organisations(region, plan)
    Contact.objects.bulk_create(
        [
            Contact(
                region=region,
                organisation=organisations.get(fold(line.organisation)),
                name=line.name,
                email=line.email,
                phone=line.phone,
                function=line.function,
                category="" if line.organisation else line.category,
                preferred_language=line.language,
                is_demonstration=region.programme.is_demonstration,
            )
            for line in plan.new
        ],
        batch_size=BATCH,
    )
    audit.record(
        "contacts-imported", by=by, owner=region.slug, people=len(plan.new), organisations=len(plan.organisations)
    )
    if plan.organisations:
        touch_region(region)
    return plan


def _organisations(region: Region, plan: Plan) -> dict[str, Organisation]:
    """Return the organisations named, by folded name; new ones are made and seated."""
    known = _by_name(Organisation.objects.filter(programme=region.programme))
    seated = set(Seat.objects.filter(region=region).values_list("organisation_id", flat=True))
    category = {fold(line.organisation): line.category for line in reversed(plan.new) if line.category}
    for name in plan.organisations:
        folded = fold(name)
        if folded not in known:
            known[folded] = Organisation.objects.create(
                programme=region.programme, name=name, category=category.get(folded, "")
            )
        if known[folded].pk not in seated:
            Seat.objects.create(region=region, organisation=known[folded])
    return known


def _by_name(organisations: QuerySet[Organisation]) -> dict[str, Organisation]:
    return {fold(organisation.name): organisation for organisation in organisations}
