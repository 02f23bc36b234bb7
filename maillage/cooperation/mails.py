"""Mails of cooperation, each worded when it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.cooperation import date_mails, letters, live_letters, report_mails, review_mails
from maillage.cooperation.answer_mails import about, invitation_behind, still_invited
from maillage.cooperation.enums import Answer
from maillage.cooperation.models import Commitment, Invitation
from maillage.cooperation.queries.commitments import open_commitments
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.letters import message_of
from maillage.people.queries.senders import sender_of


def promised_by(invitation: Invitation) -> Sequence[Commitment]:
    """Return what the guest or the guest's organisation promised and has not finished."""
    contact = invitation.contact
    if contact.organisation_id is None:
        return list(open_commitments(invitation.roundtable.region).filter(contact=contact))
    return list(open_commitments(invitation.roundtable.region).filter(organisation=contact.organisation))


def still_silent(mail: OutboxMail) -> bool:
    """Tell whether a guest may still answer and has not done so since the mail was queued."""
    silent = Invitation.objects.filter(pk=mail.params.get("invitation"), answer=Answer.NONE)
    return silent.exists() and still_invited(mail)


@composer("cooperation.invitation", wanted=still_invited)
def invitation(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    return about(asked, letters.invitation_letter(asked, sender, promised_by(asked), masked=masked), sender)


@composer("cooperation.reminder", wanted=still_silent)
def reminder(mail: OutboxMail, masked: bool) -> Message:
    asked = invitation_behind(mail)
    sender = sender_of(asked.roundtable.region)
    letter = letters.invitation_letter(asked, sender, promised_by(asked), masked=masked, reminds=True)
    return about(asked, letter, sender)


@composer("cooperation.follow_up_request")
def follow_up_request(mail: OutboxMail, masked: bool) -> Message:
    known = Commitment.objects.select_related("region__programme", "roundtable")
    commitment = known.get(pk=mail.params["commitment"])
    sender = sender_of(commitment.region)
    return message_of(letters.follow_up_letter(commitment, sender, masked=masked), commitment.region, sender)


__all__ = ["date_mails", "live_letters", "report_mails", "review_mails"]
