"""Verbs of guests: answer an invitation, stop or take up invitations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.seats import settle_seats
from maillage.cooperation.actions.telling import may_be_mailed, queue_mail, tell_substitute
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.invitations import why_closed
from maillage.core.plain_text import one_line, printable
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.people.models import Contact

MOST_CONFIRMED = 10


@dataclass(frozen=True)
class Reply:
    """What a guest says: whether they come, how, and what they need for it."""

    answer: Answer | str
    comes: str = ""
    substitute_name: str = ""
    substitute_email: str = ""
    interpreter: str = ""
    access_needs: str = ""
    message: str = ""


def refuse_if_closed(invitation: Invitation) -> None:
    """Refuse an answer once the roundtable has begun or is cancelled, or the invitation is withdrawn."""
    sentences = {
        "cancelled": _("This roundtable is cancelled. No answer is needed."),
        "revoked": _("This invitation was withdrawn. Answer the message it came in to ask why."),
        "started": _("This roundtable has begun. Answers were taken until the start."),
    }
    if why := why_closed(invitation):
        raise ValidationError(sentences[why])


def way_of_coming(invitation: Invitation, said: Reply) -> str:
    """Return how a guest takes part: as said where both ways are open, else the way of the roundtable."""
    if said.answer == Answer.NOT_COMING:
        return ""
    mode = invitation.roundtable.mode
    return said.comes if mode == Mode.HYBRID else mode


def as_noted(invitation: Invitation, said: Reply) -> Reply:
    """Return what is written down of an answer: names on one line, a substitute only where somebody else comes."""
    instead = said.answer == Answer.SUBSTITUTE
    if instead and not one_line(said.substitute_name):
        raise ValidationError({"substitute_name": _("Write who comes, so that there is a seat.")})
    return Reply(
        answer=str(said.answer),
        comes=way_of_coming(invitation, said),
        substitute_name=one_line(said.substitute_name) if instead else "",
        substitute_email=said.substitute_email if instead else "",
        interpreter=said.interpreter,
        access_needs=one_line(said.access_needs),
        message=printable(said.message),
    )


@transaction.atomic
def reply(*, invitation: Invitation, said: Reply, by: Actor) -> Invitation:
    """Write down an answer; a second one replaces the first, until the start. A confirmation goes out.

    The same answer once more changes nothing. Where seats are limited, whoever comes gets one or waits in line.
    """
    take_turn(invitation.roundtable)
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("roundtable__region", "contact")
        .get(pk=invitation.pk)
    )
    refuse_if_closed(invitation)
    noted = vars(as_noted(invitation, said))
    if invitation.answered_at and all(getattr(invitation, name) == value for name, value in noted.items()):
        return invitation
    replaced = invitation.substitute_email
    for name, value in noted.items():
        setattr(invitation, name, value)
    invitation.answered_at = timezone.now()
    invitation.answered_by = by.label[:150]
    invitation.save()
    if by.kind == "link":
        Contact.objects.filter(pk=invitation.contact_id).update(last_heard_at=invitation.answered_at)
    settle_seats(invitation.roundtable, answering=invitation)
    audit.record("reply", by=by, on=invitation, owner=invitation.roundtable.region.slug, answer=str(invitation.answer))
    confirm(invitation, replaced)
    return invitation


def confirm(invitation: Invitation, replaced: str) -> None:
    """Queue the confirmation to the guest, to whoever comes instead, and to whoever does not any more.

    A link that answers again and again writes to nobody any more that day: it may be in wrong hands.
    """
    if has_written_enough(invitation):
        return
    occasion = invitation.answered_at.isoformat() if invitation.answered_at else ""
    if may_be_mailed(invitation):
        queue_mail(invitation, "confirmation", occasion)
    if replaced and replaced != invitation.substitute_email:
        tell_substitute(invitation, occasion, email=replaced, kind="released")
    tell_substitute(invitation, occasion)


def has_written_enough(invitation: Invitation) -> bool:
    """Tell whether the answers to one invitation caused all the mails of a day that they may."""
    keys = Q(key__startswith=f"confirmation:{invitation.pk}:") | Q(key__startswith=f"substitute:{invitation.pk}:")
    today = OutboxMail.objects.filter(keys, created_at__gt=timezone.now() - timedelta(days=1))
    return today.count() >= MOST_CONFIRMED


@transaction.atomic
def stop_invitations(*, contact: Contact, by: Actor) -> Contact:
    """Write down that a contact wants no more invitations."""
    contact.unsubscribed_at = contact.unsubscribed_at or timezone.now()
    contact.save(update_fields=["unsubscribed_at"])
    audit.record("stop invitations", by=by, on=contact, owner=contact.region.slug)
    return contact


@transaction.atomic
def take_up_invitations(*, contact: Contact, by: Actor) -> Contact:
    """Write down that a contact wants invitations again."""
    contact.unsubscribed_at = None
    contact.save(update_fields=["unsubscribed_at"])
    audit.record("take up invitations", by=by, on=contact, owner=contact.region.slug)
    return contact
