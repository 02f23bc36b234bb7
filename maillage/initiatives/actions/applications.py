"""Verbs on applications: ask for a link, write, send, withdraw; all by the clock of the server."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line, printable
from maillage.initiatives.actions.call_turns import take_application, take_turn
from maillage.initiatives.actions.told_applicants import tell_applicant
from maillage.initiatives.call_words import euros
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import CallQuestion, PilotApplication, PilotCall
from maillage.initiatives.queries.calls import state_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail

VISITOR = Actor("visitor", label="visitor")
LINK_MAIL, RECEIVED_MAIL, GONE_MAIL = (
    "initiatives.application_link",
    "initiatives.application_received",
    "initiatives.application_withdrawn",
)
PAUSE, WINDOW = timedelta(minutes=15), timedelta(minutes=10)
MOST_IN_WINDOW, MOST_FOR_AN_ADDRESS = 20, 5
LONGEST_DRAFT = 20_000
MOST_MONTHS = 60
FIELDS = ("organisation_name", "contact_name", "title", "amount_eur", "months")


@dataclass(frozen=True)
class Written:
    """What an applicant wrote; answers go by the key of their question."""

    organisation_name: str = ""
    contact_name: str = ""
    title: str = ""
    amount_eur: int | None = None
    months: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


class TooManyAsk(Exception):
    """More people ask for a link than ever happens by itself."""


class TooLate(ValidationError):
    """The call closed before this arrived; nothing was changed."""


class WrittenMeanwhile(Exception):
    """Somebody saved in another window since this one was opened; `application` is what stands now."""

    def __init__(self, application: PilotApplication) -> None:
        super().__init__()
        self.application = application


@transaction.atomic
def begin_application(*, call: PilotCall, email: str, language: str, by: Actor = VISITOR) -> OutboxMail | None:
    """Send an address its own link to an application; nothing tells whether it has one already.

    Raises TooManyAsk, or TooLate. No second mail leaves within a quarter of an hour.
    """
    call = take_turn(call)
    refuse_late(call)
    now = timezone.now()
    asked = OutboxMail.objects.filter(composer=LINK_MAIL)
    if asked.filter(owner=call.region.slug, created_at__gt=now - WINDOW).count() >= MOST_IN_WINDOW:
        raise TooManyAsk
    mine = asked.filter(to__iexact=email)
    if mine.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_FOR_AN_ADDRESS:
        return None
    known = PilotApplication.objects.filter(call=call, contact_email__iexact=email, withdrawn_at=None).first()
    if known and mine.filter(key__startswith=f"{LINK_MAIL}:{known.pk}:", created_at__gt=now - PAUSE).exists():
        return None
    application = known or PilotApplication.objects.create(
        call=call, contact_email=email.lower(), language=language, nonce=secrets.token_hex(12)
    )
    application.call = call
    audit.record("begin application", by=by, on=application, owner=call.region.slug)
    tell_applicant(application, LINK_MAIL, occasion=f"{now:%Y%m%d%H%M%S}")
    return OutboxMail.objects.get(key=f"{LINK_MAIL}:{application.pk}:{now:%Y%m%d%H%M%S}")


def refuse_late(call: PilotCall) -> None:
    """Refuse what arrives when a call is not open any more; call it once the turn is taken."""
    state = state_of(call)
    if state == CallState.WITHDRAWN:
        raise TooLate(_("This call was withdrawn. Nothing was changed."))
    if state != CallState.OPEN:
        raise TooLate(_("The call has closed. Nothing was changed."))


@transaction.atomic
def save_application(
    *, application: PilotApplication, written: Written, version: int, by: Actor, send: bool = False
) -> PilotApplication:
    """Keep what was written, as a draft or to `send` it; what was sent once is held to the same rules ever after.

    Raises TooLate once the call has closed, WrittenMeanwhile where another window saved since `version`.
    """
    application = take_application(application)
    call = application.call
    refuse_late(call)
    refuse_withdrawn(application)
    kept = cleaned(written)
    first_sent = send and application.submitted_at is None
    if not first_sent and is_as_it_stands(application, kept):
        return application
    if version != application.version:
        raise WrittenMeanwhile(application)
    is_held = send or application.submitted_at is not None
    if is_held and (faults := faults_of(call, list(call.questions.all()), kept)):
        raise ValidationError(faults)
    for name in FIELDS:
        setattr(application, name, getattr(kept, name))
    application.answers = dict(kept.answers)
    application.version += 1
    if first_sent:
        application.submitted_at = timezone.now()
    application.save()
    noted(application, first_sent, by)
    return application


def noted(application: PilotApplication, first_sent: bool, by: Actor) -> None:
    """Note a saving on the trail; the first sending is confirmed by mail."""
    call = application.call
    verb = "send application" if first_sent else "save application"
    audit.record(verb, by=by, on=application, owner=call.region.slug, version=application.version)
    if first_sent:
        tell_applicant(application, RECEIVED_MAIL, occasion="once")


def refuse_withdrawn(application: PilotApplication) -> None:
    """Refuse to change an application that was withdrawn."""
    if application.withdrawn_at:
        raise ValidationError(_("This application was withdrawn, and nothing in it is changed any more."))


def cleaned(written: Written) -> Written:
    """Return what was written without signs that nobody sees, with names on one line."""
    answers = {
        key: printable(text.replace("\r\n", "\n")).strip()[:LONGEST_DRAFT] for key, text in written.answers.items()
    }
    return Written(
        organisation_name=one_line(written.organisation_name)[:200],
        contact_name=one_line(written.contact_name)[:150],
        title=one_line(written.title)[:200],
        amount_eur=written.amount_eur,
        months=written.months,
        answers={key: text for key, text in answers.items() if text},
    )


def is_as_it_stands(application: PilotApplication, written: Written) -> bool:
    """Tell whether saving would change nothing: the same form sent twice is one saving."""
    same = all(getattr(application, name) == getattr(written, name) for name in FIELDS)
    return same and application.version > 0 and application.answers == dict(written.answers)


def written_in(application: PilotApplication) -> Written:
    """Return what an application says by now."""
    return Written(**{name: getattr(application, name) for name in FIELDS}, answers=application.answers)


def faults_of(call: PilotCall, questions: Sequence[CallQuestion], written: Written) -> dict[str, str]:
    """Say by field what keeps an application from being sent."""
    faults = {
        name: sentence
        for name, sentence in (
            ("organisation_name", _("Write which organisation applies.")),
            ("contact_name", _("Write with whom we can speak about it.")),
            ("title", _("Give the project a title.")),
        )
        if not getattr(written, name)
    }
    if fault := fault_of_amount(call, written.amount_eur):
        faults["amount_eur"] = fault
    if fault := fault_of_months(call, written.months):
        faults["months"] = fault
    for question in questions:
        if fault := fault_of_answer(question, written.answers.get(str(question.pk), "")):
            faults[f"answer_{question.pk}"] = fault
    return faults


def fault_of_amount(call: PilotCall, amount: int | None) -> str:
    """Say what is wrong with the amount asked for."""
    if not amount:
        return _("Write how much you ask for, in whole euros.")
    most = call.largest_grant_eur or call.budget_eur
    if most and amount > most:
        words = {"amount": euros(amount), "most": euros(most)}
        return _("You ask for %(amount)s; this call gives %(most)s at most.") % words
    return ""


def fault_of_months(call: PilotCall, months: int | None) -> str:
    """Say what is wrong with the length of the project."""
    if not months:
        return _("Write how many months the project takes.")
    most = call.months or MOST_MONTHS
    if months > most:
        return _("You write %(months)s months; this call is for %(most)s months at most.") % {
            "months": months,
            "most": most,
        }
    return ""


def fault_of_answer(question: CallQuestion, text: str) -> str:
    """Say what is wrong with an answer."""
    if not text:
        return _("This question waits for an answer.") if question.is_required else ""
    if len(text) > question.longest:
        sentence = _("This text has %(length)s characters; %(most)s fit. Shorten it.")
        return sentence % {"length": len(text), "most": question.longest}
    return ""


@transaction.atomic
def withdraw_application(*, application: PilotApplication, because: str, by: Actor) -> PilotApplication:
    """Withdraw an application, which may be done until the call is decided; withdrawn twice is withdrawn once."""
    application = take_application(application)
    call = application.call
    if application.withdrawn_at:
        return application
    if call.decided_at:
        raise ValidationError(_("The call is decided. Write to the convenor instead: the address is in our mail."))
    reason = one_line(because)[:400]
    if not reason:
        raise ValidationError({"because": _("Say in a line why, so that nobody asks you.")})
    application.withdrawn_at, application.withdrawn_because = timezone.now(), reason
    application.save(update_fields=["withdrawn_at", "withdrawn_because"])
    audit.record("withdraw application", by=by, on=application, owner=call.region.slug)
    tell_applicant(application, GONE_MAIL, occasion="once")
    return application
