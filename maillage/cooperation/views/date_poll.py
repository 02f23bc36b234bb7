"""The date of a roundtable asked before it is fixed: the convenor's page, and the one page of who is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.access_before import Voter, voter_by_link
from maillage.cooperation.actions.date_poll import ask_again, ask_for_dates, fix_date, say_dates
from maillage.cooperation.enums import State
from maillage.cooperation.forms.date_poll import SHOWN, AskForm, DatesForm, OfferFormSet, opened_with, said_before
from maillage.cooperation.models import DatePoll, DateVote, Roundtable
from maillage.cooperation.queries.audience import chosen_of
from maillage.cooperation.queries.date_poll import answers_to, circle_of, poll_for, why_poll_closed
from maillage.cooperation.spoken import title_of, when_of
from maillage.kit.spoken import short_day
from maillage.people.access import DeskRequest, actor_of, convenor_desk, get_contact_for
from maillage.people.enums import Category
from maillage.people.personal_pages import gone, personal
from maillage.people.queries.senders import sender_of
from maillage.territory.models import Region


@convenor_desk
def roundtable_dates(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show who can come when; before anybody is asked, the dates to offer."""
    roundtable = get_roundtable(region, number)
    poll = poll_for(roundtable)
    asks = poll is None or (request.GET.get("ask") == "anew" and roundtable.state == State.DRAFT)
    if request.method == "POST" or (asks and roundtable.state == State.DRAFT):
        return asking(request, roundtable, poll)
    shown = {**common(roundtable), "poll": poll}
    if poll:
        answers = answers_to(poll)
        categories = [(Category(key).label, counts) for key, counts in answers.by_category]
        shown |= {"answers": answers, "categories": categories, "closed": why_poll_closed(poll)}
    return render(request, "cooperation/dates.html", shown)


def asking(request: DeskRequest, roundtable: Roundtable, poll: DatePoll | None) -> HttpResponse:
    """Show the dates to offer, and ask."""
    circle = circle_of(roundtable)
    rows, initial = opened_with(roundtable, circle)
    data = request.POST if request.method == "POST" else None
    offers = OfferFormSet(data, initial=rows, prefix="offer")
    form = AskForm(data, initial=initial, circle=circle)
    if request.method == "POST" and offers.is_valid() & form.is_valid():
        try:
            ask_for_dates(
                roundtable=roundtable,
                offers=[found for row in offers if (found := row.offer())],
                closes_on=form.cleaned_data["closes_on"],
                contacts=form.contacts(),
                by=actor_of(request.user),
            )
        except ValidationError as error:
            form.add_error(None, error if not hasattr(error, "error_dict") else told(error, form))
        else:
            messages.success(request, _("The question goes out by mail. Answers appear here."))
            return to_dates(roundtable)
    shown = {
        **common(roundtable),
        "poll": poll,
        "offers": offers,
        "first_rows": list(offers)[:SHOWN],
        "more_rows": list(offers)[SHOWN:],
        "form": form,
        "circle": circle,
        "chosen": chosen_of(circle.everybody, roundtable.region),
    }
    return render(request, "cooperation/dates_ask.html", shown, status=422 if form.errors else 200)


def told(error: ValidationError, form: AskForm) -> ValidationError:
    """Return an error beside the fields the form has; of other fields, such as an hour that clocks skip, its words."""
    return error if set(error.error_dict) <= set(form.fields) else ValidationError(error.messages)


def common(roundtable: Roundtable) -> dict[str, Any]:
    """Return what the pages of a date poll all show."""
    region = roundtable.region
    return {"region": region, "programme": region.programme, "roundtable": roundtable, "number": roundtable.number}


def to_dates(roundtable: Roundtable) -> HttpResponse:
    """Lead back to who can come when."""
    return redirect("cooperation:roundtable-dates", roundtable.region.slug, roundtable.number)


