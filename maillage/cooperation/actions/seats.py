"""Verbs on seats: set how many there are, give them to whoever comes, let whoever waits longest move up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.telling import may_be_mailed, queue_mail
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import State
from maillage.cooperation.models import Admission, GuestSeat, Invitation, Roundtable
from maillage.cooperation.queries.invitations import has_started
from maillage.cooperation.queries.seats import needing_a_seat
from maillage.kit import audit
from maillage.kit.audit import Actor


def settle_seats(roundtable: Roundtable, *, answering: Invitation | None = None) -> None:
    """Make the seats agree with the answers; call it in a turn of the roundtable, after each change of either.

    Whoever moves up or newly waits is told by mail, but for `answering`, who is told at once.
    """
    admission = Admission.objects.filter(roundtable=roundtable, seats__isnull=False).first()
    if admission:
        admission.roundtable = roundtable
        settle(admission, since=timezone.now(), answering=answering)


@transaction.atomic
def set_seats(*, roundtable: Roundtable, seats: int | None, by: Actor) -> Admission | None:
    """Set how many seats there are, None for as many as come; the first limit gives them in the order of answering.

    Raises ValidationError where more are taken than there would be.
    """
    take_turn(roundtable)
    admission = Admission.objects.filter(roundtable=roundtable).first()
    before = admission.seats if admission else None
    if before == seats:
        settle_seats(roundtable)
        return admission
    admission = admission or Admission(roundtable=roundtable)
    admission.roundtable = roundtable
    if seats is None:
        lift(admission)
    else:
        refuse_fewer_than_taken(admission, seats)
        admission.seats = seats
        admission.save()
        settle(admission, since=None if before is None else timezone.now())
    audit.record("set seats", by=by, on=roundtable, owner=roundtable.region.slug, before=before, after=seats)
    return admission


@transaction.atomic
def give_seat(*, invitation: Invitation, by: Actor) -> GuestSeat:
    """Let somebody who waits move up by hand; raises ValidationError unless a seat is free."""
    roundtable = invitation.roundtable
    take_turn(roundtable)
    if roundtable.state == State.CANCELLED:
        raise ValidationError(_("This roundtable is cancelled. There are no seats to give."))
    settle_seats(roundtable)
    seat = GuestSeat.objects.select_related("admission").filter(invitation=invitation).first()
    if seat is None:
        raise ValidationError(_("%(guest)s does not wait for a seat.") % {"guest": invitation.contact})
    if seat.held_since:
        return seat
    admission = seat.admission
    if admission.taken >= (admission.seats or 0):
        raise ValidationError(_("All seats are taken. Set more seats on the screen Next, then whoever waits moves up."))
    hold(admission, [seat], [seat], taken=admission.taken)
    tell("moved_up", [seat])
    audit.record("give seat", by=by, on=invitation, owner=roundtable.region.slug)
    return seat


def settle(admission: Admission, *, since: datetime | None, answering: Invitation | None = None) -> None:
    """Make the seats of an admission agree with the answers, and tell whoever does not know yet.

    Who newly comes stands in line from `since` on; without it, from when each of them answered.
    """
    needing = dict(needing_a_seat(admission.roundtable).order_by("answered_at", "pk").values_list("pk", "answered_at"))
    line = give_up(admission, needing)
    queued_before = [seat for seat in line if seat.held_since is None]
    line += stand_in_line(admission, line, needing, since)
    waiting = [seat for seat in line if seat.held_since is None]
    taken = len(line) - len(waiting)
    rising = waiting[: max((admission.seats or 0) - taken, 0)] if has_doors_open(admission.roundtable) else []
    moving_up = [seat for seat in rising if seat in queued_before]
    hold(admission, rising, moving_up, taken=taken)
    tell("moved_up", moving_up)
    still = [seat for seat in waiting if seat not in rising and seat not in queued_before]
    tell("waiting", [seat for seat in still if answering is None or seat.invitation_id != answering.pk])


def has_doors_open(roundtable: Roundtable) -> bool:
    """Tell whether somebody may still move up by itself: once it has begun, nobody looks for a mail any more."""
    return roundtable.state in {State.DRAFT, State.CALLED} and not has_started(roundtable)


def give_up(admission: Admission, needing: Iterable[int]) -> list[GuestSeat]:
    """Take the seats and places of guests who need none any more; return what is left of the line."""
    line = list(admission.guest_seats.all())
    gone = [seat for seat in line if seat.invitation_id not in needing]
    if gone:
        GuestSeat.objects.filter(pk__in=[seat.pk for seat in gone]).delete()
    return [seat for seat in line if seat not in gone]


def stand_in_line(
    admission: Admission, line: list[GuestSeat], needing: dict[int, datetime | None], since: datetime | None
) -> list[GuestSeat]:
    """Put guests who come and are not in the line behind all others."""
    there = {seat.invitation_id for seat in line}
    # A clock that goes back lets nobody pass.
    last = max((seat.asked_at for seat in line), default=None)
    new = [
        GuestSeat(admission=admission, invitation_id=guest, asked_at=later(since or answered_at, last))
        for guest, answered_at in needing.items()
        if guest not in there
    ]
    return GuestSeat.objects.bulk_create(new)


def later(moment: datetime | None, other: datetime | None) -> datetime:
    """Return the later of two moments, and now where neither is known."""
    return max((one for one in (moment, other) if one), default=timezone.now())


def hold(admission: Admission, rising: list[GuestSeat], waited: list[GuestSeat], *, taken: int) -> None:
    """Give guests their seats, from now on those who waited; the database refuses one seat too many."""
    for seat in rising:
        seat.held_since = later(timezone.now(), seat.asked_at) if seat in waited else seat.asked_at
    GuestSeat.objects.bulk_update(rising, ["held_since"])
    if admission.taken != taken + len(rising):
        admission.taken = taken + len(rising)
        admission.save(update_fields=["taken"])


def refuse_fewer_than_taken(admission: Admission, seats: int) -> None:
    """Refuse to take away seats that are promised."""
    held = admission.guest_seats.filter(held_since__isnull=False) if admission.pk else GuestSeat.objects.none()
    taken = held.filter(invitation__in=needing_a_seat(admission.roundtable)).count()
    if seats < taken:
        sentence = _("%(taken)s seats are promised already. Set at least as many, or withdraw invitations first.")
        raise ValidationError({"seats": sentence % {"taken": taken}})


def lift(admission: Admission) -> None:
    """Let everybody come: whoever waited is told, and there is no line any more."""
    needing = needing_a_seat(admission.roundtable).values_list("pk", flat=True)
    line = give_up(admission, set(needing))
    admission.seats, admission.taken = None, 0
    admission.save(update_fields=["seats", "taken"])
    if has_doors_open(admission.roundtable):
        tell("moved_up", [seat for seat in line if seat.held_since is None])
    admission.guest_seats.all().delete()


def tell(composer: str, seats: list[GuestSeat]) -> None:
    """Queue a mail to those whose place has changed; who has no address is shown to the convenor."""
    if not seats:
        return
    guests = Invitation.objects.select_related("contact", "roundtable__region").in_bulk(
        [seat.invitation_id for seat in seats]
    )
    for seat in seats:
        invitation = guests[seat.invitation_id]
        if may_be_mailed(invitation):
            queue_mail(invitation, composer, f"{seat.pk}:{(seat.held_since or seat.asked_at).isoformat()}")
