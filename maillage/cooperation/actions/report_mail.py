"""The verb that queues the mail of a published report, once for each reader."""

from __future__ import annotations

from maillage.cooperation.models import ReportVersion
from maillage.cooperation.queries.report import readers_of
from maillage.kit import outbox
from maillage.people.queries.senders import mail_language


def mail_report(version: ReportVersion, *, to_guests: bool, to_subscribers: bool) -> int:
    """Queue the report to those who were invited or came, and to confirmed subscribers; return how many mails."""
    if not (to_guests or to_subscribers):
        return 0
    readers = readers_of(version.roundtable)
    region = version.roundtable.region
    written: list[tuple[str, int, str, str, bool]] = []
    if to_guests:
        written += [
            ("contact", guest.pk, guest.email, guest.preferred_language, guest.is_demonstration)
            for guest in readers.guests
        ]
    if to_subscribers:
        written += [
            ("subscriber", reader.pk, reader.email, reader.language, region.programme.is_demonstration)
            for reader in readers.subscribers
        ]
    for kind, pk, email, language, is_demonstration in written:
        outbox.queue(
            "cooperation.report",
            key=f"report:{version.pk}:{kind}:{pk}",
            to=email,
            language=mail_language(language, region),
            params={"version": version.pk, kind: pk},
            owner=region.slug,
            is_demonstration=is_demonstration,
        )
    return len(written)
