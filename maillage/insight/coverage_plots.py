"""Plots of coverage as plain marks in per cent of their width, so that their words keep their size on any screen."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.insight.coverage_words import CLASSES, SPLIT
from maillage.insight.numbers import hundredths, percent, whole

if TYPE_CHECKING:
    from maillage.core.coverage import Concentration, CoverageCurve

LEAST, MOST = 0.05, 5.0
LEFT, RIGHT = 3.0, 97.0
LINE = 62
TICKS = ((0.05, "1/20"), (0.2, "1/5"), (0.5, "1/2"), (1.0, "1"), (2.0, "2"), (5.0, "5"))
DASHES = {"city": "", "town": "7 4", "rural": "2 4"}
# Drawn in whole units, stretched to the width of the page.
CURVE_HEIGHT = 200
TOP = 15


@dataclass(frozen=True)
class Interval:
    """One class on the plot of quotients: its words, its interval and its dot, in per cent of the width."""

    words: str
    top: int
    low: str
    high: str
    dot: str

    @property
    def middle(self) -> int:
        return self.top + 20


@dataclass(frozen=True)
class QuotientPlot:
    """Quotients with their intervals on a logarithmic axis, with the line at 1."""

    rows: tuple[Interval, ...]
    ticks: tuple[tuple[str, str], ...]
    one: str
    height: int
    words: str

    @property
    def ground(self) -> int:
        return self.height - 44


@dataclass(frozen=True)
class Line:
    """One class on the plot of reach: its path and how it is dashed."""

    name: str
    path: str
    dashes: str


@dataclass(frozen=True)
class ReachPlot:
    """The share within reach against the reach, one line a class."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[str, str], ...]
    scale: tuple[tuple[int, str], ...]
    set_at: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    reaches: tuple[str, ...]
    words: str


def quotient_plot(found: Concentration) -> QuotientPlot | None:
    """Lay out the quotients of city, town and country; None where no class has an interval."""
    rows: list[Interval] = []
    said: list[str] = []
    for group in SPLIT:
        one = found.groups.get(group)
        if one is None or one.quotient is None or one.interval is None:
            continue
        name = str(CLASSES[group])
        told = {
            "name": name, "inside": whole(one.initiatives), "total": whole(one.of_initiatives),
            "share": percent(one.share_of_people or 0),
        }  # fmt: skip
        words = _("%(name)s: %(inside)s of %(total)s, %(share)s of people") % told
        low, high = one.interval
        rows.append(Interval(words, 28 + LINE * len(rows), _at(low), _at(high), _at(one.quotient)))
        numbers = {"name": name, "quotient": hundredths(one.quotient), "low": hundredths(low), "high": hundredths(high)}
        said.append(_("%(name)s %(quotient)s, from %(low)s to %(high)s.") % numbers)
    if not rows:
        return None
    ticks = tuple((_at(value), label) for value, label in TICKS)
    return QuotientPlot(tuple(rows), ticks, _at(1.0), 60 + LINE * len(rows), " ".join(said))


def reach_plot(curve: CoverageCurve, reach: float) -> ReachPlot:
    """Lay out how the share within reach grows with the reach."""
    reaches = [float(value) for value in curve.reaches]
    lines: list[Line] = []
    rows: list[tuple[str, tuple[str, ...]]] = []
    for group in (*SPLIT, "all"):
        shares = curve.shares.get(group)
        if shares is None:
            continue
        name = str(CLASSES[group])
        rows.append((name, tuple(percent(float(share)) for share in shares)))
        if group in DASHES:
            steps = [
                f"{round(x)} {round(CURVE_HEIGHT * (1 - share))}"
                for x, share in zip(_along(reaches), shares, strict=True)
            ]
            lines.append(Line(name, "M" + "L".join(steps), DASHES[group]))
    said = [_("%(name)s: %(shares)s.") % {"name": name, "shares": ", ".join(shares)} for name, shares in rows]
    last = reaches[-1]
    return ReachPlot(
        lines=tuple(lines),
        ticks=tuple((f"{100 * (value - reaches[0]) / (last - reaches[0]):.1f}%", whole(value)) for value in reaches),
        scale=tuple((TOP + round(CURVE_HEIGHT * (1 - share)), percent(share)) for share in (1.0, 0.5, 0.0)),
        set_at=f"{100 * (min(max(reach, reaches[0]), last) - reaches[0]) / (last - reaches[0]):.1f}%",
        rows=tuple(rows),
        reaches=tuple(whole(value) for value in reaches),
        words=" ".join(said),
    )


def _along(reaches: list[float]) -> list[float]:
    return [1000 * (value - reaches[0]) / (reaches[-1] - reaches[0]) for value in reaches]


def _at(value: float) -> str:
    share = (log(min(max(value, LEAST), MOST)) - log(LEAST)) / (log(MOST) - log(LEAST))
    return f"{LEFT + (RIGHT - LEFT) * share:.1f}%"
