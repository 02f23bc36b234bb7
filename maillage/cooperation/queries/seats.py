"""Questions about seats: who needs one, how many are left, and who waits at which place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Admission, GuestSeat, Invitation, Roundtable

COMES = (Answer.COMING, Answer.SUBSTITUTE)
WAITS = Q(guest_seat__isnull=False, guest_seat__held_since__isnull=True)


def needing_a_seat(roundtable: Roundtable) -> QuerySet[Invitation]:
    """Return the invitations whose guests come and need a seat: where people meet both ways, on site alone."""
    coming = Invitation.objects.filter(roundtable=roundtable, revoked_at=None, answer__in=COMES)
    coming = coming.exclude(contact__name="", contact__email="", contact__phone="")
    return coming.exclude(comes=Mode.ONLINE) if roundtable.mode == Mode.HYBRID else coming


def waits(invitation: Invitation) -> bool:
    """Tell whether a guest stands in line for a seat; `guest_seat` is best selected with the invitation."""
    seat = getattr(invitation, "guest_seat", None)
    return seat is not None and seat.held_since is None


IN_LINE = Coalesce(
    Subquery(
        GuestSeat.objects.filter(admission__roundtable=OuterRef("pk"), held_since=None)
        .order_by()
        .values("admission")
        .annotate(guests=Count("pk"))
        .values("guests")
    ),
    0,
)


@dataclass(frozen=True)
class Seating:
    """How the seats of a roundtable stand; `waiting` in the order in which they move up, where they are looked at."""

    seats: int
    taken: int
    in_line: int
    waiting: list[Invitation] = field(default_factory=list)
    untold: list[Invitation] = field(default_factory=list)

    @property
    def free(self) -> int:
        return max(self.seats - self.taken, 0)


def seating_of(roundtable: Roundtable, invitations: Iterable[Invitation] | None = None) -> Seating | None:
    """Return how the seats of a roundtable that has its `in_line` stand; None where their number is open.

    With `invitations`, each with its contact and seat, it says who waits, and who moved up and no mail can tell.
    """
    admission: Admission | None = getattr(roundtable, "admission", None)
    if admission is None or admission.seats is None:
        return None
    lined_up = [invitation for invitation in invitations or () if hasattr(invitation, "guest_seat")]
    lined_up.sort(key=lambda invitation: (invitation.guest_seat.asked_at, invitation.guest_seat.pk))
    return Seating(
        admission.seats,
        admission.taken,
        in_line=in_line_of(roundtable),
        waiting=[invitation for invitation in lined_up if waits(invitation)],
        untold=[invitation for invitation in lined_up if not waits(invitation) and is_untold(invitation)],
    )


def in_line_of(roundtable: Roundtable) -> int:
    """Return how many wait; asked of the database only where the roundtable does not have it at hand."""
    at_hand = getattr(roundtable, "in_line", None)
    return (
        GuestSeat.objects.filter(admission__roundtable=roundtable, held_since=None).count()
        if at_hand is None
        else at_hand
    )


def is_untold(invitation: Invitation) -> bool:
    """Tell whether a guest moved up and no mail reaches them, so that somebody has to call."""
    seat, contact = invitation.guest_seat, invitation.contact
    moved_up = seat.held_since is not None and seat.held_since > seat.asked_at
    return moved_up and (not contact.email or contact.unsubscribed_at is not None)


@dataclass(frozen=True)
class Standing:
    """How one guest stands: whether a seat is held, else at which place they wait, and what is left for others."""

    is_limited: bool = False
    holds: bool = False
    place: int = 0
    free: int = 0
    queue: int = 0

    @property
    def next_place(self) -> int:
        """The place of whoever stands in line next."""
        return self.queue + 1


def standing_of(invitation: Invitation) -> Standing:
    """Return how a guest stands; where the number of seats is open everybody who comes has one."""
    admission = Admission.objects.filter(roundtable=invitation.roundtable_id, seats__isnull=False).first()
    if admission is None or admission.seats is None:
        return Standing()
    seats = dict(admission.guest_seats.values_list("invitation_id", "held_since"))
    line = [guest for guest, held_since in seats.items() if held_since is None]
    return Standing(
        is_limited=True,
        holds=seats.get(invitation.pk) is not None,
        place=line.index(invitation.pk) + 1 if invitation.pk in line else 0,
        free=max(admission.seats - admission.taken, 0),
        queue=len(line),
    )


def place_in_line(invitation: Invitation) -> int:
    """Return at which place a guest waits, 0 who does not wait."""
    return standing_of(invitation).place
