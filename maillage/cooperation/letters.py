"""Letters of cooperation: what each says, in one order for HTML and plain text."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.cooperation.calendar import invitation_file
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.links import answer_link, follow_up_link, join_link, stop_link
from maillage.cooperation.models import Commitment, Invitation, Roundtable
from maillage.cooperation.spoken import follow_up_subject, mail_subject, when_of, where_of
from maillage.kit.outbox import Attachment
from maillage.kit.spoken import ordinal, short_day
from maillage.people.letters import Letter, Link, language_now
from maillage.people.queries.senders import Sender


def meeting_link(invitation: Invitation, *, masked: bool, instead: bool) -> str:
    """Return the sentence with the link to the meeting, or that it follows; nothing where all meet on site."""
    roundtable = invitation.roundtable
    is_there = roundtable.mode == Mode.HYBRID and invitation.comes == Mode.ON_SITE
    if roundtable.mode not in {Mode.ONLINE, Mode.HYBRID} or is_there:
        return ""
    if roundtable.video_link:
        return _("Link to the meeting: %(link)s") % {"link": roundtable.video_link}
    if settings.BIGBLUEBUTTON_URL:
        link = join_link(invitation, language=language_now(), masked=masked, instead=instead)
        return _("Your own link to the meeting: %(link)s") % {"link": link}
    return _("The link to the meeting follows before the day.")


def facts_of(invitation: Invitation, *, masked: bool, instead: bool = False) -> tuple[str, ...]:
    """Return when, where and how, each in one line; `instead` for who comes in place of the guest."""
    meeting = meeting_link(invitation, masked=masked, instead=instead)
    lines = (when_of(invitation.roundtable), where_of(invitation.roundtable), meeting)
    return tuple(line for line in lines if line)


def agenda_of(roundtable: Roundtable) -> tuple[str, ...]:
    """Return the agenda, one line an item."""
    return tuple(capfirst(str(item)) for item in roundtable.agenda.all())


def answer_links(invitation: Invitation, *, masked: bool) -> tuple[Link, ...]:
    """Return the four answers as links: each opens the same page with that answer chosen, none answers by itself."""
    page = answer_link(invitation, language=language_now(), masked=masked)
    labels = {
        Answer.COMING: _("I am coming"),
        Answer.SUBSTITUTE: _("Somebody comes instead of me"),
        Answer.MAYBE: _("I am not sure yet"),
        Answer.NOT_COMING: _("I cannot come"),
    }
    return tuple(Link(label, f"{page}?answer={answer.value}") for answer, label in labels.items())


def below_answers(invitation: Invitation) -> str:
    """Say what answering takes, and by when it is hoped for."""
    day = invitation.roundtable.answer_by
    if day is None:
        return _("It takes a minute, without account or password.")
    return _("It takes a minute, without account or password. We hope for your answer by %(day)s.") % {
        "day": short_day(day)
    }


def stop_of(invitation: Invitation, *, masked: bool) -> Link:
    """Return the link that ends invitations."""
    url = stop_link(invitation.contact, language=language_now(), masked=masked)
    return Link(_("Receive no more invitations"), url)


def why_of(invitation: Invitation, sender: Sender) -> tuple[str, ...]:
    """Say who writes and why this person is written to."""
    region = str(invitation.roundtable.region.name)
    reason = _("You get this because you are in the directory of the platform of %(region)s.") % {"region": region}
    return _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name}, reason


def calendar_of_guest(invitation: Invitation, sender: Sender) -> tuple[Attachment, ...]:
    """Return the calendar file that goes with a letter."""
    return (invitation_file(invitation, sender),)


def line_of(roundtable: Roundtable) -> str:
    """Return what the convenor adds in the language a letter is written in; nothing where that is in another one."""
    written = getattr(roundtable, "personal_line", None)
    return written.text.get(language_now(), "") if written else ""


def invitation_letter(
    invitation: Invitation, sender: Sender, promised: Sequence[Commitment], *, masked: bool, reminds: bool = False
) -> Letter:
    """Word an invitation, or the reminder of one that was not answered."""
    roundtable = invitation.roundtable
    words = {"ordinal": ordinal(roundtable.number), "day": short_day(roundtable.date)}
    first, *others = answer_links(invitation, masked=masked)
    intro = [_("The stakeholders of %(region)s meet again.") % {"region": str(roundtable.region.name)}]
    if reminds:
        intro = [_("We have no answer from you yet. It helps us to know, also if you cannot come.")]
    if roundtable.subject:
        intro.append(str(roundtable.subject))
    if line := "" if reminds else line_of(roundtable):
        intro.append(line)
    return Letter(
        subject=mail_subject("reminder" if reminds else "invitation", roundtable),
        heading=_("Come to the %(ordinal)s roundtable, on %(day)s") % words,
        intro=tuple(intro),
        facts=facts_of(invitation, masked=masked),
        button=first,
        others=tuple(others),
        below_button=below_answers(invitation),
        agenda=agenda_of(roundtable),
        promises=tuple(
            Link(str(promise.text), follow_up_link(promise, language=language_now(), masked=masked))
            for promise in promised
        ),
        closing=(_("An interpreter, subtitles, a step-free room? Say so when you answer: we see to it."),),
        why=why_of(invitation, sender),
        stop=stop_of(invitation, masked=masked),
        attachments=calendar_of_guest(invitation, sender),
    )


def follow_up_letter(commitment: Commitment, sender: Sender, *, masked: bool) -> Letter:
    """Word the question how a promise goes."""
    region = str(commitment.region.name)
    promised = _("Promised at the %(ordinal)s roundtable, on %(day)s.") % {
        "ordinal": ordinal(commitment.roundtable.number),
        "day": short_day(commitment.roundtable.date),
    }
    due = _("Due on %(day)s.") % {"day": short_day(commitment.due_on)} if commitment.due_on else ""
    return Letter(
        subject=follow_up_subject(commitment),
        heading=_("How is it going?"),
        intro=(str(commitment.text),),
        facts=tuple(line for line in (promised, due) if line),
        button=Link(_("Tell how it goes"), follow_up_link(commitment, language=language_now(), masked=masked)),
        below_button=_("Two lines are enough, without account or password. They are read at the next roundtable."),
        why=(
            _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
            _("You get this because you or your organisation promised it on the platform of %(region)s.")
            % {"region": region},
        ),
    )
