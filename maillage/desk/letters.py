"""What the desk shows of a mail: what kind it is, and a reading copy whose personal links lead nowhere."""

from __future__ import annotations

import logging

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.kit.composers import Message, compose
from maillage.kit.models import OutboxMail
from maillage.territory.newcomers_words import for_a_moment_in

logger = logging.getLogger(__name__)

KINDS: dict[str, Promise | str] = {
    "cooperation.invitation": _("Invitation"),
    "cooperation.reminder": _("Reminder to answer"),
    "cooperation.confirmation": _("Confirmation of an answer"),
    "cooperation.substitute": _("Word to a substitute"),
    "cooperation.changed": _("Change of a roundtable"),
    "cooperation.cancelled": _("Cancellation of a roundtable"),
    "cooperation.waiting": _("Word that somebody waits for a seat"),
    "cooperation.moved_up": _("Word that a seat became free"),
    "cooperation.withdrawn": _("Withdrawal of an invitation"),
    "cooperation.follow_up_request": _("Question how a commitment is going"),
    "cooperation.date_question": _("Question when somebody can come"),
    "cooperation.date_fixed": _("Word that the date is fixed"),
    "cooperation.room_link": _("Link of a breakout room"),
    "cooperation.review": _("Request to read the draft"),
    "cooperation.report": _("Report of a roundtable"),
    "initiatives.card": _("Question about a card"),
    "initiatives.card_reminder": _("Reminder of the question about a card"),
    "initiatives.pilot_report": _("Question how a pilot is going"),
    "initiatives.application_link": _("Link to an application"),
    "initiatives.application_received": _("Confirmation of an application"),
    "initiatives.application_withdrawn": _("Confirmation of a withdrawal"),
    "initiatives.call_prolonged": _("Word that a call is prolonged"),
    "initiatives.call_withdrawn": _("Word that a call is withdrawn"),
    "initiatives.assess_request": _("Request to judge applications"),
    "initiatives.decision": _("Decision on an application"),
    "mobility.asked": _("Confirmation of a request for a lift"),
    "mobility.request_approved": _("Word that a driver is looked for"),
    "mobility.request_declined": _("Word that a lift cannot be planned"),
    "mobility.offered": _("Confirmation of an offer to drive"),
    "mobility.offer_approved": _("Word that an offer is planned with"),
    "mobility.offer_declined": _("Word that an offer cannot be planned with"),
    "mobility.driver_week": _("Week of a driver"),
    "mobility.rider_link": _("New link of a rider"),
    "mobility.rider_week": _("Week of a rider"),
    "mobility.drive_done": _("Question whether a lift took place"),
    "mobility.seat_asked": _("Confirmation of a request for a seat in a course"),
    "mobility.seat_yes": _("Word that a seat in a course is yours"),
    "mobility.seat_waiting": _("Word that you wait for a seat in a course"),
    "mobility.seat_declined": _("Word that there is no seat in a course"),
    "mobility.lesson_cancelled": _("Word that a lesson is cancelled"),
    "mobility.lessons_changed": _("Word that the dates of lessons have changed"),
    "mobility.proofs": _("Proofs of drivers that end soon"),
    "people.volunteer_registered": _("Confirmation to a volunteer"),
    "people.volunteer_link": _("Link of a volunteer"),
    "people.volunteer_new_link": _("New link of a volunteer"),
    "people.volunteer_welcome": _("Welcome to a volunteer"),
    "people.volunteer_charter": _("Request to accept the charter"),
    "people.volunteer_still": _("Question whether a volunteer is still there"),
    "people.training_invitation": _("Invitation to a training"),
    "people.training_reminder": _("Reminder of a training"),
    "people.training_changed": _("Change of a training"),
    "people.training_cancelled": _("Cancellation of a training"),
    "people.mentoring_quiet": _("Question to a mentor"),
    "role-given": _("Word of a role that was given"),
    "subscribe-confirm": _("Confirmation of a subscription"),
    "sign-in-code": _("Code to sign in"),
}
OTHER = _("Message")


def kind_of(mail: OutboxMail) -> Promise | str:
    """Return what a mail is, in a word or two."""
    return KINDS.get(mail.composer, OTHER)


def reading_copy(mail: OutboxMail) -> Message | None:
    """Word a mail in its reader's language; None where its words cannot be made any more.

    Personal links are masked, so that nobody at the desk can answer for somebody else; those of the demonstration
    are not, so that the tour can be walked to its end.
    """
    try:
        with for_a_moment_in(mail.language):
            return compose(mail, masked=not mail.is_demonstration)
    except Exception:  # what a mail rests on may have been deleted since, in ways only its composer knows
        logger.info("Mail %s cannot be worded any more.", mail.pk, exc_info=True)
        return None
