"""How guests are told: one mail about an invitation, once for each occasion."""

from __future__ import annotations

from typing import Any

from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.addressees import addressee
from maillage.cooperation.spoken import mail_subject
from maillage.kit import outbox
from maillage.kit.models import OutboxMail
from maillage.people.queries.senders import mail_language
from maillage.territory.newcomers_words import for_a_moment_in


def may_be_mailed(invitation: Invitation) -> bool:
    """Tell whether mails about this invitation reach its contact and are wanted."""
    return bool(invitation.contact.email) and invitation.contact.unsubscribed_at is None


def queue_mail(invitation: Invitation, composer: str, occasion: str) -> None:
    """Queue one mail about an invitation to its contact, once for each occasion."""
    guest = addressee(invitation.contact, invitation.roundtable.region)
    key = f"{composer}:{invitation.pk}:{occasion}"
    _queue(invitation, composer, key, to=guest.email, language=guest.language, subject=composer)


def tell_substitute(invitation: Invitation, occasion: str, *, email: str = "", kind: str = "substitute") -> None:
    """Queue one mail to whoever comes instead of a guest, if there is an address.

    `kind` is what happened: "substitute" when named, "changed", "cancelled", or "released" when not expected any more.
    """
    to = email or invitation.substitute_email
    if to:
        key = f"substitute:{invitation.pk}:{kind}:{occasion}"
        language = mail_language(invitation.contact.preferred_language, invitation.roundtable.region)
        turn = turns_before(invitation)
        _queue(invitation, "substitute", key, to=to, language=language, subject=kind, kind=kind, turn=turn)


def turns_before(invitation: Invitation) -> int:
    """Return how often substitutes were written to about an invitation, by which their calendar files are counted."""
    return OutboxMail.objects.filter(key__startswith=f"substitute:{invitation.pk}:").count()


def _queue(
    invitation: Invitation, composer: str, key: str, *, to: str, language: str, subject: str, **params: Any
) -> None:
    with for_a_moment_in(language):
        line = mail_subject(subject, invitation.roundtable)
    outbox.queue(
        f"cooperation.{composer}",
        key=key,
        to=to,
        language=language,
        params={"invitation": invitation.pk, **params},
        owner=invitation.roundtable.region.slug,
        subject=line,
        is_demonstration=invitation.contact.is_demonstration,
    )
