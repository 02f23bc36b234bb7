"""Mails of cooperation, each worded when it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.cooperation import letters, report_mails
from maillage.cooperation.models import Commitment, Invitation
from maillage.cooperation.queries.addressees import Sender, sender_of
from maillage.cooperation.queries.commitments import open_commitments
from maillage.cooperation.queries.invitations import why_closed
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer


def invitation_behind(mail: OutboxMail) -> Invitation:
    """Return the invitation a mail is about, with all that its letter says."""
    known = Invitation.objects.select_related(
        "roundtable__region__programme",
        "roundtable__venue_organisation",
        "roundtable__cancellation",
        "contact__organisation",
    )
    return known.prefetch_related("roundtable__agenda").get(pk=mail.params["invitation"])


def promised_by(invitation: Invitation) -> Sequence[Commitment]:
    """Return what the guest or the guest's organisation promised and has not finished."""
    contact = invitation.contact
    if contact.organisation_id is None:
        return list(open_commitments(invitation.roundtable.region).filter(contact=contact))
    return list(open_commitments(invitation.roundtable.region).filter(organisation=contact.organisation))


def about(invitation: Invitation, letter: letters.Letter, sender: Sender) -> Message:
    """Set a letter about an invitation."""
    return letters.message_of(letter, invitation.roundtable.region, sender)


def still_invited(mail: OutboxMail) -> bool:
    """Tell whether a guest may still answer, and still wants to be asked."""
    known = Invitation.objects.select_related("roundtable", "contact").filter(pk=mail.params.get("invitation"))
    asked = known.first()
    return asked is not None and asked.contact.unsubscribed_at is None and not why_closed(asked)


@composer("cooperation.invitation", wanted=still_invited)
def invitation(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, letters.invitation_letter(asked, sender, promised_by(asked), masked=masked), sender)


@composer("cooperation.reminder", wanted=still_invited)
def reminder(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    letter = letters.invitation_letter(asked, sender, promised_by(asked), masked=masked, reminds=True)
    return about(asked, letter, sender)


@composer("cooperation.confirmation")
def confirmation(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, letters.confirmation_letter(asked, sender, masked=masked), sender)


@composer("cooperation.substitute")
def substitute(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, letters.substitute_letter(asked, sender), sender)


@composer("cooperation.changed", wanted=still_invited)
def changed(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, letters.changed_letter(asked, sender, masked=masked), sender)


@composer("cooperation.cancelled")
def cancelled(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, letters.cancelled_letter(asked, sender, masked=masked), sender)


@composer("cooperation.follow_up_request")
def follow_up_request(mail: OutboxMail, masked: bool) -> Message:
    known = Commitment.objects.select_related("region__programme", "roundtable")
    commitment = known.get(pk=mail.params["commitment"])
    sender = sender_of(commitment.region)
    return letters.message_of(letters.follow_up_letter(commitment, sender, masked=masked), commitment.region, sender)


__all__ = ["report_mails"]
