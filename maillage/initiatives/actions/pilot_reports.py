"""Verbs on the periodic reports of a pilot: plan them, ask, remind, withdraw the link, send, read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.pilot_course import last_day, periods
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.actions.pilots import begin_pilot
from maillage.initiatives.models import Pilot, PilotReading, PilotReport
from maillage.initiatives.pilot_spoken import report_subject
from maillage.initiatives.queries.pilots import today_in
from maillage.initiatives.queries.reporters import reporter_for
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.kit.fields import new_public_id
from maillage.kit.models import OutboxMail
from maillage.people.models import Contact
from maillage.people.queries.senders import mail_language
from maillage.territory.newcomers_words import for_a_moment_in

MOST = 40
MAIL = "initiatives.pilot_report"


@transaction.atomic
def plan_reports(
    *,
    pilot: Pilot,
    months: int,
    due_days: int,
    by: Actor,
    begins_on: date | None = None,
    lasts: int | None = None,
) -> list[PilotReport]:
    """Plan a report for every `months` months from the first day of a pilot to its last, due `due_days` days after.

    `begins_on` and `lasts`, in months, are kept where the pilot does not say them yet. Periods that are planned
    already stay as they are. Raises ValidationError where first or last day is not known.
    """
    take_turn(pilot)
    begin_pilot(pilot=pilot, on=begins_on, lasts=lasts, by=by)
    last = last_day(pilot.started_on, pilot.ended_on, pilot.months)
    if pilot.started_on is None or last is None:
        raise ValidationError(
            _("Set the first day of the pilot, and its last day or its months. Then plan the reports.")
        )
    spans = list(periods(pilot.started_on, last, months))
    there = list(pilot.reports.values_list("period_from", "period_to"))
    new = [span for span in spans if not any(span[0] <= until and since <= span[1] for since, until in there)]
    if len(there) + len(new) > MOST:
        raise ValidationError(_("A pilot has at most %(most)s reports. Choose a longer period.") % {"most": MOST})
    made = [
        PilotReport.objects.create(
            pilot=pilot,
            nonce=new_public_id(),
            period_from=since,
            period_to=until,
            due_on=until + timedelta(days=due_days),
        )
        for since, until in new
    ]
    if made:
        audit.record("plan pilot reports", by=by, on=pilot, owner=pilot.region.slug, reports=len(made))
    return made


@transaction.atomic
def take_back_report(*, report: PilotReport, by: Actor) -> None:
    """Take a planned report away that nobody was asked for."""
    take_turn(report.pilot)
    gone, _rows = PilotReport.objects.filter(pk=report.pk, asked_at=None, sent_at=None).delete()
    if not gone:
        raise ValidationError(_("This report was asked for already, so it stays."))
    audit.record("take back pilot report", by=by, on=report.pilot, owner=report.pilot.region.slug)


@transaction.atomic
def ask_report(*, report: PilotReport, by: Actor, reminds: bool = False) -> bool:
    """Ask by mail for a report, at most once a day; tell whether a mail was queued.

    Raises ValidationError where nobody can be asked or nothing is left to ask.
    """
    take_turn(report.pilot)
    refuse_answered(report)
    asked = reporter_for(report.pilot)
    if asked is None:
        raise ValidationError(_("Nobody can be asked: say who tells of this pilot, with an e-mail address."))
    now = timezone.now()
    key = f"pilot-report:{report.pk}:{report.nonce}:{today_in(report.pilot.region, now).isoformat()}"
    if OutboxMail.objects.filter(key=key).exists():
        return False
    queue_question(report, asked, key, reminds=reminds)
    if reminds or report.asked_at:
        report.reminded_at = now
    report.asked_at = report.asked_at or now
    report.save(update_fields=["asked_at", "reminded_at"])
    verb = "remind of pilot report" if reminds else "ask for pilot report"
    audit.record(verb, by=by, on=report, owner=report.pilot.region.slug)
    return True


def refuse_answered(report: PilotReport) -> None:
    """Refuse to ask for a report that has come."""
    if report.sent_at is not None:
        raise ValidationError(_("This report has come already."))


def queue_question(report: PilotReport, asked: Contact, key: str, *, reminds: bool) -> None:
    """Put the mail with the link into the outbox."""
    region = report.pilot.region
    language = mail_language(asked.preferred_language, region)
    with for_a_moment_in(language):
        subject = report_subject(report, reminds=reminds)
    outbox.queue(
        MAIL,
        key=key,
        to=asked.email,
        language=language,
        params={"pilot_report": report.pk, "nonce": report.nonce, "reminds": reminds},
        owner=region.slug,
        subject=subject,
        is_demonstration=asked.is_demonstration or region.programme.is_demonstration,
    )


@transaction.atomic
def withdraw_report_link(*, report: PilotReport, by: Actor) -> PilotReport:
    """End the link of a report; asking again sends a new one."""
    take_turn(report.pilot)
    report.nonce, report.asked_at, report.reminded_at = new_public_id(), None, None
    report.save(update_fields=["nonce", "asked_at", "reminded_at"])
    audit.record("withdraw link of pilot report", by=by, on=report, owner=report.pilot.region.slug)
    return report


@transaction.atomic
def read_report(*, report: PilotReport, by: Actor) -> PilotReading:
    """Note that the convenor has read a report: it stands from now on as it was sent."""
    take_turn(report.pilot)
    if report.sent_at is None:
        raise ValidationError(_("This report has not come yet."))
    reading, made = PilotReading.objects.get_or_create(report=report, defaults={"read_at": timezone.now()})
    if made:
        audit.record("read pilot report", by=by, on=report, owner=report.pilot.region.slug)
    return reading


def is_to_be_asked(report: PilotReport, today: date) -> bool:
    """Tell whether a report is asked for of itself: from the last day of its period on, unless that is long past."""
    return report.asked_at is None and report.period_to <= today <= report.due_on


def is_to_be_reminded(report: PilotReport, now: datetime) -> bool:
    """Tell whether somebody is reminded of itself: once, when a report they were asked for is late."""
    asked = report.asked_at
    if asked is None or report.reminded_at is not None or now - asked < timedelta(days=1):
        return False
    return report.due_on < today_in(report.pilot.region, now)
