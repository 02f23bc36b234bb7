"""A roundtable said in words: its title, when, where and how, in the active language."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maillage.cooperation.enums import Mode
from maillage.cooperation.models import Commitment, Roundtable
from maillage.kit.spoken import clock, day, ordinal, short_day


def title_of(roundtable: Roundtable) -> str:
    """Say which roundtable it is: Saône-et-Loire, third roundtable."""
    words = {"region": str(roundtable.region.name), "ordinal": ordinal(roundtable.number)}
    return pgettext("title of a roundtable", "%(region)s, %(ordinal)s roundtable") % words


def hours_of(roundtable: Roundtable) -> str:
    """Say from when to when, or from when, or nothing where the time is not known."""
    if roundtable.start_time is None:
        return ""
    ends = roundtable.ends_at
    if ends is None:
        return _("from %(start)s") % {"start": clock(roundtable.start_time)}
    return _("from %(start)s to %(end)s") % {"start": clock(roundtable.start_time), "end": clock(ends.timetz())}


def when_of(roundtable: Roundtable) -> str:
    """Say the day with its name, and the hours if they are known."""
    hours = hours_of(roundtable)
    if not hours:
        return capfirst(day(roundtable.date))
    return _("%(day)s, %(hours)s") % {"day": capfirst(day(roundtable.date)), "hours": hours}


def moment_of(at: datetime, zone: str) -> str:
    """Say a moment by the clocks of a zone: Sunday 16 May 2027, 09:00."""
    local = at.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(hours)s") % {"day": capfirst(day(local.date())), "hours": clock(local.time())}


def venue_of(roundtable: Roundtable) -> str:
    """Name the place: the address as written, at the organisation that lends it."""
    host = str(roundtable.venue_organisation or "")
    address = str(roundtable.venue)
    if host and address:
        return _("%(host)s, %(address)s") % {"host": host, "address": address}
    return host or address


def where_of(roundtable: Roundtable) -> str:
    """Say in one sentence where and how people meet."""
    venue = venue_of(roundtable)
    if roundtable.mode == Mode.ON_SITE:
        return _("At %(venue)s.") % {"venue": venue} if venue else _("On site. The place follows.")
    if roundtable.mode == Mode.HYBRID:
        return _("At %(venue)s, or online.") % {"venue": venue} if venue else _("On site or online. The place follows.")
    return _("Online.")


def mode_of(roundtable: Roundtable) -> str:
    """Say the mode as the last part of a subject line."""
    words = {Mode.ONLINE: _("online"), Mode.ON_SITE: _("on site"), Mode.HYBRID: _("online and on site")}
    return words.get(Mode(roundtable.mode), "") if roundtable.mode else ""


def subject_of(roundtable: Roundtable) -> str:
    """Say event, date and mode: what a subject line must tell."""
    words = {"title": title_of(roundtable), "day": day(roundtable.date), "mode": mode_of(roundtable)}
    if not words["mode"]:
        return _("%(title)s, %(day)s") % words
    return _("%(title)s, %(day)s, %(mode)s") % words


def mail_subject(kind: str, roundtable: Roundtable) -> str:
    """Say what a mail about a roundtable is, then event, date and mode."""
    sentences = {
        "invitation": _("Invitation: %(event)s"),
        "reminder": _("Are you coming? %(event)s"),
        "confirmation": _("Your answer is noted: %(event)s"),
        "substitute": _("You come instead of somebody: %(event)s"),
        "changed": _("Changed: %(event)s"),
        "cancelled": _("Cancelled: %(event)s"),
        "waiting": _("You are on the waiting list: %(event)s"),
        "moved_up": _("You have a seat: %(event)s"),
        "withdrawn": _("Your invitation is withdrawn: %(event)s"),
        "released": _("You are not expected any more: %(event)s"),
    }
    return sentences[kind] % {"event": subject_of(roundtable)}


def follow_up_subject(commitment: Commitment) -> str:
    """Ask in one line how a promise goes, with the date it is due if there is one."""
    words = {"region": str(commitment.region.name), "day": short_day(commitment.due_on)}
    if commitment.due_on is None:
        return _("%(region)s: how is your promise going?") % words
    return _("%(region)s: how is your promise for %(day)s going?") % words
