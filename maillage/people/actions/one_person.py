"""On request, everything a region holds about one person is handed over, or erased."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import MailState, OutboxMail
from maillage.kit.privacy import classification, classified_models
from maillage.kit.retention import empty_value
from maillage.people.actions.contacts import empty_contact, is_referred_to
from maillage.people.actions.roles import take_role_away
from maillage.people.held import as_records, erase_other, held_about, others_of
from maillage.people.leaving import take_leave
from maillage.people.models import Contact, Membership, Subscriber, User
from maillage.people.queries.traces import traces_of
from maillage.territory.models import Region


@transaction.atomic
def export_person(*, contact: Contact, by: Actor) -> dict[str, Any]:
    """Return what the region holds about a person, ready for JSON; that it was handed over is noted."""
    records = [
        {"table": trace.model._meta.db_table, **row}
        for trace in traces_of(contact)
        for row in trace.rows.values("pk", *trace.columns)
    ]
    others = [{"kind": one._meta.db_table, "records": as_records(held_about(one))} for one in others_of(contact)]
    roles = _memberships(contact).values_list("role", flat=True)
    audit.record(
        "person-exported", by=by, on=contact, owner=contact.region.slug, records=len(records), others=len(others)
    )
    return {
        "region": contact.region.slug,
        "directory": _columns_of(contact),
        "roles": list(roles),
        "records": records,
        "columns": {table: what_for(table) for table in sorted({record["table"] for record in records})},
        "others": others,
    }


@transaction.atomic
def export_other(*, person: models.Model, region: Region, by: Actor) -> dict[str, Any]:
    """Return what is held about somebody who helps or rides, ready for JSON; that it was handed over is noted."""
    records = as_records(held_about(person))
    audit.record("person-exported", by=by, on=person, owner=region.slug, records=len(records))
    return {"region": region.slug, "records": records}


@transaction.atomic
def erase_person(*, contact: Contact, by: Actor) -> dict[str, int]:
    """Erase what a region holds about a person and return how many rows of each table; the trail keeps counts alone.

    Raises LastConvenor where the person is the only convenor of the region.
    """
    region, email = contact.region, contact.email
    take_leave(contact, by)
    for other in list(others_of(contact)):
        erase_other(other, by)
    counts = _give_up_account(contact, by) if email else {}
    for trace in list(traces_of(contact)):
        empty = {name: empty_value(trace.model, name) for name in trace.emptied}
        emptied = trace.rows.update(**empty) if empty else 0
        counts[trace.model._meta.label] = counts.get(trace.model._meta.label, 0) + emptied
    if is_referred_to(contact):
        empty_contact(contact)
    else:
        contact.delete()
    counts = {table: count for table, count in counts.items() if count}
    audit.record("person-erased", by=by, owner=region.slug, counts=counts)
    return counts


def _give_up_account(contact: Contact, by: Actor) -> dict[str, int]:
    """Take the person's role, subscription and messages; the account too when no other region gave it a role."""
    region, email = contact.region, contact.email
    for membership in _memberships(contact):
        take_role_away(membership=membership, by=by)
    accounts = User.objects.filter(email__iexact=email, memberships__isnull=True)
    mails = OutboxMail.objects.filter(to__iexact=email, owner__in=["", region.slug])
    mails.filter(state=MailState.WAITING).update(state=MailState.CANCELLED)
    return {
        Subscriber._meta.label: Subscriber.objects.filter(region=region, email__iexact=email).delete()[0],
        User._meta.label: accounts.delete()[1].get(User._meta.label, 0),
        OutboxMail._meta.label: mails.update(params={}, subject="", last_error="", to=""),
    }


def _memberships(contact: Contact) -> models.QuerySet[Membership]:
    region: Region = contact.region
    return Membership.objects.select_related("region", "user").filter(
        region=region, user__email__iexact=contact.email or "-"
    )


def what_for(table: str) -> dict[str, dict[str, Any]]:
    """Return what each column of a table is called, what it is for, and how long it is kept."""
    declared = next((one for model, one in classified_models() if model._meta.db_table == table), None)
    rules = [str(keep.words) for keep in declared.rows] if declared else []
    return {
        name: {
            "label": str(one.label),
            "purpose": str(one.purpose),
            "kept": list(dict.fromkeys([*(str(keep.words) for keep in one.keeps), *rules])),
        }
        for name, one in (declared.personal if declared else {}).items()
    }


def _columns_of(contact: Contact) -> dict[str, Any]:
    declared = classification(Contact)
    names = declared.personal if declared else {}
    return {name: str(getattr(contact, name) or "") for name in names}
