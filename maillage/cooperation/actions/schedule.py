"""Verbs on a roundtable before it meets: schedule, change, call, cancel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.contributions import attach_waiting
from maillage.cooperation.actions.remind import move_reminders
from maillage.cooperation.actions.seats import set_seats
from maillage.cooperation.actions.telling import may_be_mailed, queue_mail, tell_substitute
from maillage.cooperation.enums import Answer, ItemKind, PartnerRole, State
from maillage.cooperation.models import AgendaItem, Cancellation, Partnership, Roundtable
from maillage.cooperation.queries.invitations import has_started
from maillage.core.wall_clock import exists
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.kit.spoken import clock, short_day
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Region

TOLD_TO_GUESTS = ("date", "start_time", "minutes", "mode", "venue", "venue_organisation_id", "video_link")


@dataclass(frozen=True)
class PlannedItem:
    """One line of the agenda; `id` is that of the line it changes, if it is there already."""

    kind: ItemKind | str
    title: Wording
    minutes: int | None = None
    presenter: Organisation | None = None
    id: int | None = None


@dataclass(frozen=True)
class PlannedPartner:
    """An organisation that stands behind the roundtable, and as what."""

    organisation: Organisation
    role: PartnerRole | str = PartnerRole.ORGANISER


@dataclass(frozen=True)
class Plan:
    """What a convenor sets before a roundtable meets."""

    date: dt.date
    start_time: dt.time | None
    minutes: int | None
    mode: str
    venue: Wording
    venue_organisation: Organisation | None = None
    video_link: str = ""
    answer_by: dt.date | None = None
    subject: Wording | None = None
    items: tuple[PlannedItem, ...] = ()
    partners: tuple[PlannedPartner, ...] = ()
    extends_series: bool = False
    seats: int | None = None


@transaction.atomic
def schedule_roundtable(
    *, region: Region, plan: Plan, by: Actor, call: bool = False, seen_number: int | None = None
) -> Roundtable:
    """Set up the next roundtable of a region, as a draft or called at once.

    Raises ValidationError where the next number is not `seen_number` any more: somebody sent it already.
    """
    region = Region.objects.select_for_update().get(pk=region.pk)
    last = Roundtable.objects.filter(region=region).order_by("-number").first()
    number = last.number + 1 if last else 1
    if seen_number not in {None, number}:
        raise ValidationError(_("This roundtable is there already. Open it from the list of roundtables."))
    make_room(region, number, extends=plan.extends_series, by=by)
    roundtable = Roundtable(region=region, number=number, time_zone=region.time_zone)
    write_plan(roundtable, plan)
    write_partners(roundtable, plan.partners, remarks_of(last))
    set_seats(roundtable=roundtable, seats=plan.seats, by=by)
    attach_waiting(roundtable)
    audit.record("schedule roundtable", by=by, on=roundtable, owner=region.slug, number=number)
    return call_roundtable(roundtable=roundtable, by=by) if call else roundtable


def make_room(region: Region, number: int, *, extends: bool, by: Actor) -> None:
    """Refuse a roundtable beyond the planned series, unless the series is to be extended with it."""
    if number <= region.planned_roundtables:
        return
    if not extends:
        sentence = _("%(planned)s roundtables are planned, this would be number %(number)s. Extend the series below.")
        raise ValidationError({"extends_series": sentence % {"planned": region.planned_roundtables, "number": number}})
    audit.record("extend series", by=by, on=region, owner=region.slug, before=region.planned_roundtables, after=number)
    region.planned_roundtables = number
    region.save(update_fields=["planned_roundtables"])
    touch_region(region)


def write_plan(roundtable: Roundtable, plan: Plan) -> None:
    """Write a plan onto a roundtable and save it with its agenda; until it is called it keeps its region's clock."""
    if roundtable.state == State.DRAFT:
        roundtable.time_zone = roundtable.region.time_zone
    refuse_gap(plan.date, plan.start_time, roundtable.time_zone)
    roundtable.date = plan.date
    roundtable.start_time = plan.start_time
    roundtable.minutes = plan.minutes
    roundtable.mode = plan.mode
    roundtable.venue = LocalWording(plan.venue)
    roundtable.venue_organisation = plan.venue_organisation
    roundtable.video_link = plan.video_link
    roundtable.answer_by = plan.answer_by
    if plan.subject is not None:
        roundtable.subject = LocalWording(plan.subject)
    roundtable.save()
    write_agenda(roundtable, plan.items)


def refuse_gap(day: dt.date, at: dt.time | None, zone: str) -> None:
    """Refuse a time that clocks of a zone do not show on that day."""
    if at and not exists(day, at, zone):
        sentence = _("Clocks are put forward on %(day)s: %(time)s does not exist there. Choose another time.")
        raise ValidationError({"start_time": sentence % {"day": short_day(day), "time": clock(at)}})


def write_agenda(roundtable: Roundtable, items: tuple[PlannedItem, ...]) -> None:
    """Make the agenda say exactly `items`, keeping the rows that are changed and what hangs on them."""
    there = {item.pk: item for item in roundtable.agenda.all()}
    for position, planned in enumerate(items, start=1):
        item = there.pop(planned.id or 0, None) or AgendaItem(roundtable=roundtable)
        item.position = position
        item.kind = planned.kind
        item.title = LocalWording(planned.title)
        item.minutes = planned.minutes
        item.presenter = planned.presenter
        item.save()
    AgendaItem.objects.filter(pk__in=there).delete()


