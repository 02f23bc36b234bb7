"""How old what a card says is, in words."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from maillage.kit.spoken import short_day

OLD = timedelta(days=365)


def age_in_words(recorded_on: date | None, confirmed_on: date | None, today: date) -> str:
    """Say when somebody who knows last confirmed a card; one never confirmed says when it was written down."""
    if confirmed_on is None:
        if recorded_on is None:
            return _("never confirmed")
        return _("recorded on %(day)s, never confirmed") % {"day": short_day(recorded_on)}
    if today - confirmed_on >= OLD:
        return _("nobody confirmed it since %(day)s") % {"day": short_day(confirmed_on)}
    if confirmed_on >= today:
        return _("confirmed today")
    return _("confirmed %(period)s ago") % {"period": timesince(confirmed_on, today, depth=1)}


def is_old(confirmed_on: date | None, today: date) -> bool:
    """Tell whether nobody confirmed a card for a year."""
    return confirmed_on is None or today - confirmed_on >= OLD
