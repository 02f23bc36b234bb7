"""Verbs on the links to the page of a room: mail them to who is in charge, end them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import State
from maillage.cooperation.live_letters import room_subject
from maillage.cooperation.models import Room, Roundtable
from maillage.cooperation.queries.addressees import addressee, reachable
from maillage.cooperation.queries.running import today_at
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.people.models import Contact
from maillage.territory.newcomers_words import for_a_moment_in


def in_charge_of(room: Room) -> list[Contact]:
    """Return who leads a room and who writes there, each once, if a message reaches them."""
    people = {person.pk: person for person in (room.facilitator, room.note_taker) if person}
    return reachable(people.values())


@transaction.atomic
def mail_room_links(*, roundtable: Roundtable, by: Actor) -> int:
    """Queue to everybody in charge of a room the link to its page, once a day; return how many messages leave."""
    if roundtable.state != State.CALLED:
        raise ValidationError(_("Links to rooms are sent while a roundtable is called and not over."))
    take_turn(roundtable)
    rooms = Room.objects.filter(roundtable=roundtable).select_related("facilitator", "note_taker")
    queued = sum(queue_link(room, roundtable, person) for room in rooms for person in in_charge_of(room))
    audit.record("mail room links", by=by, on=roundtable, owner=roundtable.region.slug, mails=queued)
    return queued


def queue_link(room: Room, roundtable: Roundtable, person: Contact) -> bool:
    """Queue one link, unless it was queued today; tell whether it was."""
    guest = addressee(person, roundtable.region)
    room.roundtable = roundtable
    with for_a_moment_in(guest.language):
        subject = room_subject(room)
    key = f"room-link:{room.pk}:{person.pk}:{room.nonce}:{today_at(roundtable).isoformat()}"
    if OutboxMail.objects.filter(key=key).exists():
        return False
    outbox.queue(
        "cooperation.room_link",
        key=key,
        to=guest.email,
        language=guest.language,
        params={"room": room.pk, "contact": person.pk},
        owner=roundtable.region.slug,
        subject=subject,
        is_demonstration=guest.is_demonstration,
    )
    return True


@transaction.atomic
def end_room_links(*, room: Room, by: Actor) -> Room:
    """End every link to the page of a room."""
    take_turn(room.roundtable)
    Room.objects.filter(pk=room.pk).update(nonce=F("nonce") + 1)
    room.refresh_from_db(fields=["nonce"])
    audit.record("end room links", by=by, on=room, owner=room.roundtable.region.slug, number=room.number)
    return room
