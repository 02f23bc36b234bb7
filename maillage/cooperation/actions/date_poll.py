"""Verbs on the date of a draft: offer several dates, say who can come when, ask the silent again, fix one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.daily import refuse_beyond
from maillage.cooperation.actions.schedule import refuse_gap
from maillage.cooperation.enums import DateChoice, State
from maillage.cooperation.models import DateOption, DatePoll, DateVote, Roundtable
from maillage.cooperation.queries.addressees import addressee, reachable
from maillage.cooperation.queries.date_poll import asked_in, why_poll_closed
from maillage.cooperation.queries.invitations import has_started
from maillage.cooperation.spoken import title_of
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.people.models import Contact
from maillage.territory.newcomers_words import for_a_moment_in

LEAST, MOST = 2, 8
MOST_VOTES_A_DAY = 20
Offer = tuple[date, time]


@transaction.atomic
def ask_for_dates(
    *, roundtable: Roundtable, offers: Iterable[Offer], closes_on: date, contacts: Iterable[Contact], by: Actor
) -> DatePoll:
    """Offer dates of a draft and ask contacts by mail; asked anew, former dates, answers and links end.

    The same question sent twice is asked once. Raises ValidationError for dates that cannot be offered.
    """
    roundtable = Roundtable.objects.select_for_update(of=("self",)).select_related("region").get(pk=roundtable.pk)
    if roundtable.state != State.DRAFT:
        raise ValidationError(_("This roundtable is called: its date stands. Change it on the screen “Next”."))
    dates = sorted(set(offers))
    refuse_unsound(dates, closes_on, roundtable)
    people = reachable({contact.pk: contact for contact in contacts}.values())
    if any(contact.region_id != roundtable.region_id for contact in people):
        raise ValidationError(_("Those who are asked come from the directory of this region."))
    if not people:
        raise ValidationError(_("Nobody would be asked: nobody chosen has an e-mail address. Choose others."))
    poll, made = DatePoll.objects.get_or_create(roundtable=roundtable)
    if not made and is_the_same(poll, dates, closes_on):
        return poll
    poll.options.all().delete()
    poll.nonce += not made
    poll.closes_on, poll.asked_at, poll.decided_at = closes_on, timezone.now(), None
    poll.save()
    DateOption.objects.bulk_create(DateOption(poll=poll, date=on, start_time=at) for on, at in dates)
    for contact in people:
        queue_question(poll, contact, "first")
    counts = {"roundtable": roundtable.number, "dates": len(dates), "mails": len(people)}
    audit.record("ask for dates", by=by, on=roundtable, owner=roundtable.region.slug, **counts)
    return poll


def refuse_unsound(dates: Sequence[Offer], closes_on: date, roundtable: Roundtable) -> None:
    """Refuse too few or too many dates, dates that have passed, hours that clocks skip, and a last day too late."""
    if not LEAST <= len(dates) <= MOST:
        sentence = _("Offer between %(least)s and %(most)s different dates.")
        raise ValidationError(sentence % {"least": LEAST, "most": MOST})
    for on, at in dates:
        refuse_gap(on, at, roundtable.time_zone)
        offered = Roundtable(date=on, start_time=at, time_zone=roundtable.time_zone)
        if has_started(offered):
            raise ValidationError(_("One of these dates has passed. Offer dates that are still to come."))
    if closes_on < timezone.localdate():
        raise ValidationError({"closes_on": _("This day has passed. Leave people time to answer.")})
    if closes_on >= dates[0][0]:
        raise ValidationError({"closes_on": _("This is not before the first date. Choose an earlier day.")})


def is_the_same(poll: DatePoll, dates: Sequence[Offer], closes_on: date) -> bool:
    """Tell whether the poll that runs asks for these very dates."""
    running = list(poll.options.values_list("date", "start_time"))
    return poll.decided_at is None and poll.closes_on == closes_on and running == list(dates)


def queue_question(poll: DatePoll, contact: Contact, occasion: str) -> None:
    """Queue the mail that asks one contact."""
    region = poll.roundtable.region
    guest = addressee(contact, region)
    with for_a_moment_in(guest.language):
        subject = _("When can you come? %(event)s") % {"event": title_of(poll.roundtable)}
    queue(poll, contact, "date_question", f"dates:{poll.pk}:{poll.nonce}:{contact.pk}:{occasion}", subject)


def queue(poll: DatePoll, contact: Contact, composer: str, key: str, subject: str) -> None:
    """Queue one mail about a poll."""
    region = poll.roundtable.region
    guest = addressee(contact, region)
    outbox.queue(
        f"cooperation.{composer}",
        key=key,
        to=guest.email,
        language=guest.language,
        params={"poll": poll.pk, "nonce": poll.nonce, "contact": contact.pk},
        owner=region.slug,
        subject=subject,
        is_demonstration=guest.is_demonstration,
    )


@transaction.atomic
def say_dates(*, poll: DatePoll, contact: Contact, choices: Mapping[int, str], by: Actor) -> list[DateVote]:
    """Write down on which dates somebody can come; what they said before is replaced, an empty date is not said.

    After the last day only people at the desk write down what they were told.
    """
    poll = DatePoll.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=poll.pk)
    why = why_poll_closed(poll)
    if why and (why != "over" or by.kind == "link"):
        raise ValidationError(_("No answers are taken any more: the question of the date is closed."))
    options = {option.pk: option for option in poll.options.all()}
    said = {key: DateChoice(choice) for key, choice in choices.items() if choice and key in options}
    if not said:
        raise ValidationError(_("Say of at least one date whether you can come."))
    before = dict(DateVote.objects.filter(option__poll=poll, contact=contact).values_list("option", "choice"))
    if before == said:
        return list(DateVote.objects.filter(option__poll=poll, contact=contact))
    refuse_beyond(MOST_VOTES_A_DAY, "say dates", by)
    now = timezone.now()
    DateVote.objects.filter(option__poll=poll, contact=contact).delete()
    votes = DateVote.objects.bulk_create(
        DateVote(option=options[key], contact=contact, choice=choice, voted_at=now) for key, choice in said.items()
    )
    if by.kind == "link":
        Contact.objects.filter(pk=contact.pk).update(last_heard_at=now)
    audit.record("say dates", by=by, on=poll, owner=poll.roundtable.region.slug, roundtable=poll.roundtable.number)
    return votes


@transaction.atomic
def ask_again(*, poll: DatePoll, by: Actor) -> int:
    """Ask those once more who were asked and have said nothing, at most once a day; return how many."""
    poll = DatePoll.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=poll.pk)
    if why_poll_closed(poll):
        raise ValidationError(_("No answers are taken any more: the question of the date is closed."))
    asked = Contact.objects.filter(pk__in=asked_in(poll))
    silent = reachable(asked.exclude(date_votes__option__poll=poll).order_by("pk"))
    for contact in silent:
        queue_question(poll, contact, timezone.localdate().isoformat())
    audit.record(
        "ask for dates again",
        by=by,
        on=poll.roundtable,
        owner=poll.roundtable.region.slug,
        roundtable=poll.roundtable.number,
        mails=len(silent),
    )
    return len(silent)


@transaction.atomic
def fix_date(*, poll: DatePoll, option: DateOption, by: Actor) -> Roundtable:
    """Make one of the dates that of the draft; the poll closes and who answered it is told. Pressed twice, once."""
    known = Roundtable.objects.select_for_update(of=("self",)).select_related("region")
    roundtable = known.get(pk=poll.roundtable_id)
    poll = DatePoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    poll.roundtable = roundtable
    fixed = (roundtable.date, roundtable.start_time) == (option.date, option.start_time)
    if poll.decided_at and fixed:
        return roundtable
    if roundtable.state != State.DRAFT:
        raise ValidationError(_("This roundtable is called: its date stands. Change it on the screen “Next”."))
    refuse_gap(option.date, option.start_time, roundtable.time_zone)
    if has_started(Roundtable(date=option.date, start_time=option.start_time, time_zone=roundtable.time_zone)):
        raise ValidationError(_("This date has passed. Fix a date that is still to come, or ask anew."))
    before = f"{roundtable.date} {roundtable.start_time or ''}".strip()
    roundtable.date, roundtable.start_time = option.date, option.start_time
    if roundtable.answer_by and roundtable.answer_by > option.date:
        roundtable.answer_by = None
    roundtable.version += 1
    roundtable.save(update_fields=["date", "start_time", "answer_by", "version"])
    poll.decided_at = timezone.now()
    poll.save(update_fields=["decided_at"])
    told = tell_voters(poll)
    change = {"roundtable": roundtable.number, "before": before, "after": str(option), "mails": told}
    audit.record("fix date", by=by, on=roundtable, owner=roundtable.region.slug, **change)
    return roundtable


def tell_voters(poll: DatePoll) -> int:
    """Queue a mail with the date to everybody who answered; return to how many."""
    voters = reachable(Contact.objects.filter(date_votes__option__poll=poll).distinct().order_by("pk"))
    for contact in voters:
        with for_a_moment_in(addressee(contact, poll.roundtable.region).language):
            subject = _("The date is fixed: %(event)s") % {"event": title_of(poll.roundtable)}
        key = f"date-fixed:{poll.pk}:{poll.nonce}:{contact.pk}:{poll.roundtable.version}"
        queue(poll, contact, "date_fixed", key, subject)
    return len(voters)
