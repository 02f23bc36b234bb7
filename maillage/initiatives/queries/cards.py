"""Questions about the cards of organisations: how old each is, who was asked, who answered, and who is to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from maillage.core.folding import fold
from maillage.initiatives.card_links import OPEN_FOR
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import CardAsk, Confirmation, DirectoryRhythm, Initiative
from maillage.initiatives.queries.practices import last_confirmed, months_before
from maillage.people.models import Contact, Organisation, Seat
from maillage.people.queries.directory import reachable_contacts
from maillage.territory.models import Region

STATES = ("old", "asked", "answered", "silent", "unreachable")
MOST_PRACTICES = 40


@dataclass(frozen=True)
class CardRow:
    """The card of an organisation: when it was confirmed, whom the region asks, and what came of it."""

    organisation: Organisation
    contact: Contact | None
    ask: CardAsk | None
    is_old: bool
    asked_elsewhere: date | None
    now: datetime

    @property
    def is_open(self) -> bool:
        """Whether it was asked and may still answer."""
        ask = self.ask
        if ask is None or ask.answered_at or ask.taken_back_at:
            return False
        return ask.asked_at > self.now - OPEN_FOR

    @property
    def is_answered(self) -> bool:
        """Whether it answered when it was asked last."""
        return self.ask is not None and self.ask.answered_at is not None

    @property
    def is_silent(self) -> bool:
        """Whether its time to answer has passed without a word."""
        ask = self.ask
        return ask is not None and not (self.is_open or ask.answered_at or ask.taken_back_at)

    @property
    def may_be_asked(self) -> bool:
        """Whether somebody can be written to who was not asked lately, here or in another region."""
        return self.contact is not None and not self.is_open and self.asked_elsewhere is None

    @property
    def states(self) -> set[str]:
        """Under which filters the card is found."""
        holds = {
            "old": self.is_old,
            "asked": self.is_open,
            "answered": self.is_answered,
            "silent": self.is_silent,
            "unreachable": self.contact is None,
        }
        return {name for name, is_so in holds.items() if is_so}


def whom_to_ask(region: Region, organisations: Iterable[int] | None = None) -> dict[int, Contact]:
    """Return for each organisation the contact of this region who answers for its card: the last heard of, by mail."""
    known = reachable_contacts(region).exclude(email="").filter(unsubscribed_at=None, organisation__isnull=False)
    if organisations is not None:
        known = known.filter(organisation__in=list(organisations))
    found: dict[int, Contact] = {}
    for contact in known.order_by(F("last_heard_at").desc(nulls_last=True), "pk"):
        found.setdefault(contact.organisation_id or 0, contact)
    return found


def cards_of(region: Region, rhythm: DirectoryRhythm, now: datetime | None = None) -> list[CardRow]:
    """Return the cards of all organisations that sit in a region, by name; three queries."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    limit = months_before(today, rhythm.months)
    seats = Seat.objects.filter(region=region, left_on=None).select_related("organisation")
    houses = [seat.organisation for seat in seats]
    contacts = whom_to_ask(region)
    last, elsewhere = asked_lately(region, [house.pk for house in houses], now)
    rows = [
        CardRow(
            organisation=house,
            contact=contacts.get(house.pk),
            ask=last.get(house.pk),
            is_old=is_old(house, limit),
            asked_elsewhere=elsewhere.get(house.pk),
            now=now,
        )
        for house in houses
    ]
    return sorted(rows, key=lambda row: (fold(row.organisation.name), row.organisation.pk))


def is_old(organisation: Organisation, limit: date) -> bool:
    """Tell whether a card was confirmed before a day, or never."""
    return organisation.confirmed_on is None or organisation.confirmed_on < limit


def asked_lately(region: Region, organisations: list[int], now: datetime) -> tuple[dict[int, CardAsk], dict[int, date]]:
    """Return the last question of this region to each organisation, and on which day another region asked it."""
    last: dict[int, CardAsk] = {}
    elsewhere: dict[int, date] = {}
    asks = CardAsk.objects.filter(organisation__in=organisations).order_by("asked_at", "pk")
    for ask in asks:
        if ask.region_id == region.pk:
            last[ask.organisation_id] = ask
        elif not (ask.answered_at or ask.taken_back_at) and ask.asked_at > now - OPEN_FOR:
            elsewhere[ask.organisation_id] = timezone.localdate(ask.asked_at)
    return last, elsewhere


def counted(rows: Iterable[CardRow]) -> list[tuple[str, int]]:
    """Return how many cards each filter finds."""
    counts = Counter(state for row in rows for state in row.states)
    return [(state, counts[state]) for state in STATES if counts[state]]


def due_cards(region: Region, rhythm: DirectoryRhythm, now: datetime) -> QuerySet[Organisation]:
    """Return the organisations whose card is older than the rhythm and that nobody asked since, in any region.

    The oldest card first, those never confirmed before all others.
    """
    limit = months_before(timezone.localdate(now), rhythm.months)
    since = now - (timezone.localdate(now) - limit)
    asked = CardAsk.objects.filter(organisation=OuterRef("pk"), asked_at__gt=since)
    old = Q(confirmed_on=None) | Q(confirmed_on__lt=limit)
    here = Organisation.objects.filter(seats__region=region, seats__left_on=None)
    return here.filter(old, ~Exists(asked)).order_by(F("confirmed_on").asc(nulls_first=True), "pk")


def to_remind(region: Region, now: datetime, after: timedelta) -> QuerySet[CardAsk]:
    """Return the questions of a region that wait so long for an answer, and were not put a second time."""
    waiting = CardAsk.objects.filter(region=region, answered_at=None, taken_back_at=None, reminded_at=None)
    return waiting.filter(asked_at__lte=now - after, asked_at__gt=now - OPEN_FOR).order_by("asked_at", "pk")


def old_cards(region: Region) -> int:
    """Count the cards older than the rhythm that wait for somebody to ask: none where they are asked by themselves."""
    rhythm = DirectoryRhythm.objects.filter(region=region, is_on=False).first()
    return due_cards(region, rhythm, timezone.now()).count() if rhythm else 0


def practices_asked_about(ask: CardAsk) -> list[Any]:
    """Return the practices a link asks about, with when each was confirmed: those that run, in every region.

    One that was said to have ended by this very answer stays on the page, so that a slip can be put right.
    """
    known = Initiative.objects.filter(organisation=ask.organisation, merged_into=None)
    if ask.answered_at:
        ended = Confirmation.objects.filter(
            initiative=OuterRef("pk"), confirmed_on__gte=timezone.localdate(ask.answered_at)
        )
        known = known.filter(~Q(standing=Standing.PAST) | Exists(ended))
    else:
        known = known.exclude(standing=Standing.PAST)
    known = known.annotate(confirmed_on=last_confirmed()).select_related("region", "terms")
    return list(known.prefetch_related("confirmations").order_by("region", "pk")[:MOST_PRACTICES])