def remarks_of(roundtable: Roundtable | None) -> dict[int, LocalWording]:
    """Return what is remarked of each partner of a roundtable, for instance that it leads the network."""
    known = roundtable.partnerships.all() if roundtable else ()
    return {partnership.organisation_id: partnership.remark for partnership in known}


def write_partners(
    roundtable: Roundtable, partners: tuple[PlannedPartner, ...], remarks: dict[int, LocalWording]
) -> None:
    """Make the partners of a roundtable exactly `partners`, in their order, with the remarks known of them."""
    roundtable.partnerships.all().delete()
    Partnership.objects.bulk_create(
        Partnership(
            roundtable=roundtable,
            organisation=partner.organisation,
            role=partner.role,
            remark=remarks.get(partner.organisation.pk, LocalWording()),
            position=position,
        )
        for position, partner in enumerate(partners, start=1)
    )


@transaction.atomic
def call_roundtable(*, roundtable: Roundtable, by: Actor) -> Roundtable:
    """Make a draft the roundtable that everybody sees and guests are invited to."""
    if has_started(roundtable):
        raise ValidationError({"date": _("This is in the past. Nobody can be invited to it; choose a later date.")})
    roundtable.state = State.CALLED
    roundtable.save(update_fields=["state"])
    audit.record("call roundtable", by=by, on=roundtable, owner=roundtable.region.slug, number=roundtable.number)
    touch_region(roundtable.region)
    return roundtable


@transaction.atomic
def change_roundtable(
    *, roundtable: Roundtable, plan: Plan, seen_version: int, by: Actor, call: bool = False
) -> Roundtable:
    """Write a new plan over an old one; guests are told if when, where or how changes.

    Raises ValidationError where somebody else changed it since `seen_version`.
    """
    roundtable = Roundtable.objects.select_for_update(of=("self",)).select_related("region").get(pk=roundtable.pk)
    if roundtable.version != seen_version:
        raise ValidationError(
            _("Somebody else changed this roundtable meanwhile. Load the page again, then change it.")
        )
    if roundtable.state == State.CANCELLED:
        raise ValidationError(_("This roundtable is cancelled and stays as it was. Open the next one instead."))
    before, was_on = told_of(roundtable), roundtable.date
    write_plan(roundtable, plan)
    write_partners(roundtable, plan.partners, remarks_of(roundtable))
    refuse_move_into_past(roundtable, before)
    move_reminders(roundtable, was_on=was_on)
    set_seats(roundtable=roundtable, seats=plan.seats, by=by)
    roundtable.version += 1
    roundtable.save(update_fields=["version"])
    audit.record("change roundtable", by=by, on=roundtable, owner=roundtable.region.slug, number=roundtable.number)
    if call and roundtable.state == State.DRAFT:
        return call_roundtable(roundtable=roundtable, by=by)
    if roundtable.state != State.DRAFT:
        touch_region(roundtable.region)
    if roundtable.state == State.CALLED and told_of(roundtable) != before and not has_started(roundtable):
        tell_guests(roundtable, "changed")
    return roundtable


def told_of(roundtable: Roundtable) -> tuple[object, ...]:
    """Return what guests are told of a roundtable: when, where and how."""
    return tuple(getattr(roundtable, name) for name in TOLD_TO_GUESTS)


def refuse_move_into_past(roundtable: Roundtable, before: tuple[object, ...]) -> None:
    """Refuse to move a called roundtable to a time that has passed; one that has passed may keep its time."""
    moved = told_of(roundtable)[:2] != before[:2]
    if roundtable.state == State.CALLED and moved and has_started(roundtable):
        raise ValidationError({"date": _("This is in the past, and guests are invited. Choose a later date.")})


def tell_guests(roundtable: Roundtable, composer: str) -> int:
    """Queue a mail to everybody invited who has not declined; return how many."""
    invitations = roundtable.invitations.filter(revoked_at__isnull=True).exclude(answer=Answer.NOT_COMING)
    told = 0
    for invitation in invitations.select_related("contact", "roundtable__region"):
        occasion = f"{invitation.nonce}:{roundtable.version}"
        tell_substitute(invitation, occasion, kind=composer)
        if may_be_mailed(invitation):
            queue_mail(invitation, composer, occasion)
            told += 1
    return told


@transaction.atomic
def cancel_roundtable(*, roundtable: Roundtable, reason: Wording, by: Actor) -> Roundtable:
    """Cancel a roundtable for a reason that its guests read; their calendars take it out."""
    if not reason:
        raise ValidationError({"reason": _("Write why it is cancelled: the guests read it.")})
    roundtable = Roundtable.objects.select_for_update(of=("self",)).select_related("region").get(pk=roundtable.pk)
    if roundtable.state not in {State.DRAFT, State.CALLED} or has_started(roundtable, timezone.now()):
        raise ValidationError(_("Only a roundtable that is still to come can be cancelled."))
    was_called = roundtable.state == State.CALLED
    roundtable.state = State.CANCELLED
    roundtable.version += 1
    roundtable.save(update_fields=["state", "version"])
    Cancellation.objects.create(roundtable=roundtable, because=LocalWording(reason))
    audit.record("cancel roundtable", by=by, on=roundtable, owner=roundtable.region.slug, number=roundtable.number)
    if was_called:
        touch_region(roundtable.region)
        tell_guests(roundtable, "cancelled")
    return roundtable
