"""The letter with the link to the page of a room, for whoever leads it or writes there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from maillage.cooperation.live_links import room_link
from maillage.cooperation.models import Room
from maillage.cooperation.spoken import subject_of, when_of, where_of
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Contact
from maillage.people.queries.senders import Sender, sender_of


def room_subject(room: Room) -> str:
    """Say what the mail is: the page of a room, then event, date and mode."""
    return _("Room %(number)s: %(event)s") % {"number": room.number, "event": subject_of(room.roundtable)}


def is_still_in_charge(mail: OutboxMail) -> bool:
    """Tell whether the person still leads the room or writes there."""
    room = Room.objects.filter(pk=mail.params.get("room")).first()
    return room is not None and mail.params.get("contact") in {room.facilitator_id, room.note_taker_id}


def room_letter(room: Room, person: Contact, sender: Sender, *, masked: bool) -> Letter:
    """Word what somebody in charge of a room needs."""
    words = {"number": room.number, "title": str(room)}
    leads = room.facilitator_id == person.pk
    return Letter(
        subject=room_subject(room),
        heading=_("You lead the talk in room %(number)s: %(title)s") % words
        if leads
        else _("You write in room %(number)s: %(title)s") % words,
        intro=(
            _("This link opens the page of your room on a phone: who sits there, how much time is left, what is said."),
        ),
        facts=(when_of(room.roundtable), where_of(room.roundtable)),
        button=Link(_("Open the page of my room"), room_link(room, person, language=language_now(), masked=masked)),
        below_button=_(
            "Without account or password. It ends with the report. Keep it to yourself: it writes in your name."
        ),
        why=(_("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},),
    )


@composer("cooperation.room_link", wanted=is_still_in_charge)
def room_page(mail: OutboxMail, masked: bool) -> Message:
    known = Room.objects.select_related("roundtable__region__programme", "roundtable__venue_organisation")
    room = known.get(pk=mail.params["room"])
    sender = sender_of(room.roundtable.region)
    person = Contact.objects.get(pk=mail.params["contact"])
    return message_of(room_letter(room, person, sender, masked=masked), room.roundtable.region, sender)
