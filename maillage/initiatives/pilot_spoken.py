"""How pilots are called in sentences, in subjects of mails and in titles of pages."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from django.utils.translation import gettext as _

from maillage.initiatives.models import Pilot, PilotReport
from maillage.kit.spoken import page_language, short_day


def name_of(pilot: Pilot) -> str:
    """Return the name of a pilot, or words for one whose name nobody knows."""
    return str(pilot.name) or _("A pilot whose name is not known")


def period_of(report: PilotReport) -> str:
    """Say the period of a report: from which day to which."""
    return _("%(first)s to %(last)s") % {"first": short_day(report.period_from), "last": short_day(report.period_to)}


def report_subject(report: PilotReport, *, reminds: bool) -> str:
    """Return the subject of the mail that asks for a report."""
    words = {"pilot": name_of(report.pilot), "period": period_of(report)}
    if reminds:
        return _("Still missing: report of %(pilot)s, %(period)s") % words
    return _("Report of %(pilot)s, %(period)s") % words


def month_of(day: date) -> str:
    """Say the month of a day: sources seldom tell the day on which a pilot began or ended."""
    return format_date(day, "LLLL y", locale=page_language())
