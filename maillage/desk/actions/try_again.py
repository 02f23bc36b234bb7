"""Sending once more what did not arrive."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.delivery import wake
from maillage.kit.models import MailState, OutboxMail


@transaction.atomic
def try_again(*, mail: OutboxMail, by: Actor) -> OutboxMail:
    """Put a mail that failed back into the queue, under the same Message-ID; raises ValidationError for any other."""
    failed = OutboxMail.objects.filter(pk=mail.pk, state=MailState.FAILED)
    if not failed.update(state=MailState.WAITING, attempts=0, next_try_at=timezone.now(), last_error=""):
        raise ValidationError(_("This message is not among those that failed. Nothing was sent again."))
    mail.refresh_from_db()
    audit.record("try mail again", by=by, on=mail, owner=mail.owner)
    wake(mail)
    return mail
