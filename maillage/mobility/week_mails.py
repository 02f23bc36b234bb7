"""Mails of a week of lifts: what is planned or has changed, and the question in the evening whether it took place."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import clock, day, short_day
from maillage.mobility.enums import Outcome
from maillage.mobility.lift_links import driver_url, rider_url
from maillage.mobility.models import Newcomer, Outing
from maillage.mobility.on_call_words import on_call_in, whom_to_ring
from maillage.mobility.own_week import drive_of, seat_of
from maillage.mobility.queries.own_weeks import drives_of, outings_with_people, seats_of, unserved_of
from maillage.mobility.week_links import driver_calendar_url, driver_paper_url, rider_calendar_url, rider_paper_url
from maillage.mobility.week_marks import mark_of_drives, mark_of_seats
from maillage.mobility.week_spoken import drive_said, missing_said, riders_said, seat_said
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Volunteer
from maillage.people.queries.senders import Sender, sender_of
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_newcomers

Span = tuple[date, date]


def week_behind(mail: OutboxMail) -> Span:
    """Return the first and the last day of the week that a mail tells."""
    monday = date.fromisoformat(mail.params["monday"])
    return monday, monday + timedelta(days=6)


def driver_still_to_be_told(mail: OutboxMail) -> bool:
    """Tell whether the volunteer can be written to, and their week is still as the mail would tell it."""
    volunteer = Volunteer.objects.filter(pk=mail.params.get("volunteer")).exclude(email="").first()
    if volunteer is None:
        return False
    return mark_of_drives(drives_of(volunteer, *week_behind(mail))) == str(mail.params["mark"])


def rider_still_to_be_told(mail: OutboxMail) -> bool:
    """Tell whether the newcomer can be written to, and their week is still as the mail would tell it."""
    newcomer = Newcomer.objects.filter(pk=mail.params.get("newcomer")).exclude(email="").first()
    if newcomer is None:
        return False
    week = week_behind(mail)
    return mark_of_seats(seats_of(newcomer, *week), unserved_of(newcomer, *week)) == str(mail.params["mark"])


def why_written(region: Region, sender: Sender, because: str) -> tuple[str, ...]:
    """Say who writes and why."""
    first = _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name}
    return first, because % {"region": str(region.name)}


@composer("mobility.driver_week", wanted=driver_still_to_be_told)
@for_newcomers
def driver_week(mail: OutboxMail, masked: bool) -> Message:
    """Tell a driver what they drive in a week, or that it has changed."""
    volunteer = Volunteer.objects.select_related("region__programme").get(pk=mail.params["volunteer"])
    region, week = volunteer.region, week_behind(mail)
    drives = [drive for drive in map(drive_of, drives_of(volunteer, *week)) if not drive.is_off]
    sender = sender_of(region)
    heading, intro = words_for_driver(bool(drives), changed=bool(mail.params.get("changed")))
    letter = Letter(
        subject=_("%(heading)s: week of %(day)s") % {"heading": heading, "day": short_day(week[0])},
        heading=heading,
        intro=(intro,),
        facts=tuple(drive_said(drive) for drive in drives),
        button=Link(_("Open my week"), driver_url(volunteer, language=language_now(), masked=masked)),
        others=(
            Link(_("My week to print"), driver_paper_url(volunteer, week[0], language_now(), masked=masked)),
            Link(_("My lifts in my calendar"), driver_calendar_url(volunteer, language_now(), masked=masked)),
        ),
        below_button=_("Without account or password. Meeting points and telephone numbers stand on your page."),
        closing=rings_of(region) if drives else (),
        why=why_written(region, sender, _("You get this because you offer to drive in %(region)s.")),
    )
    return message_of(letter, region, sender)


def rings_of(region: Region) -> tuple[str, ...]:
    """Say whom to ring on the day, to those who have a lift."""
    return tuple(filter(None, [whom_to_ring(on_call_in(region))]))


def words_for_driver(drives: bool, *, changed: bool) -> tuple[str, str]:
    """Return heading and first sentence for whoever drives."""
    if not drives:
        return _("You need not drive"), _("Your lifts of this week are called off. You need not do anything.")
    if changed:
        return _("Your lifts have changed"), _("The week was planned anew. This is what you drive now.")
    return _("Your lifts"), _("We have planned the week. Say with one tap whether you drive.")


@composer("mobility.rider_week", wanted=rider_still_to_be_told)
@for_newcomers
def rider_week(mail: OutboxMail, masked: bool) -> Message:
    """Tell a rider who drives them in a week, or that it has changed, or that no lift was found."""
    newcomer = Newcomer.objects.select_related("region__programme").get(pk=mail.params["newcomer"])
    region, week = newcomer.region, week_behind(mail)
    seats = [seat for seat in map(seat_of, seats_of(newcomer, *week)) if not seat.is_off]
    lacking = missing_said(unserved_of(newcomer, *week))
    sender = sender_of(region)
    heading, intro = words_for_rider(bool(seats), bool(lacking), changed=bool(mail.params.get("changed")))
    letter = Letter(
        subject=_("%(heading)s: week of %(day)s") % {"heading": heading, "day": short_day(week[0])},
        heading=heading,
        intro=(intro,),
        facts=(*(seat_said(seat) for seat in seats), *lacking),
        button=Link(_("Open my lifts"), rider_url(newcomer, language=language_now(), masked=masked)),
        others=(
            Link(_("My lifts to print"), rider_paper_url(newcomer, week[0], language_now(), masked=masked)),
            Link(_("My lifts in my calendar"), rider_calendar_url(newcomer, language_now(), masked=masked)),
        )
        if seats
        else (),
        below_button=_("Without account or password."),
        closing=rings_of(region) if seats else (),
        why=why_written(region, sender, _("You get this because you asked for a lift in %(region)s.")),
    )
    return message_of(letter, region, sender)


def words_for_rider(seats: bool, lacking: bool, *, changed: bool) -> tuple[str, str]:
    """Return heading and first sentence for whoever rides; only who still asks hears that no driver was found."""
    if not seats and not lacking:
        return _("No lift this week"), _("Your lifts of this week are called off. You need not do anything.")
    if not seats:
        return _("No lift this week"), _("We found no driver for you this week. We look again for the next one.")
    if changed:
        return _("Your lifts have changed"), _("The week was planned anew. These are your lifts now.")
    return _("Your lifts"), _("We found a lift for you. Say with one tap whether you come.")


def still_unknown(mail: OutboxMail) -> bool:
    """Tell whether nobody has said yet what came of the outing, and its driver can be written to."""
    known = Outing.objects.filter(pk=mail.params.get("outing"), outcome=Outcome.PLANNED, volunteer__isnull=False)
    return known.exclude(volunteer__email="").exists()


@composer("mobility.drive_done", wanted=still_unknown)
@for_newcomers
def drive_done(mail: OutboxMail, masked: bool) -> Message:
    """Ask a driver in the evening whether the outing took place."""
    drive = drive_of(outings_with_people().get(pk=mail.params["outing"]))
    region = drive.outing.plan.region
    volunteer = Volunteer.objects.select_related("region").get(outings=drive.outing)
    sender = sender_of(region)
    words = {"day": day(drive.outing.on), "time": clock(drive.leaves), "riders": riders_said(drive)}
    letter = Letter(
        subject=_("Did the lift of %(day)s take place?") % words,
        heading=_("Did the lift take place?"),
        intro=(_("One tap is enough. We count lifts and kilometres, and forget after 30 days who rode with whom."),),
        facts=(capfirst(_("%(day)s, %(time)s: %(riders)s") % words),),
        button=Link(_("Say yes or no"), driver_url(volunteer, language=language_now(), masked=masked)),
        why=why_written(region, sender, _("You get this because you offer to drive in %(region)s.")),
    )
    return message_of(letter, region, sender)
