"""Letters about an answer: what was noted, a seat that became free, a change, a cancellation, a withdrawal."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.cooperation.calendar import substitute_file
from maillage.cooperation.enums import Answer
from maillage.cooperation.letters import agenda_of, calendar_of_guest, facts_of, stop_of, why_of
from maillage.cooperation.links import answer_link
from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.seats import place_in_line
from maillage.cooperation.spoken import mail_subject, when_of, where_of
from maillage.kit.outbox import Attachment
from maillage.kit.spoken import short_day
from maillage.people.letters import Letter, Link, language_now
from maillage.people.queries.senders import Sender
from maillage.territory.models import Region


def answer_button(invitation: Invitation, label: str, *, masked: bool) -> Link:
    """Return the one button of a letter: it opens the page on which the answer can be changed."""
    return Link(label, answer_link(invitation, language=language_now(), masked=masked))


def platform_button(region: Region) -> Link:
    """Return the one button of a letter that asks nothing: it opens the public page of the platform."""
    return Link(_("See what the platform does"), f"{settings.BASE_URL}{region.get_absolute_url()}")


def waiting_words(place: int) -> tuple[str, str]:
    """Say at which place somebody waits, and what happens next."""
    return (
        _("All seats are taken. You are number %(place)s on the waiting list.") % {"place": place},
        _("As soon as a seat is free, you have it, and we write to you."),
    )


def meeting_of(invitation: Invitation, place: int, *, masked: bool) -> tuple[str, ...]:
    """Return when and where, and the link to the meeting for who does not wait."""
    roundtable = invitation.roundtable
    return (when_of(roundtable), where_of(roundtable)) if place else facts_of(invitation, masked=masked)


def confirmation_letter(invitation: Invitation, sender: Sender, *, masked: bool) -> Letter:
    """Word what was noted of an answer; whoever comes finds the calendar file with it, but who waits for a seat."""
    sentences = {
        Answer.COMING: _("You are coming. The calendar file is attached."),
        Answer.SUBSTITUTE: _("%(name)s comes instead of you.") % {"name": invitation.substitute_name},
        Answer.MAYBE: _("You are not sure yet. Tell us as soon as you know."),
        Answer.NOT_COMING: _("You cannot come. The report will tell what was said."),
    }
    place = place_in_line(invitation)
    comes = invitation.answer in {Answer.COMING, Answer.MAYBE} and not place
    return Letter(
        subject=mail_subject("waiting" if place else "confirmation", invitation.roundtable),
        heading=_("You are on the waiting list") if place else _("Your answer is noted"),
        intro=waiting_words(place) if place else (sentences[Answer(invitation.answer)],),
        facts=meeting_of(invitation, place, masked=masked),
        button=answer_button(invitation, _("Change my answer"), masked=masked),
        below_button=_("Until the start, the last answer counts."),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
        attachments=calendar_of_guest(invitation, sender) if comes else (),
    )


def moved_up_letter(invitation: Invitation, sender: Sender, *, masked: bool) -> Letter:
    """Word that a seat became free for somebody who waited."""
    instead = invitation.answer == Answer.SUBSTITUTE
    words = {"name": invitation.substitute_name}
    return Letter(
        subject=mail_subject("moved_up", invitation.roundtable),
        heading=_("You have a seat"),
        intro=(
            _("A seat became free, and it is for %(name)s, who comes instead of you.") % words
            if instead
            else _("A seat became free, and it is yours. The calendar file is attached."),
            _("If it does not suit you any more, say so: somebody else may be waiting."),
        ),
        facts=facts_of(invitation, masked=masked),
        button=answer_button(invitation, _("See or change my answer"), masked=masked),
        below_button=_("Until the start, the last answer counts."),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
        attachments=() if instead else calendar_of_guest(invitation, sender),
    )


def waiting_letter(invitation: Invitation, sender: Sender, *, masked: bool) -> Letter:
    """Word that the number of seats was limited after somebody answered, and that they wait for one."""
    place = place_in_line(invitation)
    return Letter(
        subject=mail_subject("waiting", invitation.roundtable),
        heading=_("You are on the waiting list"),
        intro=(_("The number of seats is limited now, and others answered before you."), *waiting_words(place)),
        facts=meeting_of(invitation, place, masked=masked),
        button=answer_button(invitation, _("See or change my answer"), masked=masked),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
    )


def changed_letter(invitation: Invitation, sender: Sender, *, masked: bool) -> Letter:
    """Word what holds now that when, where or how has changed."""
    place = place_in_line(invitation)
    told = _("This holds from now on. The attached file changes it in your calendar.")
    if place:
        told = _("This holds from now on. You are number %(place)s on the waiting list.") % {"place": place}
    return Letter(
        subject=mail_subject("changed", invitation.roundtable),
        heading=_("The roundtable has changed"),
        intro=(told,),
        facts=meeting_of(invitation, place, masked=masked),
        button=answer_button(invitation, _("Say whether this suits you"), masked=masked),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
        attachments=calendar_of_guest(invitation, sender),
    )


def cancelled_letter(invitation: Invitation, sender: Sender, *, masked: bool) -> Letter:
    """Word that a roundtable does not take place, and why."""
    roundtable = invitation.roundtable
    return Letter(
        subject=mail_subject("cancelled", roundtable),
        heading=_("The roundtable of %(day)s does not take place") % {"day": short_day(roundtable.date)},
        intro=(str(roundtable.cancelled_because), _("The attached file takes it out of your calendar.")),
        button=platform_button(invitation.roundtable.region),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
        attachments=calendar_of_guest(invitation, sender),
    )


def withdrawn_letter(invitation: Invitation, sender: Sender, *, masked: bool) -> Letter:
    """Word that an invitation was taken back."""
    roundtable = invitation.roundtable
    return Letter(
        subject=mail_subject("withdrawn", roundtable),
        heading=_("Your invitation is withdrawn"),
        intro=(
            _("Your invitation to the roundtable of %(day)s does not hold any more.")
            % {"day": short_day(roundtable.date)},
            _("The attached file takes it out of your calendar."),
        ),
        button=platform_button(invitation.roundtable.region),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
        attachments=calendar_of_guest(invitation, sender),
    )


def substitute_letter(
    invitation: Invitation, sender: Sender, *, kind: str, email: str, turn: int, masked: bool
) -> Letter:
    """Word what somebody needs to know who comes instead of a guest, what changed of it, or that it is over."""
    words = {"guest": str(invitation.contact), "day": short_day(invitation.roundtable.date)}
    headings = {
        "changed": _("The roundtable has changed"),
        "cancelled": _("The roundtable of %(day)s does not take place") % words,
        "released": _("You are not expected at the roundtable any more"),
    }
    sentences = {
        "changed": (_("This holds from now on. The attached file changes it in your calendar."),),
        "cancelled": (
            str(invitation.roundtable.cancelled_because),
            _("The attached file takes it out of your calendar."),
        ),
        "released": (
            _("You were to come instead of %(guest)s. That is not so any more.") % words,
            _("The attached file takes it out of your calendar."),
        ),
    }
    words["name"] = invitation.substitute_name
    named = _("%(guest)s told us that %(name)s comes. This is what you need to know.") % words
    is_over = kind in {"cancelled", "released"}
    file: Attachment = substitute_file(invitation, sender, email, turn=turn, is_over=is_over)
    return Letter(
        subject=mail_subject(kind, invitation.roundtable),
        heading=headings.get(kind, _("You come to the roundtable instead of %(guest)s") % words),
        intro=sentences.get(kind, (named,)),
        facts=() if is_over else facts_of(invitation, masked=masked, instead=True),
        button=platform_button(invitation.roundtable.region),
        agenda=agenda_of(invitation.roundtable) if kind == "substitute" else (),
        why=(
            _("Sent by %(sender)s. Answer this message if it is a mistake.") % {"sender": sender.name},
            _("Your address is used for this roundtable only."),
        ),
        attachments=(file,),
    )
