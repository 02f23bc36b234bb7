"""Template tags that say the state of needs and commitments: a knot and a whole sentence."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, cast

from django import template
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.cooperation.enums import NoteTag, Progress
from maillage.kit.spoken import short_day

if TYPE_CHECKING:
    from django.template import Context, Template

    from maillage.cooperation.board import Line
    from maillage.cooperation.queries.commitments import ToldCommitment
    from maillage.cooperation.queries.needs import StandingNeed

register = template.Library()
# Lines as they were drawn; two kilobytes each.
AT_HAND: dict[tuple[object, ...], str] = {}
MOST_LINES = 3000
KEYS: dict[str, str] = {
    NoteTag.NEED: "n",
    NoteTag.PROPOSAL: "p",
    NoteTag.COMMITMENT: "c",
    NoteTag.PRACTICE: "r",
    NoteTag.SAID: "s",
    NoteTag.NEWS: "w",
}
# Beyond three months a date says more than a number of days.
DAYS_ONE_COUNTS = 92


@register.filter
def key_of(tag: str) -> str:
    """Return the key of the keyboard that tags a line; the same in every language, told beside the lines."""
    return KEYS.get(tag, "")


@register.simple_tag(takes_context=True)
def line_at_hand(context: Context, line: Line, sheet: str, language: str) -> str:
    """Draw a line as everybody sees it, unless it was drawn before and says the same still."""
    note = line.note
    key = (note.pk, note.version, note.tag, line.tag_label, line.details, str(note.agenda_item or ""), sheet, language)
    told = (*key, get_language())
    if told not in AT_HAND:
        if len(AT_HAND) >= MOST_LINES:
            AT_HAND.clear()
        with context.push(line=line):
            drawn = cast("Template", context.template).engine.get_template("cooperation/_live_line.html")
            AT_HAND[told] = drawn.render(context)
    return AT_HAND[told]


@register.simple_tag
def fresh_key() -> str:
    """Return a key by which a form that is sent twice is known."""
    return secrets.token_urlsafe(16)


@register.inclusion_tag("cooperation/_state.html")
def commitment_state(commitment: ToldCommitment) -> dict[str, str]:
    """Say how a commitment goes; it needs the annotations of `with_progress`."""
    return {"knot": commitment.knot, "sentence": commitment_sentence(commitment)}


@register.inclusion_tag("cooperation/_state.html")
def need_state(need: StandingNeed) -> dict[str, str]:
    """Say the state of a need; it needs the annotations of `with_state`."""
    return {"knot": need.knot, "sentence": need_sentence(need)}


def commitment_sentence(commitment: ToldCommitment) -> str:
    """Say in one sentence how a commitment goes."""
    progress = commitment.progress
    if progress in TOLD:
        told_at = commitment.progress_at
        return TOLD[Progress(progress)]() % {"day": short_day(told_at)}
    late = (timezone.localdate() - commitment.due_on).days if commitment.due_on else 0
    if late > DAYS_ONE_COUNTS:
        return _("Late since %(day)s.") % {"day": short_day(commitment.due_on)}
    if late > 0:
        return ngettext("Late by %(days)s day.", "Late by %(days)s days.", late) % {"days": late}
    if commitment.organisation_id is None and commitment.contact_id is None:
        return _("Nobody has taken it yet.")
    if commitment.due_on is None:
        return _("Promised, without a date.")
    return _("Promised, due on %(day)s.") % {"day": short_day(commitment.due_on)}


TOLD = {
    Progress.DONE: lambda: _("Done, told on %(day)s."),
    Progress.DROPPED: lambda: _("Dropped on %(day)s."),
    Progress.BLOCKED: lambda: _("Blocked since %(day)s."),
    Progress.LATE: lambda: _("Late, told on %(day)s."),
}

NEEDS = {
    "open": lambda: _("Asked, nobody yet."),
    "promised": lambda: _("Promised."),
    "late": lambda: _("Promised, and late."),
    "answered": lambda: _("Answered."),
}


def need_sentence(need: StandingNeed) -> str:
    """Say in one sentence where a need stands."""
    if need.closed_on:
        return _("Closed on %(day)s.") % {"day": short_day(need.closed_on)}
    return NEEDS[need.state]()
