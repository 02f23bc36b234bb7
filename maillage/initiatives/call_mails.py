"""Mails of calls: to those who apply, and to those who judge, each worded when it is sent."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from maillage.initiatives.call_links import application_link, assess_link
from maillage.initiatives.call_words import closing_of, euros
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import Assessor, PilotApplication, PilotCall
from maillage.initiatives.queries.calls import state_of
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.queries.senders import Sender, sender_of


def application_of(mail: OutboxMail) -> PilotApplication:
    known = PilotApplication.objects.select_related("call__region__programme", "decision")
    return known.get(pk=mail.params["application"])


def is_still_open(mail: OutboxMail) -> bool:
    """Tell whether the call can still be answered, and its writer is still known."""
    known = PilotApplication.objects.select_related("call").filter(pk=mail.params.get("application"))
    application = known.exclude(contact_email="").first()
    return application is not None and state_of(application.call) == CallState.OPEN


def to_applicant(  # noqa: PLR0917 - what one letter is made of
    application: PilotApplication, subject: str, heading: str, intro: Iterable[str], button: str, masked: bool
) -> Message:
    """Set one letter to whoever writes an application; its button opens their own link."""
    call = application.call
    sender = sender_of(call.region)
    url = application_link(application, language=language_now(), masked=masked)
    return message_of(
        Letter(
            subject=subject % {"call": str(call.title)},
            heading=heading,
            intro=tuple(intro),
            button=Link(button, url),
            below_button=_("The link is yours alone. Whoever has it can read and change the application."),
            why=why_applicant(call, sender),
        ),
        call.region,
        sender,
    )


def why_applicant(call: PilotCall, sender: Sender) -> tuple[str, ...]:
    """Say who writes and why."""
    return (
        _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
        _("You get this because somebody gave this address to apply to a call of %(region)s.")
        % {"region": str(call.region.name)},
    )


@composer("initiatives.application_link", wanted=is_still_open)
def application_asked(mail: OutboxMail, masked: bool) -> Message:
    """Give somebody the link to their own application."""
    application = application_of(mail)
    intro = (
        _("With this link you write your application, save it as often as you like, and send it when it is ready."),
        _("The call is open until %(closing)s.") % {"closing": closing_of(application.call)},
    )
    return to_applicant(
        application,
        _("Your application to “%(call)s”"),
        _("Write your application"),
        intro,
        _("Open my application"),
        masked,
    )


@composer("initiatives.application_received")
def application_received(mail: OutboxMail, masked: bool) -> Message:
    """Confirm that an application came in."""
    application = application_of(mail)
    intro = (
        _("We have your application “%(title)s”.") % {"title": application.title},
        _("Until %(closing)s you can still change it or withdraw it.") % {"closing": closing_of(application.call)},
    )
    return to_applicant(
        application,
        _("Received: your application to “%(call)s”"),
        _("Your application is here"),
        intro,
        _("Open my application"),
        masked,
    )


@composer("initiatives.application_withdrawn")
def application_withdrawn(mail: OutboxMail, masked: bool) -> Message:
    """Confirm that an application is withdrawn."""
    application = application_of(mail)
    intro = (
        _("Your application to “%(call)s” is withdrawn, and nobody judges it.") % {"call": str(application.call.title)},
        _("If this was not you, answer this message."),
    )
    return to_applicant(
        application,
        _("Withdrawn: your application to “%(call)s”"),
        _("Your application is withdrawn"),
        intro,
        _("Read my application"),
        masked,
    )


@composer("initiatives.call_prolonged", wanted=is_still_open)
def call_prolonged(mail: OutboxMail, masked: bool) -> Message:
    """Tell that there is more time."""
    application = application_of(mail)
    sent = _("You have sent your application: you may still change it.")
    begun = _("You have begun an application and not sent it yet.")
    intro = (
        _("The call is open longer: until %(closing)s.") % {"closing": closing_of(application.call)},
        sent if application.submitted_at else begun,
    )
    return to_applicant(
        application, _("More time for “%(call)s”"), _("There is more time"), intro, _("Open my application"), masked
    )


@composer("initiatives.call_withdrawn")
def call_withdrawn(mail: OutboxMail, masked: bool) -> Message:
    """Tell that a call was taken back."""
    application = application_of(mail)
    intro = (
        _("The call “%(call)s” was withdrawn before it was decided.") % {"call": str(application.call.title)},
        _("What you wrote stays readable under your link. Answer this message if you have a question."),
    )
    return to_applicant(
        application,
        _("Withdrawn: the call “%(call)s”"),
        _("The call was withdrawn"),
        intro,
        _("Read my application"),
        masked,
    )


@composer("initiatives.decision")
def decision(mail: OutboxMail, masked: bool) -> Message:
    """Tell an applicant what was decided, and why."""
    application = application_of(mail)
    decided, named = application.decision, {"title": application.title}
    if decided.is_chosen:
        heading = _("Your project is chosen")
        told = _("“%(title)s” is chosen, with a grant of %(grant)s.") % {**named, "grant": euros(decided.grant_eur)}
        after = _("We write to you about the first steps.")
    else:
        heading = _("Your project is not chosen")
        told = _("“%(title)s” is not among the projects that were chosen.") % named
        after = _("Thank you for the work you put into it. Answer this message if you want to talk about it.")
    intro = (told, str(decided.because), after)
    return to_applicant(
        application, _("Decided: the call “%(call)s”"), heading, intro, _("Read my application"), masked
    )


def is_still_judged(mail: OutboxMail) -> bool:
    """Tell whether somebody's judgement is still waited for."""
    known = Assessor.objects.select_related("call").filter(
        pk=mail.params.get("assessor"), taken_back_at=None, finished_at=None, call__decided_at=None
    )
    return known.filter(call__withdrawn_at=None).exclude(contact__email="").exists()


@composer("initiatives.assess_request", wanted=is_still_judged)
def assess_request(mail: OutboxMail, masked: bool) -> Message:
    """Ask somebody to judge."""
    assessor = Assessor.objects.select_related("call__region__programme", "contact").get(pk=mail.params["assessor"])
    call = assessor.call
    sender = sender_of(call.region)
    closing = {"closing": closing_of(call)}
    wait = _("It is open until %(closing)s; from then on the applications wait for you under this link.") % closing
    now = _("It has closed, and the applications wait for you under this link.")
    letter = Letter(
        subject=_("Judge applications: “%(call)s”") % {"call": str(call.title)},
        heading=_("Will you judge with us?"),
        intro=(
            _("You are asked to judge the applications to “%(call)s”.") % {"call": str(call.title)},
            wait if state_of(call) == CallState.OPEN else now,
            _("Each application has one page with a grid. You see nobody else’s points, and nobody sees yours but us."),
        ),
        button=Link(_("Read the applications"), assess_link(assessor, language=language_now(), masked=masked)),
        below_button=_("Without account or password. The link is yours alone."),
        why=(
            _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
            _("You get this because you are in the directory of the platform of %(region)s.")
            % {"region": str(call.region.name)},
        ),
    )
    return message_of(letter, call.region, sender)
