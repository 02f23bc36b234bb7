"""Whom riders and drivers ring when something goes wrong on the day, and how they cancel, in words."""

from __future__ import annotations

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from maillage.kit.spoken import clock
from maillage.mobility.lift_words import weekdays_said
from maillage.mobility.models import OnCall
from maillage.territory.models import Region

# Figures between these signs stay in their order, whichever way the words around them are written.
ISOLATE, ISOLATED = "\u2066", "\u2069"
# Before a plus, which would else stand behind its number.
LEFT_TO_RIGHT = "\u200e"
WHOLE_WEEK = 7


def on_call_in(region: Region) -> OnCall | None:
    """Return whom those who drive or ride together may ring; None where the coordinator has not said so."""
    return OnCall.objects.filter(region=region, is_told=True).first()


def phone_said(phone: str) -> str:
    """Write a telephone number so that its figures stay in their order."""
    return f"{ISOLATE}{phone}{ISOLATED}" if phone else ""


def whom_to_ring(known: OnCall | None) -> str:
    """Say whom to ring on the day, and when somebody answers; nothing where nobody has said so."""
    if known is None:
        return ""
    words = {"phone": phone_said(known.phone), "hours": hours_said(known)}
    return _("Something goes wrong on the day? Ring %(phone)s (%(hours)s).") % words


def hours_said(known: OnCall) -> str:
    """Say when somebody answers."""
    words = {"start": clock(known.opens), "end": clock(known.closes)}
    hours = _("%(start)s to %(end)s") % words
    if len(set(known.weekdays)) == WHOLE_WEEK:
        return _("every day, %(hours)s") % {"hours": hours}
    return _("%(days)s, %(hours)s") % {"days": weekdays_said(known.weekdays), "hours": hours}


def how_to_cancel(known: OnCall | None, *, drives: bool) -> str:
    """Say what to do who cannot drive, or come, after all."""
    if known is None:
        if drives:
            return _("You cannot drive? Tell us as early as you can: on your page, or whoever gave you this paper.")
        return _("You cannot come? Tell us as early as you can: on your page, or whoever gave you this paper.")
    if drives:
        return _("You cannot drive? Tell us as early as you can: on your page, or at this number.")
    return _("You cannot come? Tell us as early as you can: on your page, or at this number.")


def short_rings(known: OnCall | None) -> tuple[str, ...]:
    """Say it for the end of a short message, the fullest first; nothing where nobody has said whom to ring."""
    if known is None:
        return ()
    figures = "".join(known.phone.split())
    phone = f"{LEFT_TO_RIGHT}{figures}" if get_language_bidi() and figures.startswith("+") else figures
    return _("Something goes wrong? Ring %(phone)s") % {"phone": phone}, _("Tel. %(phone)s") % {"phone": phone}