def done(request: DeskRequest, roundtable: Roundtable, deed: Callable[[DatePoll], str]) -> HttpResponse:
    """Do it to the poll of a roundtable and say so, or say why it was refused."""
    poll = poll_for(roundtable)
    try:
        if poll:
            messages.success(request, deed(poll))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_dates(roundtable)


@require_POST
@convenor_desk
def date_fix(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Fix one of the dates."""
    roundtable = get_roundtable(region, number)
    sent = request.POST.get("option", "")

    def deed(poll: DatePoll) -> str:
        key = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0
        option = poll.options.filter(pk=key).first()
        if option is None:
            raise ValidationError(_("This date is not offered any more. Choose one of those below."))
        fixed = fix_date(poll=poll, option=option, by=actor_of(request.user))
        return _("The date is fixed: %(when)s. Who answered is told.") % {"when": when_of(fixed)}

    return done(request, roundtable, deed)


@require_POST
@convenor_desk
def date_ask_again(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Ask those once more who have said nothing."""
    roundtable = get_roundtable(region, number)

    def deed(poll: DatePoll) -> str:
        count = ask_again(poll=poll, by=actor_of(request.user))
        sentence = ngettext("The question goes to %(count)s person.", "The question goes to %(count)s people.", count)
        return sentence % {"count": count}

    return done(request, roundtable, deed)


@convenor_desk
def date_record(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Write down what somebody said of the dates by telephone."""
    roundtable = get_roundtable(region, number)
    contact = get_contact_for(region, public_id)
    poll = poll_for(roundtable)
    if poll is None or why_poll_closed(poll) not in {"", "over"}:
        return to_dates(roundtable)
    form = form_for(request, Voter(poll, contact))
    if form.is_bound and form.is_valid():
        try:
            say_dates(poll=poll, contact=contact, choices=form.choices(), by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Noted: %(guest)s.") % {"guest": contact})
            return to_dates(roundtable)
    return render(request, "cooperation/date_record.html", {**common(roundtable), "form": form, "contact": contact})


def form_for(request: HttpRequest, voter: Voter) -> DatesForm:
    """Return the form of somebody who is asked, with what they said before."""
    votes = DateVote.objects.filter(option__poll=voter.poll, contact=voter.contact)
    data = request.POST if request.method == "POST" else None
    return DatesForm(data, initial=said_before(votes), options=voter.poll.options.all())


@personal
def date_vote(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: when somebody can come. The last word counts."""
    voter = voter_by_link(token)
    poll, roundtable = voter.poll, voter.poll.roundtable
    if why := why_poll_closed(poll):
        return closed(request, voter, why)
    form = form_for(request, voter)
    if form.is_bound and form.is_valid():
        try:
            say_dates(poll=poll, contact=voter.contact, choices=form.choices(), by=voter.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{request.path}?said=1")
    shown = {
        **common(roundtable),
        "poll": poll,
        "contact": voter.contact,
        "form": form,
        "heading": title_of(roundtable),
        "said": "said" in request.GET and bool(form.initial),
        "sender": sender_of(roundtable.region),
    }
    return render(request, "cooperation/date_vote.html", shown, status=422 if form.errors else 200)


def closed(request: HttpRequest, voter: Voter, why: str) -> HttpResponse:
    """Say why no answer is taken any more, and which date it is if one is fixed."""
    roundtable = voter.poll.roundtable
    write = _("To write to the convenor, answer the message the link came in.")
    if why == "cancelled":
        return gone(request, _("This roundtable does not take place."), write)
    if why == "over":
        words = {"day": short_day(voter.poll.closes_on)}
        return gone(request, _("Answers were taken until %(day)s. The date is fixed soon.") % words, write)
    what = _("The date is fixed: %(when)s. The invitation follows.") % {"when": when_of(roundtable)}
    if why == "called":
        what = _("The date is fixed: %(when)s.") % {"when": when_of(roundtable)}
    return gone(request, what, write)
