"""The state of a need and of a promise in whole sentences, with the three knots that draw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.cooperation.enums import Progress
from maillage.kit.spoken import short_day
from maillage.website.queries.needs import Told

# A promise with the columns that `cooperation.queries.commitments.with_progress` adds.
Going = Any
KNOTS = {
    "open": ("open", "next", "next"),
    "promised": ("kept", "tied", "open"),
    "late": ("kept", "late", "open"),
    "answered": ("kept", "kept", "open"),
    "kept": ("kept", "kept", "kept"),
    "closed": ("kept", "cut", "cut"),
}


@dataclass(frozen=True)
class Strand:
    """Need, promise, result: three knots, the words that say the same, and whether they are an example."""

    knots: tuple[str, str, str]
    words: str
    is_example: bool = False

    @property
    def knot(self) -> str:
        """The one knot that draws it where there is room for one: the middle one once somebody has it."""
        return self.knots[0] if self.knots[0] == "open" else self.knots[1]


def strand_of(need: Told) -> Strand:
    """Return the strand of a need found by `website.queries.needs.told`."""
    state = "kept" if need.state == "answered" and need.kept_text else need.state
    return Strand(KNOTS[state], _words(need, state), bool(need.promise_is_example) and state != "open")


def _words(need: Told, state: str) -> str:
    if state == "closed":
        return _("Ended: %(reason)s") % {"reason": need.closed_because}
    if state == "kept":
        return _("Promised and done.")
    if state == "answered":
        practices = need.practices or 1
        return ngettext(
            "Answered by one practice. What came of it is still to be told.",
            "Answered by %(number)d practices. What came of it is still to be told.",
            practices,
        ) % {"number": practices}
    if state == "open":
        return _("What was promised has been dropped. Who can?") if need.was_dropped else _("Nobody has answered yet.")
    return promised(need.promise_by or "", need.promise_due, is_late=state == "late")


def promised(by: str, due: date | None, *, is_late: bool) -> str:
    """Say who promised, and by when."""
    words = {"who": by, "day": short_day(due)}
    if is_late and due:
        if by:
            return _("Promised by %(who)s for %(day)s, not done yet.") % words
        return _("Promised for %(day)s, not done yet.") % words
    if is_late:
        return _("Promised by %(who)s, and held up.") % words if by else _("Promised, and held up.")
    if due:
        return _("Promised by %(who)s, due %(day)s.") % words if by else _("Promised, due %(day)s.") % words
    return _("Promised by %(who)s.") % words if by else _("Promised.")


def knots_of_promise(promise: Going) -> tuple[str, str, str]:
    """Return the knots of a promise: the need it answers, the promise, the result."""
    if promise.progress == Progress.DONE:
        return KNOTS["kept"]
    if promise.progress == Progress.DROPPED:
        return KNOTS["closed"]
    return KNOTS["late" if promise.knot == "late" else "promised"]


def promise_in_words(promise: Going) -> str:
    """Say how a promise goes, as its owner told it last."""
    who = promise.organisation.name if promise.organisation else ""
    if promise.progress == Progress.DONE:
        return _("Promised by %(who)s, and done.") % {"who": who} if who else _("Promised and done.")
    if promise.progress == Progress.DROPPED:
        return _("Promised by %(who)s, and dropped.") % {"who": who} if who else _("Promised and dropped.")
    return promised(who, promise.due_on, is_late=promise.knot == "late")
