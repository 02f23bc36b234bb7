"""Verbs of judging: ask assessors, remind them, take one back; give points, stand aside, finish."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import printable
from maillage.initiatives.actions.call_turns import take_turn
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import Assessor, Criterion, Judgement, PilotApplication, PilotCall, Score
from maillage.initiatives.queries.calls import judging, sent_to, state_of
from maillage.initiatives.queries.judged import left_to_judge
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.people.models import Contact
from maillage.people.queries.senders import mail_language

ASK_MAIL = "initiatives.assess_request"
LONGEST = 4000


@dataclass(frozen=True)
class Verdict:
    """What one assessor gives one application: points by the key of a line, words, or that they stand aside."""

    points: Mapping[int, int] = field(default_factory=dict)
    words: str = ""
    stands_aside: bool = False


@transaction.atomic
def ask_assessors(*, call: PilotCall, contacts: Iterable[Contact], by: Actor) -> list[Assessor]:
    """Ask people of the directory to judge; whoever is asked already is not asked twice."""
    call = take_turn(call)
    refuse_decided(call)
    if call.published_at is None:
        raise ValidationError(_("Publish the call first: assessors are sent its address."))
    fresh = []
    known = {assessor.contact_id: assessor for assessor in Assessor.objects.filter(call=call)}
    for contact in contacts:
        if contact.region_id != call.region_id or not contact.email:
            raise ValidationError(_("Choose people of this region’s directory who have an e-mail address."))
        assessor = known.get(contact.pk) or Assessor(call=call, contact=contact)
        if assessor.pk and assessor.taken_back_at is None:
            continue
        assessor.nonce, assessor.asked_at = secrets.token_hex(12), timezone.now()
        assessor.taken_back_at = assessor.finished_at = None
        assessor.save()
        assessor.call, assessor.contact = call, contact
        ask(assessor, "asked")
        fresh.append(assessor)
    if fresh:
        audit.record("ask assessors", by=by, on=call, owner=call.region.slug, asked=len(fresh))
    return fresh


def ask(assessor: Assessor, occasion: str) -> bool:
    """Queue the mail with the assessor's own link, once for each occasion; tell whether it is a new one."""
    region, contact = assessor.call.region, assessor.contact
    key = f"{ASK_MAIL}:{assessor.pk}:{assessor.nonce[:8]}:{occasion}"
    if OutboxMail.objects.filter(key=key).exists():
        return False
    outbox.queue(
        ASK_MAIL,
        key=key,
        to=contact.email,
        language=mail_language(contact.preferred_language, region),
        params={"assessor": assessor.pk},
        owner=region.slug,
        is_demonstration=contact.is_demonstration,
    )
    return True


def refuse_decided(call: PilotCall) -> None:
    """Refuse to go on judging once it is over."""
    if call.decided_at:
        raise ValidationError(_("The call is decided: nothing is judged any more."))
    if call.withdrawn_at:
        raise ValidationError(_("The call is withdrawn: nothing is judged any more."))


@transaction.atomic
def remind_assessors(*, call: PilotCall, by: Actor) -> int:
    """Write again to those who have not finished, once a day at most; return to how many."""
    call = take_turn(call)
    refuse_decided(call)
    waiting = [one for one in judging(call).filter(finished_at__isnull=True) if one.contact.email]
    today = timezone.localdate().isoformat()
    for assessor in waiting:
        assessor.call = call
        ask(assessor, today)
    if waiting:
        audit.record("remind assessors", by=by, on=call, owner=call.region.slug, asked=len(waiting))
    return len(waiting)


