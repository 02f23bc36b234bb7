"""Questions about a date poll: who may be asked, who was, who can come when, and which date suits best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils import timezone

from maillage.cooperation.enums import DateChoice, State
from maillage.cooperation.models import DateOption, DatePoll, DateVote, Invitation, Roundtable
from maillage.cooperation.queries.clashes import A_DAY, Trouble, clashes_of, tables_near
from maillage.core.date_choice import Choice, Tally, choose
from maillage.kit.models import OutboxMail
from maillage.people.models import Contact, Seat

CAN = {DateChoice.YES, DateChoice.IF_NEED_BE}


def why_poll_closed(poll: DatePoll, today: date | None = None) -> str:
    """Return why no answers are taken: "cancelled", "fixed", "called", "over", or "" while they are."""
    if poll.roundtable.state == State.CANCELLED:
        return "cancelled"
    if poll.decided_at:
        return "fixed"
    if poll.roundtable.state != State.DRAFT or poll.asked_at is None:
        return "called"
    is_over = poll.closes_on is not None and poll.closes_on < (today or timezone.localdate())
    return "over" if is_over else ""


def poll_for(roundtable: Roundtable) -> DatePoll | None:
    """Return the poll of a roundtable once somebody was asked."""
    poll = DatePoll.objects.filter(roundtable=roundtable, asked_at__isnull=False).first()
    if poll:
        poll.roundtable = roundtable
    return poll


def asked_in(poll: DatePoll) -> set[int]:
    """Return the keys of the contacts who were asked, as the outbox knows them."""
    mails = OutboxMail.objects.filter(
        composer="cooperation.date_question", owner=poll.roundtable.region.slug, key__startswith=f"dates:{poll.pk}:"
    )
    return {params["contact"] for params in mails.values_list("params", flat=True) if _is_of(params, poll)}


def _is_of(params: dict[str, int], poll: DatePoll) -> bool:
    return params.get("nonce") == poll.nonce and "contact" in params


@dataclass(frozen=True)
class Circle:
    """Whom a convenor may ask: everybody in the directory, and who of them was invited last time."""

    everybody: Sequence[Contact]
    invited_before: set[int]

    @cached_property
    def invited(self) -> list[Contact]:
        return [contact for contact in self.everybody if contact.pk in self.invited_before]

    @cached_property
    def categories(self) -> Counter[str]:
        """How many there are of each category."""
        return Counter(contact.stakeholder_category for contact in self.everybody if contact.stakeholder_category)

    def of(self, categories: Iterable[str]) -> list[Contact]:
        wanted = set(categories)
        return [contact for contact in self.everybody if contact.stakeholder_category in wanted]


def circle_of(roundtable: Roundtable) -> Circle:
    """Return whom the convenor may ask for dates: those who left or asked to be left alone are not in it."""
    asked_before = Invitation.objects.filter(
        roundtable__region=roundtable.region, roundtable__number__lt=roundtable.number, revoked_at__isnull=True
    )
    last = asked_before.order_by("-roundtable__number").values("roundtable")[:1]
    left = Seat.objects.filter(region=roundtable.region, organisation=OuterRef("organisation"), left_on__isnull=False)
    people = (
        Contact.objects.filter(region=roundtable.region, unsubscribed_at__isnull=True)
        .exclude(email="")
        .exclude(Exists(left))
        .select_related("organisation")
        .annotate(was_invited=Exists(Invitation.objects.filter(contact=OuterRef("pk"), roundtable__in=last)))
        .order_by("organisation__name", "name", "pk")
    )
    everybody = list(people)
    return Circle(everybody, {contact.pk for contact in everybody if contact.was_invited})


@dataclass(frozen=True)
class Person:
    """Somebody who was asked, with what they said of each date, in the order of the dates."""

    contact: Contact
    said: list[str]

    @property
    def is_silent(self) -> bool:
        return not any(self.said)


@dataclass(frozen=True)
class Offered:
    """One date with what was said of it, and what stands in its way."""

    option: DateOption
    tally: Tally
    troubles: list[Trouble]

    @property
    def marks(self) -> list[str]:
        """One mark for each answer, those who can first."""
        return ["yes"] * self.tally.yes + ["if need be"] * self.tally.if_need_be + ["no"] * self.tally.no


@dataclass(frozen=True)
class Answers:
    """All that was said in a poll; `people` are for the convenor's eyes alone."""

    poll: DatePoll
    offered: list[Offered]
    people: list[Person]
    by_category: list[tuple[str, list[int]]]
    choice: Choice | None

    @property
    def asked(self) -> int:
        return len(self.people)

    @property
    def answered(self) -> int:
        return sum(not person.is_silent for person in self.people)

    @property
    def best(self) -> Offered | None:
        key = self.choice.best.key if self.choice else None
        return next((one for one in self.offered if one.option.pk == key), None)


