"""The verb of somebody who took part and says what it was worth to them, without a name."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.models import Feedback, Roundtable
from maillage.kit import audit
from maillage.kit.audit import SYSTEM
from maillage.people.models import Contact


@dataclass(frozen=True)
class Worth:
    """What somebody says of a roundtable; what they leave out is not known."""

    useful: int | None = None
    new_contact_made: bool | None = None
    liked: str = ""
    missed: str = ""


def respondent_of(roundtable: Roundtable, contact: Contact) -> str:
    """Return the keyed hash by which somebody may change their word; nobody can read a name from it."""
    return salted_hmac("maillage.feedback", f"{contact.public_id}.{roundtable.pk}", algorithm="sha256").hexdigest()


@transaction.atomic
def give_feedback(*, roundtable: Roundtable, contact: Contact, worth: Worth) -> Feedback:
    """Write down what somebody says; the last word counts. The trail holds that it was said, not who said it."""
    if worth == Worth():
        raise ValidationError(_("Answer at least one question."))
    take_turn(roundtable)
    given, _made = Feedback.objects.update_or_create(
        roundtable=roundtable,
        respondent=respondent_of(roundtable, contact),
        defaults={**vars(worth), "given_on": timezone.localdate()},
    )
    audit.record("give feedback", by=SYSTEM, on=roundtable, owner=roundtable.region.slug)
    return given