@transaction.atomic
def tell_assessors(*, call: PilotCall, by: Actor) -> int:
    """Tell those who were asked before a call closed that its applications wait, once; return to how many."""
    call = take_turn(call)
    if state_of(call) != CallState.CLOSED or not sent_to(call).exists():
        return 0
    waiting = [one for one in judging(call).filter(finished_at=None, asked_at__lt=call.closes_at) if one.contact.email]
    occasion = f"closed-{call.closes_at:%Y%m%d%H%M}"
    told = 0
    for assessor in waiting:
        assessor.call = call
        told += ask(assessor, occasion)
    if told:
        audit.record("remind assessors", by=by, on=call, owner=call.region.slug, asked=told)
    return told


@transaction.atomic
def take_assessor_back(*, assessor: Assessor, by: Actor) -> Assessor:
    """Take an assessor back: the link ends, and the points given count no more."""
    call = take_turn(assessor.call)
    refuse_decided(call)
    if assessor.taken_back_at is None:
        assessor.taken_back_at = timezone.now()
        assessor.save(update_fields=["taken_back_at"])
        audit.record("take assessor back", by=by, on=assessor, owner=call.region.slug)
    return assessor


@transaction.atomic
def judge(*, assessor: Assessor, application: PilotApplication, verdict: Verdict, by: Actor) -> Judgement:
    """Keep what one assessor gives one application; given anew, the newer one stands."""
    call = take_turn(assessor.call)
    refuse_early(call)
    if not sent_to(call).filter(pk=application.pk).exists():
        raise ValidationError(_("This application was withdrawn meanwhile. Nothing was changed."))
    if is_their_own(assessor, application) and not verdict.stands_aside:
        raise ValidationError(_("You are named in this application: you stand aside here."))
    grid = {line.pk: line for line in call.criteria.all()}
    points = {} if verdict.stands_aside else fitting(verdict.points, grid)
    now = timezone.now()
    Score.objects.filter(assessor=assessor, application=application).exclude(criterion__in=points).delete()
    for key, given in points.items():
        Score.objects.update_or_create(
            assessor=assessor,
            application=application,
            criterion=grid[key],
            defaults={"points": given, "given_at": now},
        )
    words = printable(verdict.words.replace("\r\n", "\n")).strip()[:LONGEST]
    judgement, _made = Judgement.objects.update_or_create(
        assessor=assessor,
        application=application,
        defaults={"words": words, "stands_aside": verdict.stands_aside, "given_at": now},
    )
    audit.record("judge application", by=by, on=application, owner=call.region.slug, aside=verdict.stands_aside)
    return judgement


def refuse_early(call: PilotCall) -> None:
    """Refuse to judge while applications may still change, and once it is over."""
    refuse_decided(call)
    if state_of(call) != CallState.CLOSED:
        raise ValidationError(_("The call is open, and applications may still change. Judge them once it has closed."))


def is_their_own(assessor: Assessor, application: PilotApplication) -> bool:
    """Tell whether an assessor is the one who applies."""
    mine = assessor.contact.email.lower()
    return bool(mine) and mine == application.contact_email.lower()


def fitting(points: Mapping[int, int], grid: Mapping[int, Criterion]) -> dict[int, int]:
    """Return the points given on lines of this grid; more than a line has is refused."""
    if any(key not in grid or not 0 <= given <= grid[key].most_points for key, given in points.items()):
        raise ValidationError(_("These points do not fit the grid. Choose from what the page offers."))
    return dict(points)


@transaction.atomic
def finish_judging(*, assessor: Assessor, by: Actor) -> Assessor:
    """Say that all is judged; what is missing is named. Finished twice is finished once."""
    call = take_turn(assessor.call)
    refuse_early(call)
    assessor.refresh_from_db(fields=["finished_at"])
    if assessor.finished_at:
        return assessor
    if left := left_to_judge(assessor):
        names = " · ".join(application.title for application in left)
        words = _("These applications still wait for your points on each line: %(names)s")
        raise ValidationError(words % {"names": names})
    assessor.finished_at = timezone.now()
    assessor.save(update_fields=["finished_at"])
    audit.record("finish judging", by=by, on=assessor, owner=call.region.slug)
    return assessor