def answers_to(poll: DatePoll) -> Answers:
    """Return who can come when, the best date, and the clashes of each."""
    options = list(poll.options.all())
    votes = list(DateVote.objects.filter(option__poll=poll).select_related("contact__organisation"))
    people = people_in(poll, options, votes)
    tallies = {option.pk: tally_of(option, votes) for option in options}
    near = nearby(poll.roundtable, options)
    offered = [Offered(option, tallies[option.pk], troubles_of(poll, option, near)) for option in options]
    categories = sorted({person.contact.stakeholder_category for person in people} - {""})
    able = {option.pk: counted(votes, option) for option in options}
    by_category = [(category, [able[option.pk][category] for option in options]) for category in categories]
    return Answers(poll, offered, people, by_category, choose(tallies.values()))


def people_in(poll: DatePoll, options: Sequence[DateOption], votes: Iterable[DateVote]) -> list[Person]:
    """Return who was asked or said something, by name, the silent after the others."""
    said: dict[int, dict[int, str]] = {}
    known: dict[int, Contact] = {}
    for vote in votes:
        said.setdefault(vote.contact_id, {})[vote.option_id] = vote.choice
        known[vote.contact_id] = vote.contact
    others = asked_in(poll) - set(known)
    known |= {contact.pk: contact for contact in Contact.objects.filter(pk__in=others).select_related("organisation")}
    people = [
        Person(contact, [said.get(key, {}).get(option.pk, "") for option in options]) for key, contact in known.items()
    ]
    return sorted(people, key=lambda one: (one.is_silent, str(one.contact).casefold(), one.contact.pk))


def tally_of(option: DateOption, votes: Iterable[DateVote]) -> Tally:
    """Count what was said of one date."""
    said = [vote for vote in votes if vote.option_id == option.pk]
    counts = Counter(vote.choice for vote in said)
    categories = {vote.contact.stakeholder_category for vote in said if vote.choice in CAN} - {""}
    return Tally(
        option.pk,
        option.date,
        option.start_time,
        yes=counts[DateChoice.YES],
        if_need_be=counts[DateChoice.IF_NEED_BE],
        no=counts[DateChoice.NO],
        categories=frozenset(categories),
    )


def counted(votes: Iterable[DateVote], option: DateOption) -> Counter[str]:
    """Count by category who can come on a date, also if need be."""
    return Counter(
        vote.contact.stakeholder_category for vote in votes if vote.option_id == option.pk and vote.choice in CAN
    )


def nearby(roundtable: Roundtable, options: Sequence[DateOption]) -> list[Roundtable]:
    """Return the roundtables of other regions around the dates that are offered, in one query."""
    if not options:
        return []
    days = [option.date for option in options]
    return list(tables_near(roundtable.region).filter(date__range=(min(days) - A_DAY, max(days) + A_DAY)))


def troubles_of(poll: DatePoll, option: DateOption, near: Iterable[Roundtable]) -> list[Trouble]:
    """Return which roundtables of other regions one date would meet."""
    ours = poll.roundtable
    planned = Roundtable(
        region=ours.region,
        number=0,
        date=option.date,
        start_time=option.start_time,
        minutes=ours.minutes,
        time_zone=ours.time_zone,
    )
    return clashes_of(planned, near)
