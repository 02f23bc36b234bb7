"""Applicants are told: one mail each, in the language in which they write."""

from __future__ import annotations

from maillage.initiatives.models import PilotApplication, PilotCall
from maillage.initiatives.queries.calls import writing_for
from maillage.kit import outbox
from maillage.people.queries.senders import mail_language


def tell_applicant(application: PilotApplication, composer: str, *, occasion: str) -> None:
    """Queue one mail to whoever writes an application; the same occasion is told once."""
    region = application.call.region
    if application.contact_email:
        outbox.queue(
            composer,
            key=f"{composer}:{application.pk}:{occasion}",
            to=application.contact_email,
            language=mail_language(application.language, region),
            params={"application": application.pk},
            owner=region.slug,
            is_demonstration=region.programme.is_demonstration,
        )


def tell_applicants(call: PilotCall, composer: str, *, occasion: str) -> int:
    """Queue one mail to each who began an application and has not withdrawn it; return how many."""
    writing = list(writing_for(call))
    for application in writing:
        application.call = call
        tell_applicant(application, composer, occasion=occasion)
    return len(writing)
