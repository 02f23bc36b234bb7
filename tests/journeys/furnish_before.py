"""Furnishes what comes before a table: dates that are asked for, and what is written ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from maillage.cooperation import links
from maillage.cooperation.access_before import VISITOR
from maillage.cooperation.actions.contributions import Saying, contribute, hand_on_link
from maillage.cooperation.actions.date_poll import ask_for_dates, say_dates
from maillage.cooperation.enums import Signature, State
from maillage.cooperation.models import Contribution, DatePoll, Roundtable
from maillage.kit.audit import Actor
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Region

# A region in which no other page is looked at with a draft.
ASKS_FOR_DATES = "correze"
TEXTS = (
    ("Il n'y a plus de bus après dix-huit heures.", "fr", Signature.NONE, ""),
    ("لا حافلة بعد السادسة مساءً، ولا نستطيع حضور الدروس.", "ar", Signature.PSEUDONYM, "وردة"),
)


def written_ahead(roundtable: Roundtable) -> Contribution:
    """Let two people write ahead, and return what the first wrote."""
    for text, language, signature, signed in TEXTS:
        said = Saying(text, language, signature, signed, client_key=f"furnish-{language}")
        contribute(region=roundtable.region, roundtable=roundtable, said=said, by=VISITOR)
    return Contribution.objects.filter(roundtable=roundtable).order_by("pk")[0]


def a_poll(by: Actor) -> DatePoll:
    """Ask three people for dates of a draft; two have answered."""
    region = Region.objects.get(slug=ASKS_FOR_DATES)
    known = DatePoll.objects.select_related("roundtable__region").filter(roundtable__region=region).first()
    if known:
        return known
    today = timezone.localdate()
    number = max(region.roundtables.values_list("number", flat=True), default=0) + 1
    table = Roundtable.objects.create(
        region=region, number=number, state=State.DRAFT, date=today + timedelta(days=30), start_time=time(14)
    )
    organisations = Organisation.objects.filter(seats__region=region).order_by("pk")[:3]
    people = [
        Contact.objects.create(
            region=region,
            organisation=organisation,
            name=f"Demonstration guest {place}",
            email=f"guest{place}.dates@demonstration.invalid",
            is_demonstration=True,
        )
        for place, organisation in enumerate(organisations, start=1)
    ]
    offers = [(today + timedelta(days=days), time(14)) for days in (30, 31, 37)]
    closes_on = today + timedelta(days=7)
    poll = ask_for_dates(roundtable=table, offers=offers, closes_on=closes_on, contacts=people, by=by)
    options = list(poll.options.all())
    for person, choices in zip(people, (("yes", "if_need_be", "no"), ("yes", "no", "yes")), strict=False):
        said = {option.pk: choice for option, choice in zip(options, choices, strict=True)}
        say_dates(poll=poll, contact=person, choices=said, by=by)
    return poll


def before_the_day(rows: dict[str, Any], by: Actor) -> dict[str, Callable[[], str]]:
    """Return the links of those who are asked for dates, and of those who write ahead."""
    shown = {"language": "en", "masked": False}
    poll = a_poll(by)
    asked = Contact.objects.filter(region=poll.roundtable.region, email__contains=".dates@").order_by("pk")
    admission = hand_on_link(roundtable=rows["roundtable"], by=by)
    return {
        "cooperation:date-vote": partial(links.date_link, poll, asked[0], **shown),
        "cooperation:contribution-say": partial(links.say_link, rows["invitation"], **shown),
        "cooperation:need-raise": partial(links.need_link, rows["invitation"], **shown),
        "cooperation:contribution-open": partial(links.contribute_link, admission, **shown),
    }
