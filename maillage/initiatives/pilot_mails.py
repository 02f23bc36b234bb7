"""The mail that asks the holder of a pilot for a report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from maillage.initiatives.models import PilotReport
from maillage.initiatives.pilot_links import report_link
from maillage.initiatives.pilot_spoken import name_of, period_of, report_subject
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import short_day
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.queries.senders import Sender, sender_of


def still_awaited(mail: OutboxMail) -> bool:
    """Tell whether the report has not come and its link was not withdrawn since."""
    known = PilotReport.objects.filter(pk=mail.params.get("pilot_report"), nonce=mail.params.get("nonce"))
    return known.filter(sent_at=None).exists()


@composer("initiatives.pilot_report", wanted=still_awaited)
def pilot_report(mail: OutboxMail, masked: bool) -> Message:
    near = ("pilot__region__programme", "pilot__holder")
    report = PilotReport.objects.select_related(*near).get(pk=mail.params["pilot_report"])
    region = report.pilot.region
    sender = sender_of(region)
    return message_of(
        letter_of(report, sender, masked=masked, reminds=bool(mail.params.get("reminds"))), region, sender
    )


def letter_of(report: PilotReport, sender: Sender, *, masked: bool, reminds: bool) -> Letter:
    """Word the question how a pilot goes."""
    pilot = report.pilot
    intro = [_("Tell in a few lines how the pilot %(pilot)s went in this period.") % {"pilot": name_of(pilot)}]
    if reminds:
        intro.insert(0, _("This report has not come yet. A late one is welcome."))
    return Letter(
        subject=report_subject(report, reminds=reminds),
        heading=_("How is the pilot going?"),
        intro=tuple(intro),
        facts=(
            period_of(report),
            _("Due by %(day)s.") % {"day": short_day(report.due_on)},
        ),
        button=Link(_("Write the report"), report_link(report, language=language_now(), masked=masked)),
        below_button=_("Without account or password. You can change it until the convenor has read it."),
        why=(
            _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
            _("You get this because you tell of this pilot on the platform of %(region)s.")
            % {"region": str(pilot.region.name)},
        ),
    )
