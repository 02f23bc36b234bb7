"""Putting mails about courses into the outbox, worded when they are sent."""

from __future__ import annotations

from maillage.kit.models import OutboxMail
from maillage.mobility.actions.lift_telling import mail_to
from maillage.mobility.models import Course, Enrolment


def tell_enrolled(
    enrolment: Enrolment, course: Course, composer: str, *, occasion: str, **params: int
) -> OutboxMail | None:
    """Queue a mail to somebody who is enrolled, once for each occasion; None where they gave no address."""
    key = f"{composer}:{enrolment.pk}:{occasion}"
    return mail_to(enrolment.newcomer, composer, region=course.region, key=key, enrolment=enrolment.pk, **params)
