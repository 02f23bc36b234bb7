"""Mails about an answer, each worded from what holds when it is sent."""

from __future__ import annotations

from maillage.cooperation import answer_letters
from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.invitations import why_closed
from maillage.cooperation.queries.seats import COMES, standing_of
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.letters import Letter, message_of
from maillage.people.queries.senders import Sender, sender_of


def invitation_behind(mail: OutboxMail) -> Invitation:
    """Return the invitation a mail is about, with all that its letter says."""
    known = Invitation.objects.select_related(
        "roundtable__region__programme",
        "roundtable__venue_organisation",
        "roundtable__cancellation",
        "contact__organisation",
    )
    return known.prefetch_related("roundtable__agenda").get(pk=mail.params["invitation"])


def about(invitation: Invitation, letter: Letter, sender: Sender) -> Message:
    """Set a letter about an invitation."""
    return message_of(letter, invitation.roundtable.region, sender)


def asked_by(mail: OutboxMail) -> Invitation | None:
    """Return the invitation a mail is about while its guest may answer and wants to be written to."""
    known = Invitation.objects.select_related("roundtable", "contact").filter(pk=mail.params.get("invitation"))
    asked = known.first()
    return asked if asked and asked.contact.unsubscribed_at is None and not why_closed(asked) else None


def still_invited(mail: OutboxMail) -> bool:
    """Tell whether a guest may still answer, and still wants to be asked."""
    return asked_by(mail) is not None


def still_waiting(mail: OutboxMail) -> bool:
    """Tell whether a guest is still on the waiting list."""
    asked = asked_by(mail)
    return asked is not None and bool(standing_of(asked).place)


def still_seated(mail: OutboxMail) -> bool:
    """Tell whether a guest who moved up still comes, and still has the seat."""
    asked = asked_by(mail)
    if asked is None or asked.answer not in COMES:
        return False
    standing = standing_of(asked)
    return standing.holds or not standing.is_limited


def still_withdrawn(mail: OutboxMail) -> bool:
    """Tell whether an invitation is still taken back."""
    return Invitation.objects.filter(pk=mail.params.get("invitation"), revoked_at__isnull=False).exists()


def still_so(mail: OutboxMail) -> bool:
    """Tell whether what a substitute is written holds: who is released is not expected, who is told of it is."""
    asked = Invitation.objects.select_related("roundtable").filter(pk=mail.params.get("invitation")).first()
    if asked is None or mail.params.get("kind") == "cancelled":
        return asked is not None
    is_expected = asked.substitute_email == mail.to and not why_closed(asked)
    is_release = mail.params.get("kind") == "released"
    return bool(is_expected != is_release)


@composer("cooperation.confirmation")
def confirmation(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, answer_letters.confirmation_letter(asked, sender, masked=masked), sender)


@composer("cooperation.waiting", wanted=still_waiting)
def waiting(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, answer_letters.waiting_letter(asked, sender, masked=masked), sender)


@composer("cooperation.moved_up", wanted=still_seated)
def moved_up(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, answer_letters.moved_up_letter(asked, sender, masked=masked), sender)


@composer("cooperation.withdrawn", wanted=still_withdrawn)
def withdrawn(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, answer_letters.withdrawn_letter(asked, sender, masked=masked), sender)


@composer("cooperation.substitute", wanted=still_so)
def substitute(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    kind, turn = mail.params.get("kind", "substitute"), mail.params.get("turn", 0)
    letter = answer_letters.substitute_letter(asked, sender, kind=kind, email=mail.to, turn=turn, masked=masked)
    return about(asked, letter, sender)


@composer("cooperation.changed", wanted=still_invited)
def changed(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, answer_letters.changed_letter(asked, sender, masked=masked), sender)


@composer("cooperation.cancelled")
def cancelled(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, answer_letters.cancelled_letter(asked, sender, masked=masked), sender)
