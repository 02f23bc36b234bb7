"""Who keeps coming, as a drawing and as the same in sentences."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from maillage.cooperation.queries.retention import HEIGHT, MARGIN, WIDTH, Retention
from maillage.core.retention import Point
from maillage.kit.spoken import ordinal
from maillage.people.enums import Category

register = template.Library()


@register.inclusion_tag("cooperation/_retention_plot.html")
def retention_plot(retention: Retention) -> dict[str, Any]:
    """Draw the head-counts, and how many of the first organisations still came."""
    if retention.plot is None:
        return {}
    people, first = retention.plot.lines
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": MARGIN,
        "right": WIDTH - MARGIN,
        "ground": retention.plot.ground,
        "below": retention.plot.ground + 22,
        "marks": retention.plot.marks,
        "people": people,
        "first": first,
        "people_path": path_of(people),
        "first_path": path_of(first),
        "words": retention_words(retention),
    }


def path_of(points: tuple[Point, ...]) -> str:
    """Return the line through points as SVG writes it; nothing for fewer than two."""
    return "M" + " L".join(f"{point.x} {point.y}" for point in points) if len(points) > 1 else ""


@register.filter
def retention_words(retention: Retention) -> list[str]:
    """Say what the drawing shows, whole sentences that need no drawing."""
    sentences = []
    if retention.counts:
        counted = [
            _("%(ordinal)s: %(count)s") % {"ordinal": ordinal(number), "count": in_figures(count)}
            for number, count, _first in retention.rows
        ]
        sentences.append(_("How many came, by roundtable: %(list)s.") % {"list": ", ".join(counted)})
    if len(retention.of_first) > 1 and retention.of_first[0].of:
        still = [
            _("%(ordinal)s: %(count)s") % {"ordinal": ordinal(one.number), "count": one.still}
            for one in retention.of_first[1:]
        ]
        sentence = _("Of the %(of)s organisations at the %(first)s roundtable, so many still came: %(list)s.")
        first = retention.of_first[0]
        sentences.append(
            sentence % {"of": first.of, "first": ordinal(first.number), "list": ", ".join(still)},
        )
    return [*sentences, *categories_in_words(retention)]


def categories_in_words(retention: Retention) -> list[str]:
    """Say which categories sat at an earlier table and were missing at the last that tells them."""
    sentence = _("%(category)s: present at the %(seen)s roundtable, absent at the %(now)s.")
    return [
        sentence % {"category": capital(Category(kind).label), "seen": ordinal(seen), "now": ordinal(now)}
        for kind in Category.values
        for seen, now in [retention.categories.get(kind, (0, 0))]
        if now
    ]


def capital(text: Any) -> str:
    """Return a label with a capital, the rest as it is."""
    said = str(text)
    return said[:1].upper() + said[1:]


def in_figures(count: tuple[int, int] | None) -> str:
    """Say a head-count, its two ends, or that nobody wrote it down."""
    if count is None:
        return _("not recorded")
    least, most = count
    return str(most) if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}
