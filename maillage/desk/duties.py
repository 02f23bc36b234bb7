"""The to-do list in words: each line says what waits, until when, and links to the page that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.to_do import Kind, Task, ToDo
from maillage.kit.doors import opens
from maillage.kit.spoken import language_name, ordinal, short_day
from maillage.territory.models import Region

# Beyond two months nobody counts days any more.
DAYS_COUNTED = 60


@dataclass(frozen=True)
class Duty:
    """One line of the list."""

    label: str
    url: str
    knot: str = "open"
    hint: str = ""
    when: str = ""


@dataclass(frozen=True)
class Duties:
    """The lines that are shown, and how many more wait."""

    shown: list[Duty]
    waiting: int


def kinds_for(role: str, region: Region) -> list[Kind]:
    """Return the kinds of tasks whose page opens to this role."""
    return [kind for kind in Kind if opens(page_of(kind, region), role)]


def page_of(kind: Kind, region: Region) -> str:
    """Return an address at which tasks of a kind are done."""
    return WORDS[kind](Task(kind, None, number=1, since=date.min), region).url


def in_words(to_do: ToDo, region: Region, today: date) -> Duties:
    """Say a to-do list in the active language."""
    return Duties([duty_of(task, region, today) for task in to_do.tasks], to_do.waiting)


def duty_of(task: Task, region: Region, today: date) -> Duty:
    """Say one task in the active language."""
    duty = WORDS[task.kind](task, region)
    late = "late" if task.is_late(today) else duty.knot
    return replace(duty, knot=late, when=when(task, today))


def when(task: Task, today: date) -> str:
    """Say how late a task is, or by when it should be done."""
    if task.due is None:
        return ""
    late = task.days_late(today)
    if late > DAYS_COUNTED:
        return _("late since %(day)s") % {"day": short_day(task.due)}
    if late:
        return ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}
    if task.due == today:
        return _("today")
    return _("by %(day)s") % {"day": short_day(task.due)}


def _at(name: str, region: Region, *args: object) -> str:
    return reverse(name, args=[region.slug, *args])


def _numbered(sentence: str, task: Task) -> str:
    return sentence % {"ordinal": ordinal(task.number)}


def _mails_failed(task: Task, region: Region) -> Duty:
    label = ngettext("Send %(count)d message again", "Send %(count)d messages again", task.count)
    url = _at("desk:outbox", region) + "?state=failed"
    return Duty(label % {"count": task.count}, url)


def _add_members(task: Task, region: Region) -> Duty:
    hint = _("The directory is empty. Write them one by one, or bring a spreadsheet.")
    return Duty(_("Add the first members"), _at("people:directory", region), "open", hint)


def _add_emails(task: Task, region: Region) -> Duty:
    label = ngettext("Find %(count)d e-mail address", "Find %(count)d e-mail addresses", task.count)
    hint = _("Without one, a contact has to be telephoned.")
    return Duty(label % {"count": task.count}, _at("people:directory", region), "open", hint)


def _publish_report(task: Task, region: Region) -> Duty:
    label = _numbered(_("Publish the report of the %(ordinal)s roundtable"), task)
    return Duty(label, _at("cooperation:roundtable-wrap-up", region, task.number))


def _sort_notes(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Sort %(count)d note of the %(ordinal)s roundtable",
        "Sort %(count)d notes of the %(ordinal)s roundtable",
        task.count,
    )
    words = label % {"count": task.count, "ordinal": ordinal(task.number)}
    return Duty(words, _at("cooperation:roundtable-live", region, task.number))


def _call_first(task: Task, region: Region) -> Duty:
    hint = _("The members are there. Choose a date and an agenda.")
    return Duty(_("Call the first roundtable"), _at("cooperation:roundtable-next", region), "open", hint)


def _call_next(task: Task, region: Region) -> Duty:
    label = _numbered(_("Call the %(ordinal)s roundtable"), task)
    hint = _("The region last met on %(day)s.") % {"day": short_day(task.since)}
    return Duty(label, _at("cooperation:roundtable-next", region), "open", hint)


def _finish_draft(task: Task, region: Region) -> Duty:
    label = _numbered(_("Call the %(ordinal)s roundtable, which is a draft"), task)
    return Duty(label, _at("cooperation:roundtable-prepare", region, task.number))


def _invite(task: Task, region: Region) -> Duty:
    label = _numbered(_("Invite guests to the %(ordinal)s roundtable"), task)
    return Duty(label, _at("cooperation:roundtable-who", region, task.number))


def _video_link(task: Task, region: Region) -> Duty:
    url = _at("cooperation:roundtable-prepare", region, task.number)
    return Duty(_("Set the link to the meeting"), url)


def _interpreter(task: Task, region: Region) -> Duty:
    label = _("Find an interpreter: %(language)s") % {"language": language_name(task.detail)}
    hint = ngettext("asked for by %(count)d guest", "asked for by %(count)d guests", task.count)
    return Duty(label, _at("cooperation:roundtable-who", region, task.number), "open", hint % {"count": task.count})


def _silent(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Remind %(count)d guest who has not answered", "Remind %(count)d guests who have not answered", task.count
    )
    return Duty(label % {"count": task.count}, _at("cooperation:roundtable-who", region, task.number))


def _ask_owners(task: Task, region: Region) -> Duty:
    label = ngettext("Ask how %(count)d commitment is going", "Ask how %(count)d commitments are going", task.count)
    return Duty(label % {"count": task.count}, _at("cooperation:commitment-desk", region), "tied")


def _invite_again(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Invite again %(count)d member not seen since %(day)s",
        "Invite again %(count)d members not seen since %(day)s",
        task.count,
    )
    words = label % {"count": task.count, "day": short_day(task.since)}
    return Duty(words, _at("cooperation:roundtable-who", region, task.number))


def _read_proposals(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Read %(count)d practice an organisation told of", "Read %(count)d practices organisations told of", task.count
    )
    hint = _("The public reads it once you take it up.")
    return Duty(label % {"count": task.count}, _at("initiatives:practice-desk", region), "open", hint)


def _ask_cards(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Ask whether %(count)d card is still true", "Ask whether %(count)d cards are still true", task.count
    )
    hint = _("They are older than the rhythm of the region.")
    return Duty(label % {"count": task.count}, _at("initiatives:card-ask", region), "open", hint)


def _decide_call(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Decide on %(count)d call that has closed", "Decide on %(count)d calls that have closed", task.count
    )
    hint = _("It closed on %(day)s; who applied waits for an answer.") % {"day": short_day(task.since or date.min)}
    return Duty(label % {"count": task.count}, _at("initiatives:call-desk", region), "open", hint)


def _pilot_reports_late(task: Task, region: Region) -> Duty:
    label = ngettext(
        "See why %(count)d report of a pilot has not come",
        "See why %(count)d reports of pilots have not come",
        task.count,
    )
    return Duty(label % {"count": task.count}, _at("initiatives:pilot-list", region))


def _read_pilot_reports(task: Task, region: Region) -> Duty:
    label = ngettext("Read %(count)d report of a pilot", "Read %(count)d reports of pilots", task.count)
    return Duty(label % {"count": task.count}, _at("initiatives:pilot-list", region))


def _welcome_volunteers(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Answer %(count)d volunteer who has registered", "Answer %(count)d volunteers who have registered", task.count
    )
    url = _at("people:volunteer-list", region) + "?state=asked"
    return Duty(label % {"count": task.count}, url, "open", _("Nobody asks them for anything before that."))


def _quiet_pairs(task: Task, region: Region) -> Duty:
    label = ngettext(
        "See how %(count)d mentoring pair is doing", "See how %(count)d mentoring pairs are doing", task.count
    )
    hint = _("For more than a month no meeting was noted.")
    return Duty(label % {"count": task.count}, _at("people:mentoring-list", region), "open", hint)


def _answer_lifts(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Answer %(count)d request or offer of a lift", "Answer %(count)d requests and offers of lifts", task.count
    )
    hint = _("Nothing is planned before that.")
    return Duty(label % {"count": task.count}, _at("mobility:lift-desk", region), "open", hint)


def _proofs_end(task: Task, region: Region) -> Duty:
    label = ngettext("See %(count)d proof of a driver anew", "See %(count)d proofs of drivers anew", task.count)
    hint = _("Without a valid proof nothing is planned with a driver.")
    return Duty(label % {"count": task.count}, _at("mobility:lift-desk", region), "open", hint)


def _report_lifts(task: Task, region: Region) -> Duty:
    label = _("Send the report of lifts %(year)s") % {"year": task.number}
    hint = _("The figures are counted. Fill in the rest, print it, and note that it is sent.")
    return Duty(label, _at("mobility:ride-report", region) + f"?year={task.number}", "open", hint)


def _plan_lifts(task: Task, region: Region) -> Duty:
    label = _("Plan the lifts of next week")
    hint = _("The week from %(day)s on is asked for and not planned yet.") % {"day": short_day(task.since or date.min)}
    return Duty(label, _at("mobility:plan-desk", region), "open", hint)


def _answer_seats(task: Task, region: Region) -> Duty:
    label = ngettext(
        "Answer %(count)d request for a seat in a course",
        "Answer %(count)d requests for a seat in a course",
        task.count,
    )
    hint = _("Say yes, or put them on the waiting list.")
    return Duty(label % {"count": task.count}, _at("mobility:course-desk", region), "open", hint)


WORDS: dict[Kind, Callable[[Task, Region], Duty]] = {
    Kind.MAILS_FAILED: _mails_failed,
    Kind.ADD_MEMBERS: _add_members,
    Kind.PUBLISH_REPORT: _publish_report,
    Kind.SORT_NOTES: _sort_notes,
    Kind.CALL_FIRST: _call_first,
    Kind.CALL_NEXT: _call_next,
    Kind.FINISH_DRAFT: _finish_draft,
    Kind.INVITE: _invite,
    Kind.VIDEO_LINK: _video_link,
    Kind.INTERPRETER: _interpreter,
    Kind.SILENT: _silent,
    Kind.ASK_OWNERS: _ask_owners,
    Kind.INVITE_AGAIN: _invite_again,
    Kind.ADD_EMAILS: _add_emails,
    Kind.READ_PROPOSALS: _read_proposals,
    Kind.ASK_CARDS: _ask_cards,
    Kind.DECIDE_CALL: _decide_call,
    Kind.PILOT_REPORTS_LATE: _pilot_reports_late,
    Kind.READ_PILOT_REPORTS: _read_pilot_reports,
    Kind.WELCOME_VOLUNTEERS: _welcome_volunteers,
    Kind.QUIET_PAIRS: _quiet_pairs,
    Kind.ANSWER_LIFTS: _answer_lifts,
    Kind.PROOFS_END: _proofs_end,
    Kind.REPORT_LIFTS: _report_lifts,
    Kind.PLAN_LIFTS: _plan_lifts,
    Kind.ANSWER_SEATS: _answer_seats,
}
