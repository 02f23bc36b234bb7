"""Questions about seats: who needs one, how many are left, and who waits at which place."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Admission, GuestSeat, Invitation, Roundtable

COMES = (Answer.COMING, Answer.SUBSTITUTE)
WAITS = Q(guest_seat__isnull=False, guest_seat__held_since__isnull=True)


def needing_a_seat(roundtable: Roundtable) -> QuerySet[Invitation]:
    """Return the invitations whose guests come and need a seat: where people meet both ways, on site alone."""
    coming = Invitation.objects.filter(roundtable=roundtable, revoked_at=None, answer__in=COMES)
    coming = coming.exclude(contact__name="", contact__email="", contact__phone="")
    return coming.exclude(comes=Mode.ONLINE) if roundtable.mode == Mode.HYBRID else coming


@dataclass(frozen=True)
class Seating:
    """How the seats of a roundtable stand; `waiting` in the order in which they move up."""

    seats: int
    taken: int
    waiting: list[GuestSeat] = field(default_factory=list)
    untold: list[GuestSeat] = field(default_factory=list)

    @property
    def free(self) -> int:
        return max(self.seats - self.taken, 0)


def seating_of(roundtable: Roundtable) -> Seating | None:
    """Return how the seats stand, with those who moved up and no mail can tell; None where their number is open."""
    admission = Admission.objects.filter(roundtable=roundtable, seats__isnull=False).first()
    if admission is None or admission.seats is None:
        return None
    lined_up = list(admission.guest_seats.select_related("invitation__contact__organisation"))
    return Seating(
        admission.seats,
        admission.taken,
        waiting=[seat for seat in lined_up if seat.held_since is None],
        untold=[seat for seat in lined_up if seat.held_since and seat.held_since > seat.asked_at and is_silent(seat)],
    )


def is_silent(seat: GuestSeat) -> bool:
    """Tell whether no mail reaches the guest of a seat, so that somebody has to call."""
    contact = seat.invitation.contact
    return not contact.email or contact.unsubscribed_at is not None


@dataclass(frozen=True)
class Standing:
    """How one guest stands: whether a seat is held, else at which place they wait, and what is left for others."""

    is_limited: bool = False
    holds: bool = False
    place: int = 0
    free: int = 0
    queue: int = 0


def standing_of(invitation: Invitation) -> Standing:
    """Return how a guest stands; where the number of seats is open everybody who comes has one."""
    admission = Admission.objects.filter(roundtable=invitation.roundtable_id, seats__isnull=False).first()
    if admission is None or admission.seats is None:
        return Standing()
    line = list(admission.guest_seats.filter(held_since=None).values_list("invitation_id", flat=True))
    own = admission.guest_seats.filter(invitation=invitation).first()
    return Standing(
        is_limited=True,
        holds=bool(own and own.held_since),
        place=line.index(invitation.pk) + 1 if invitation.pk in line else 0,
        free=max(admission.seats - admission.taken, 0),
        queue=len(line),
    )


def place_in_line(invitation: Invitation) -> int:
    """Return at which place a guest waits, 0 who does not wait."""
    return standing_of(invitation).place
