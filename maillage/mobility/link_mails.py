"""The mail that gives a rider new links, and the links of driving in the mails to volunteers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.mobility.access_lifts import standing_requests
from maillage.mobility.course_links import lesson_url
from maillage.mobility.lift_links import driver_url, rider_url
from maillage.mobility.models import Driver, Newcomer, Offer
from maillage.mobility.week_links import driver_calendar_url, rider_calendar_url
from maillage.mobility.week_mails import why_written
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Volunteer
from maillage.people.queries.senders import sender_of
from maillage.people.volunteer_mails import gives_further_links
from maillage.territory.newcomers_words import for_newcomers


def rider_is_there(mail: OutboxMail) -> bool:
    """Tell whether something is kept of a newcomer still, and they have the address that this mail goes to."""
    return Newcomer.objects.filter(pk=mail.params.get("newcomer"), email__iexact=mail.to).exists()


@composer("mobility.rider_link", wanted=rider_is_there)
@for_newcomers
def rider_link(mail: OutboxMail, masked: bool) -> Message:
    """Give a rider the links that hold now."""
    newcomer = Newcomer.objects.select_related("region__programme").get(pk=mail.params["newcomer"])
    region, sender = newcomer.region, sender_of(newcomer.region)
    first, *others = links_of(newcomer, masked)
    letter = Letter(
        subject=_("Your new link"),
        heading=_("Your new link"),
        intro=(
            _("This is your new link. The old one does not work any more."),
            _("If your calendar shows your lifts, add them again with the link below."),
        ),
        button=first,
        others=tuple(others),
        below_button=_("Without account or password."),
        why=why_written(region, sender, _("You get this because you asked for a lift in %(region)s.")),
    )
    return message_of(letter, region, sender)


def links_of(newcomer: Newcomer, masked: bool) -> list[Link]:
    """Return the links of a newcomer: to their lifts and the calendar of them, and to each of their courses."""
    language = language_now()
    found = []
    enrolments = list(newcomer.enrolments.select_related("course").order_by("pk"))
    if standing_requests(newcomer).exists() or not enrolments:
        found = [
            Link(_("Open my lifts"), rider_url(newcomer, language=language, masked=masked)),
            Link(_("My lifts in my calendar"), rider_calendar_url(newcomer, language, masked=masked)),
        ]
    for enrolment in enrolments:
        enrolment.newcomer = newcomer
        found.append(Link(str(enrolment.course.title), lesson_url(enrolment, language=language, masked=masked)))
    return found


@gives_further_links
def links_of_driving(volunteer: Volunteer, masked: bool) -> tuple[Link, ...]:
    """Return the links of a volunteer who drives: to their week, and to the calendar of it."""
    drives = Driver.objects.filter(volunteer=volunteer).exists() or Offer.objects.filter(volunteer=volunteer).exists()
    if not drives:
        return ()
    language = language_now()
    return (
        Link(_("Open my week"), driver_url(volunteer, language=language, masked=masked)),
        Link(_("My lifts in my calendar"), driver_calendar_url(volunteer, language, masked=masked)),
    )
