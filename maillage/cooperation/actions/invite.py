"""Verbs on invitations: invite, with a line of one's own, send again, withdraw."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.seats import settle_seats
from maillage.cooperation.actions.telling import may_be_mailed, queue_mail, tell_substitute
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import Answer, State
from maillage.cooperation.models import Invitation, PersonalLine, Roundtable
from maillage.cooperation.queries.invitations import has_started
from maillage.core.plain_text import one_line
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Contact

MOST_AT_ONCE = 500


def refuse_unless_open(roundtable: Roundtable) -> None:
    """Refuse to write to guests of a roundtable that is not called, or that has begun."""
    if roundtable.state == State.DRAFT:
        raise ValidationError(_("This roundtable is a draft. Call it first, then invite."))
    if roundtable.state == State.CANCELLED:
        raise ValidationError(_("This roundtable is cancelled. Nobody can be invited to it."))
    if roundtable.state == State.HELD or has_started(roundtable):
        raise ValidationError(_("This roundtable has begun. Invitations go out before it; choose a later date first."))


@transaction.atomic
def invite(*, roundtable: Roundtable, contacts: Iterable[Contact], by: Actor) -> list[Invitation]:
    """Invite contacts that are not invited yet; those without an address are asked by telephone, no mail leaves.

    Whoever asked for no more invitations is left out.
    """
    roundtable = Roundtable.objects.select_for_update().select_related("region").get(pk=roundtable.pk)
    refuse_unless_open(roundtable)
    invited = set(roundtable.invitations.values_list("contact_id", flat=True))
    chosen = {contact.pk: contact for contact in contacts if contact.unsubscribed_at is None}
    if any(contact.region_id != roundtable.region_id for contact in chosen.values()):
        raise ValidationError(_("Guests come from the directory of this region."))
    new = [contact for contact in chosen.values() if contact.pk not in invited]
    if len(new) > MOST_AT_ONCE:
        sentence = _(
            "%(count)s people would be invited. At most %(most)s are at once: narrow the list with the chips, or enter "
            "a longer one into the directory first and choose from there."
        )
        raise ValidationError(sentence % {"count": len(new), "most": MOST_AT_ONCE})
    made = Invitation.objects.bulk_create(Invitation(roundtable=roundtable, contact=contact) for contact in new)
    for invitation in made:
        if may_be_mailed(invitation):
            queue_mail(invitation, "invitation", str(invitation.nonce))
    if made:
        audit.record("invite", by=by, on=roundtable, owner=roundtable.region.slug, invitations=len(made))
    return made


@transaction.atomic
def send_again(*, invitation: Invitation, by: Actor) -> Invitation:
    """Send an invitation once more; one that was withdrawn stands again, with a new link."""
    refuse_unless_open(invitation.roundtable)
    if not may_be_mailed(invitation):
        raise ValidationError(_("No mail can be sent to this person: there is no address, or they asked for none."))
    take_turn(invitation.roundtable)
    invitation.refresh_from_db(fields=["revoked_at", "nonce"])
    stood = invitation.revoked_at is None
    invitation.revoked_at = None
    invitation.save(update_fields=["revoked_at"])
    queue_mail(invitation, "invitation", f"{invitation.nonce}:{timezone.now().isoformat()}")
    if not stood:
        settle_seats(invitation.roundtable)
    audit.record("send invitation again", by=by, on=invitation, owner=invitation.roundtable.region.slug)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor) -> Invitation:
    """Take an invitation back: its link ends at once and for good, calendars take it out, what was answered is kept."""
    take_turn(invitation.roundtable)
    invitation.refresh_from_db(fields=["revoked_at", "nonce", "answer", "substitute_email"])
    if invitation.revoked_at:
        return invitation
    invitation.revoked_at = timezone.now()
    invitation.nonce += 1
    invitation.save(update_fields=["revoked_at", "nonce"])
    settle_seats(invitation.roundtable)
    tell_withdrawn(invitation)
    audit.record("withdraw invitation", by=by, on=invitation, owner=invitation.roundtable.region.slug)
    return invitation


def tell_withdrawn(invitation: Invitation) -> None:
    """Tell a guest, and whoever was to come instead, that they are not expected any more; who declined knows it."""
    roundtable = invitation.roundtable
    if roundtable.state != State.CALLED or has_started(roundtable) or invitation.answer == Answer.NOT_COMING:
        return
    if may_be_mailed(invitation):
        queue_mail(invitation, "withdrawn", str(invitation.nonce))
    tell_substitute(invitation, str(invitation.nonce), kind="released")


@transaction.atomic
def write_personal_line(*, roundtable: Roundtable, text: Wording, by: Actor) -> None:
    """Write what a convenor adds to the invitations, in each language; mails that have left stay as they were."""
    said = Wording({language: line for language, words in text.items() if (line := one_line(words))})
    before = PersonalLine.objects.filter(roundtable=roundtable).first()
    if said == (before.text if before else Wording()):
        return
    PersonalLine.objects.update_or_create(roundtable=roundtable, defaults={"text": LocalWording(said)})
    audit.record("write personal line", by=by, on=roundtable, owner=roundtable.region.slug, languages=sorted(said))
