"""The link by which the holder of a pilot reports on a period."""

from __future__ import annotations

from maillage.initiatives.models import PilotReport
from maillage.people.personal_links import link

PILOT_REPORT = "pilot-report"


def report_link(report: PilotReport, *, language: str, masked: bool) -> str:
    """Return the link to one report; it ends once the report is read, or when it is withdrawn."""
    payload = f"{report.public_id}.{report.nonce}"
    return link("initiatives:pilot-report-send", PILOT_REPORT, payload, language=language, masked=masked)
