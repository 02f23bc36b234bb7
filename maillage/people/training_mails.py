"""Mails about training and mentoring: asked to come, reminded, changed, cancelled; and a pair that has gone quiet."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.enums import Coming
from maillage.people.models import Mentoring, TrainingPresence
from maillage.people.queries.mentoring import silent_pairs
from maillage.people.queries.senders import sender_of
from maillage.people.training_words import length, session_file, when, where
from maillage.people.volunteer_mails import takes_part, to_volunteer
from maillage.territory.newcomers_words import for_newcomers


def presence_of(mail: OutboxMail) -> TrainingPresence:
    """Return the volunteer and the session that a mail is about."""
    known = TrainingPresence.objects.select_related(
        "volunteer__region__programme", "session__module__region", "session__place"
    )
    return known.get(pk=mail.params["presence"])


def is_expected(mail: OutboxMail) -> bool:
    """Tell whether a session is still to come, and this volunteer has not said no."""
    to_come = TrainingPresence.objects.filter(
        pk=mail.params.get("presence"), session__cancelled_at=None, session__starts_at__gt=timezone.now()
    )
    return to_come.filter(coming__in=[Coming.ASKED, Coming.YES]).exists() and takes_part(mail)


def about_session(presence: TrainingPresence) -> list[str]:
    """Say when and where a session is held, and how long it lasts."""
    session = presence.session
    region = session.module.region
    lines = [
        _("When: %(when)s, %(length)s") % {"when": when(session, region), "length": length(session.module.minutes)}
    ]
    if place := where(session):
        lines.append(_("Where: %(where)s") % {"where": place})
    if session.video_link:
        lines.append(_("Link to the meeting: %(link)s") % {"link": session.video_link})
    return lines


def about_training(presence: TrainingPresence, subject: str, intro: list[str], button: str, masked: bool) -> Message:
    """Set one letter about a session, with its entry for calendars."""
    session, volunteer = presence.session, presence.volunteer
    message = to_volunteer(
        volunteer,
        subject=subject % {"module": str(session.module.title)},
        intro=intro,
        facts=about_session(presence),
        button=button,
        masked=masked,
        part=f"training/{session.public_id}/",
    )
    return replace(message, attachments=(session_file(session, volunteer, sender_of(volunteer.region)),))


@composer("people.training_invitation", wanted=is_expected)
@for_newcomers
def training_invitation(mail: OutboxMail, masked: bool) -> Message:
    """Ask a volunteer to a session."""
    presence = presence_of(mail)
    about = str(presence.session.module.about)
    intro = [_("We invite you to a training for volunteers."), *([about] if about else [])]
    return about_training(presence, _("Training: %(module)s"), intro, _("Say whether you come"), masked)


@composer("people.training_reminder", wanted=is_expected)
@for_newcomers
def training_reminder(mail: OutboxMail, masked: bool) -> Message:
    """Remind a volunteer of a session that comes near."""
    presence = presence_of(mail)
    if presence.coming == Coming.YES:
        intro = [_("You said that you come. If you cannot after all, say so with one tap.")]
        return about_training(presence, _("Soon: %(module)s"), intro, _("Open the training"), masked)
    intro = [_("You have not answered yet whether you come.")]
    return about_training(presence, _("Do you come? %(module)s"), intro, _("Say whether you come"), masked)


@composer("people.training_changed", wanted=is_expected)
@for_newcomers
def training_changed(mail: OutboxMail, masked: bool) -> Message:
    """Tell that a session is held at another time or place."""
    presence = presence_of(mail)
    intro = [_("Time or place of this training has changed. This holds now:")]
    return about_training(presence, _("Changed: %(module)s"), intro, _("Say whether you come"), masked)


@composer("people.training_cancelled", wanted=takes_part)
@for_newcomers
def training_cancelled(mail: OutboxMail, masked: bool) -> Message:
    """Tell that a session is not held."""
    presence = presence_of(mail)
    intro = [_("This training is not held. We are sorry for the trouble.")]
    return about_training(presence, _("Cancelled: %(module)s"), intro, _("See other training"), masked)


def is_still_quiet(mail: OutboxMail) -> bool:
    """Tell whether a pair goes on and has not met since the mail was queued."""
    quiet = silent_pairs(timezone.localdate()).filter(pk=mail.params.get("pair"))
    return quiet.exists() and takes_part(mail)


@composer("people.mentoring_quiet", wanted=is_still_quiet)
@for_newcomers
def mentoring_quiet(mail: OutboxMail, masked: bool) -> Message:
    """Ask a mentor whether the two have met."""
    pair = Mentoring.objects.select_related("volunteer__region__programme").get(pk=mail.params["pair"])
    words = {"name": pair.mentee or _("the newcomer")}
    return to_volunteer(
        pair.volunteer,
        subject=_("Have you two met lately?"),
        intro=(
            _("For more than a month no meeting with %(name)s is noted.") % words,
            _("If you have met, say so with one tap: the day is enough, nothing else is kept."),
            _("If it has become difficult, answer this message. Ending a pair well is nobody’s failure."),
        ),
        button=_("Say when we met"),
        masked=masked,
        part=f"met/{pair.public_id}/",
    )
