"""Putting mails about courses into the outbox, worded when they are sent."""

from __future__ import annotations

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import queue
from maillage.mobility.models import Course, Enrolment
from maillage.people.queries.senders import newcomers_language


def tell_enrolled(
    enrolment: Enrolment, course: Course, composer: str, *, occasion: str, **params: int
) -> OutboxMail | None:
    """Queue a mail to somebody who is enrolled, once for each occasion; None where they gave no address."""
    newcomer = enrolment.newcomer
    if not newcomer.email:
        return None
    return queue(
        composer,
        key=f"{composer}:{enrolment.pk}:{occasion}",
        to=newcomer.email,
        language=newcomers_language(newcomer.language, course.region),
        params={"enrolment": enrolment.pk, **params},
        owner=course.region.slug,
        is_demonstration=newcomer.is_demonstration,
    )
