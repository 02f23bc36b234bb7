"""Calls in words: until when, how much, how a call stands."""

from __future__ import annotations

from decimal import Decimal

from babel import Locale
from babel.numbers import format_percent, parse_pattern
from django.utils.translation import gettext as _

from maillage.initiatives.enums import CallState
from maillage.initiatives.models import PilotCall
from maillage.initiatives.queries.calls import local_close, state_of
from maillage.kit.spoken import clock, day, page_language, short_day


def euros(amount: int | Decimal | None) -> str:
    """Say an amount in whole euros as the page's language writes it; nothing where it is not known."""
    if amount is None:
        return ""
    locale = Locale.parse(page_language())
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    pattern.frac_prec = (0, 0)
    return str(pattern.apply(amount, locale, currency="EUR", currency_digits=False))


def share(figure: float | None) -> str:
    """Say a figure from 0 to 100 as per cent, with one decimal."""
    if figure is None:
        return ""
    rounded = Decimal(str(round(float(figure), 1))) / 100
    return str(format_percent(rounded, locale=page_language(), decimal_quantization=False))


def closing_of(call: PilotCall) -> str:
    """Say until when a call is open: weekday, day and hour by the clocks of its region."""
    closes = local_close(call)
    return _("%(day)s, %(time)s (time in %(region)s)") % {
        "day": day(closes.date()),
        "time": clock(closes.time()),
        "region": str(call.region.name),
    }


def standing_of(call: PilotCall) -> str:
    """Say in one sentence how a call stands."""
    closed = short_day(local_close(call).date())
    return {
        CallState.DRAFT: _("Not published yet."),
        CallState.OPEN: _("Open until %(closing)s.") % {"closing": closing_of(call)},
        CallState.CLOSED: _("Closed on %(day)s. Applications are being judged.") % {"day": closed},
        CallState.DECIDED: _("Closed on %(day)s. It is decided.") % {"day": closed},
        CallState.WITHDRAWN: _("This call was withdrawn."),
    }[state_of(call)]


KNOTS = {
    CallState.DRAFT: "next",
    CallState.OPEN: "open",
    CallState.CLOSED: "tied",
    CallState.DECIDED: "kept",
    CallState.WITHDRAWN: "cut",
}
