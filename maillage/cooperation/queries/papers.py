"""Questions for what is printed: who is invited, who was there, and in which hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from maillage.cooperation.enums import Answer, ItemKind, PartnerRole, State
from maillage.cooperation.models import AgendaItem, Invitation, Partnership, Presence, Roundtable
from maillage.core.attended import Stay


def invited_to(roundtable: Roundtable) -> list[Invitation]:
    """Return who may come, by organisation and name; who said no or was uninvited does not."""
    invitations = (
        Invitation.objects.filter(roundtable=roundtable, revoked_at=None)
        .exclude(answer=Answer.NOT_COMING)
        .exclude(contact__name="", contact__email="")
        .select_related("contact__organisation", "guest_seat")
    )
    return list(invitations.order_by(F("contact__organisation__name").asc(nulls_last=True), "contact__name", "pk"))


def known_presences() -> QuerySet[Presence]:
    """Return the presences of which it is known who it was.

    The name of a substitute is forgotten after a month; whom they replaced was not there.
    """
    replaced = Invitation.objects.filter(
        roundtable=OuterRef("roundtable"), contact=OuterRef("contact"), answer=Answer.SUBSTITUTE
    )
    presences = Presence.objects.exclude(contact__name="", stood_in_by="")
    return presences.exclude(Exists(replaced), stood_in_by="").select_related("contact__organisation")


def present_at(roundtable: Roundtable) -> list[Presence]:
    """Return who was there, by organisation and name."""
    there = known_presences().filter(roundtable=roundtable)
    return list(there.order_by(F("contact__organisation__name").asc(nulls_last=True), "contact__name", "pk"))


def hours_of_meeting(roundtable: Roundtable, items: list[AgendaItem]) -> Stay | None:
    """Return from when to when people met: the end as the agenda was closed, else as it was planned."""
    begins = roundtable.starts_at
    if begins is None:
        return None
    closed = items[-1].ended_at if items else None
    ends: datetime | None = closed if closed and closed > begins else roundtable.ends_at
    return Stay(begins, ends) if ends and begins < ends else None


def agenda_of(roundtable: Roundtable) -> list[AgendaItem]:
    """Return the agenda in order."""
    return list(AgendaItem.objects.filter(roundtable=roundtable).order_by("position", "pk"))


def trainings_among(items: list[AgendaItem]) -> list[AgendaItem]:
    """Return the trainings inside a roundtable."""
    return [item for item in items if item.kind == ItemKind.TRAINING]


def organisers_of(roundtable: Roundtable) -> list[str]:
    """Return who organised it, the organiser first."""
    roles = [PartnerRole.ORGANISER, PartnerRole.CO_ORGANISER]
    found = Partnership.objects.filter(roundtable=roundtable, role__in=roles).select_related("organisation")
    return [
        one.organisation.name for one in sorted(found, key=lambda one: (roles.index(PartnerRole(one.role)), one.pk))
    ]


def is_over(roundtable: Roundtable, now: datetime | None = None) -> bool:
    """Tell whether a roundtable is closed by its report, or its planned end or day has passed."""
    now = now or timezone.now()
    ends = roundtable.ends_at
    passed = ends <= now if ends else roundtable.date < now.astimezone(ZoneInfo(roundtable.time_zone)).date()
    return roundtable.state == State.HELD or passed
