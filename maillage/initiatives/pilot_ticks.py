"""Timed work of pilots: reports are asked for on the last day of their period, and reminded of once when late."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from maillage.initiatives.actions.pilot_reports import ask_report, is_to_be_asked, is_to_be_reminded
from maillage.initiatives.models import PilotReport
from maillage.initiatives.queries.pilots import awaited_reports, today_in
from maillage.kit.audit import SYSTEM
from maillage.kit.ticks import tick

logger = logging.getLogger(__name__)


@tick("initiatives.pilot-reports", every=timedelta(hours=1))
def ask_for_pilot_reports() -> int:
    """Ask for what is due and remind of what is late; return how many mails were queued."""
    now = timezone.now()
    return sum(asked_or_reminded(report, now) for report in awaited_reports(now))


def asked_or_reminded(report: PilotReport, now: datetime) -> bool:
    """Ask for one report where its day has come; a pilot of which nobody tells waits for the convenor."""
    reminds = is_to_be_reminded(report, now)
    if not reminds and not is_to_be_asked(report, today_in(report.pilot.region, now)):
        return False
    try:
        return ask_report(report=report, by=SYSTEM, reminds=reminds)
    except ValidationError as nobody:
        logger.info("Report %s is not asked for: %s", report.public_id, " ".join(nobody.messages))
        return False
