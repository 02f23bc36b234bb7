"""Template tags of calls: amounts, per cent, and how far assessors are apart as a small plot."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.judging import Standing
from maillage.initiatives.call_words import euros, share

register = template.Library()
register.filter("euros", euros)
register.filter("share", share)
# The plot: one unit is half a per cent, with room for the dots at both ends.
SCALE, MARGIN, HEIGHT = 2, 8, 24


@register.inclusion_tag("initiatives/_spread.html")
def spread(standing: Standing) -> dict[str, Any]:
    """Draw the range from the lowest to the highest figure with the mean on it; the words beside it say the same."""
    if standing.mean is None or standing.lowest is None or standing.highest is None:
        return {"words": ""}
    return {
        "words": spread_words(standing),
        "width": 100 * SCALE + 2 * MARGIN,
        "height": HEIGHT,
        "middle": HEIGHT // 2,
        "start": MARGIN,
        "end": 100 * SCALE + MARGIN,
        "lowest": at(float(standing.lowest)),
        "highest": at(float(standing.highest)),
        "mean": at(float(standing.mean)),
    }


def at(figure: float) -> float:
    """Return where a figure lies on the plot."""
    return round(MARGIN + SCALE * figure, 1)


def spread_words(standing: Standing) -> str:
    """Say the range and the deviation; of one assessor alone there is neither."""
    if standing.deviation is None:
        return _("one assessor alone")
    words = {
        "lowest": share(float(standing.lowest or 0)),
        "highest": share(float(standing.highest or 0)),
        "deviation": share(standing.deviation),
    }
    return _("from %(lowest)s to %(highest)s, standard deviation %(deviation)s") % words


@register.filter
def left_out(standing: Standing) -> str:
    """Say who is not in the mean."""
    parts = []
    if standing.missing:
        words = ngettext("%(count)d has not judged it yet", "%(count)d have not judged it yet", standing.missing)
        parts.append(words % {"count": standing.missing})
    if standing.aside:
        words = ngettext("%(count)d stands aside", "%(count)d stand aside", standing.aside)
        parts.append(words % {"count": standing.aside})
    return ", ".join(parts)
