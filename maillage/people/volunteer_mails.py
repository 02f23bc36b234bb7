"""Mails to volunteers about themselves: registered, their link, welcomed, the charter, and whether they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.enums import VolunteerState
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Volunteer
from maillage.people.queries.senders import Sender, sender_of
from maillage.people.queries.volunteers import current_charter, has_accepted
from maillage.people.volunteer_links import part_link
from maillage.territory.newcomers_words import for_newcomers


def volunteer_of(mail: OutboxMail) -> Volunteer:
    """Return to whom a mail goes."""
    return Volunteer.objects.select_related("region__programme").get(pk=mail.params["volunteer"])


def is_there(mail: OutboxMail) -> bool:
    """Tell whether a volunteer has not stopped, and still has the address that this mail goes to."""
    known = Volunteer.objects.filter(pk=mail.params.get("volunteer"), email__iexact=mail.to)
    return known.exclude(state=VolunteerState.LEFT).exists()


def takes_part(mail: OutboxMail) -> bool:
    """Tell whether a volunteer takes part."""
    return (
        is_there(mail) and Volunteer.objects.filter(pk=mail.params["volunteer"], state=VolunteerState.WELCOME).exists()
    )


def why_volunteer(volunteer: Volunteer, sender: Sender) -> tuple[str, ...]:
    """Say who writes, why, and how it ends."""
    return (
        _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
        _("This address was given to help as a volunteer in %(region)s. On your page you can stop.")
        % {"region": str(volunteer.region.name)},
    )


Further = Callable[[Volunteer, bool], tuple[Link, ...]]
_further: list[Further] = []


def gives_further_links(further: Further) -> Further:
    """Register the links that a floor above gives a volunteer, in the language now spoken, masked or not."""
    _further.append(further)
    return further


def further_links(volunteer: Volunteer, masked: bool) -> tuple[Link, ...]:
    """Return the links of all floors above to a volunteer's pages there."""
    return tuple(link for further in _further for link in further(volunteer, masked))


def to_volunteer(
    volunteer: Volunteer,
    *,
    subject: str,
    intro: Iterable[str],
    button: str,
    masked: bool,
    part: str = "",
    facts: Iterable[str] = (),
    others: tuple[Link, ...] = (),
) -> Message:
    """Set one letter to a volunteer; its button opens their own page, or a part of it."""
    sender = sender_of(volunteer.region)
    return message_of(
        Letter(
            subject=subject,
            heading=subject,
            intro=tuple(intro),
            facts=tuple(facts),
            button=Link(button, part_link(volunteer, part, language=language_now(), masked=masked)),
            others=others,
            below_button=_("The link is yours alone. Whoever has it can change what you told us."),
            why=why_volunteer(volunteer, sender),
        ),
        volunteer.region,
        sender,
    )


@composer("people.volunteer_registered", wanted=is_there)
@for_newcomers
def volunteer_registered(mail: OutboxMail, masked: bool) -> Message:
    """Confirm that somebody registered, and give them their link."""
    volunteer = volunteer_of(mail)
    return to_volunteer(
        volunteer,
        subject=_("You have registered as a volunteer in %(region)s") % {"region": str(volunteer.region.name)},
        intro=(
            _("Thank you. The coordinator reads what you wrote and gets in touch with you."),
            _("Under the link you see and change what you told us. If this was not you, open it and press “Stop”."),
        ),
        button=_("Open my page"),
        masked=masked,
    )


@composer("people.volunteer_link", wanted=is_there)
@for_newcomers
def volunteer_link_again(mail: OutboxMail, masked: bool) -> Message:
    """Give a volunteer who is known already their link once more."""
    volunteer = volunteer_of(mail)
    return to_volunteer(
        volunteer,
        subject=_("Your page as a volunteer in %(region)s") % {"region": str(volunteer.region.name)},
        intro=(
            _("You are registered with us already. Here is the link to your own page."),
            _("There you see and change what you told us, pause, or stop."),
        ),
        button=_("Open my page"),
        masked=masked,
        others=further_links(volunteer, masked),
    )


@composer("people.volunteer_new_link", wanted=is_there)
def volunteer_new_link(mail: OutboxMail, masked: bool) -> Message:
    """Give a volunteer the links that took the place of the old ones."""
    volunteer = volunteer_of(mail)
    return to_volunteer(
        volunteer,
        subject=_("Your new link as a volunteer in %(region)s") % {"region": str(volunteer.region.name)},
        intro=(
            _("This is your new link. The old one does not work any more."),
            _("There you see and change what you told us, pause, or stop."),
        ),
        button=_("Open my page"),
        masked=masked,
        others=further_links(volunteer, masked),
    )


@composer("people.volunteer_welcome", wanted=takes_part)
@for_newcomers
def volunteer_welcome(mail: OutboxMail, masked: bool) -> Message:
    """Say yes to a volunteer."""
    volunteer = volunteer_of(mail)
    return to_volunteer(
        volunteer,
        subject=_("Welcome among the volunteers of %(region)s") % {"region": str(volunteer.region.name)},
        intro=(
            _("It is good that you are there. We write to you when what you offer is needed."),
            _("On your page you find the charter and the next training, and you say when you have no time."),
        ),
        button=_("Open my page"),
        masked=masked,
    )


def lacks_charter(mail: OutboxMail) -> bool:
    """Tell whether a volunteer still has to accept the newest charter."""
    if not takes_part(mail):
        return False
    volunteer = volunteer_of(mail)
    charter = current_charter(volunteer.region)
    return charter is not None and not has_accepted(volunteer, charter)


@composer("people.volunteer_charter", wanted=lacks_charter)
@for_newcomers
def volunteer_charter(mail: OutboxMail, masked: bool) -> Message:
    """Ask a volunteer to read and accept the charter as it stands now."""
    volunteer = volunteer_of(mail)
    return to_volunteer(
        volunteer,
        subject=_("The charter of the volunteers of %(region)s") % {"region": str(volunteer.region.name)},
        intro=(
            _("The charter says how we meet people. It has a new version, or you have not accepted it yet."),
            _("Read it, and accept it with one tap."),
        ),
        button=_("Read the charter"),
        masked=masked,
        part="charter/",
    )


@composer("people.volunteer_still", wanted=takes_part)
@for_newcomers
def volunteer_still(mail: OutboxMail, masked: bool) -> Message:
    """Ask a volunteer who was silent for a year whether they are still there."""
    volunteer = volunteer_of(mail)
    return to_volunteer(
        volunteer,
        subject=_("Do you still want to help in %(region)s?") % {"region": str(volunteer.region.name)},
        intro=(
            _("We have not heard from you for a year. Tell us with one tap that you are still there, or stop."),
            _("If we hear nothing for another year, we forget your name and address."),
        ),
        button=_("Answer on my page"),
        masked=masked,
    )
