"""Which cards of a region look alike, and what somebody needs to see to tell whether they are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from maillage.core.lookalikes import Card, Likeness, Pair, look_alikes
from maillage.initiatives.models import Initiative, NotTheSame
from maillage.initiatives.queries.practices import last_confirmed, standing_practices
from maillage.territory.models import Region

SHOWN = 20


@dataclass(frozen=True)
class Twins:
    """Two cards that look alike, the elder first, and in what they agree, as a sentence."""

    first: Any
    second: Any
    pair: Pair

    @property
    def why(self) -> str:
        """Say in what the two agree."""
        return sentence_of(self.pair.likeness)


def sentence_of(likeness: tuple[Likeness, ...]) -> str:
    """Say in what two cards agree, in one sentence."""
    house, place = Likeness.ORGANISATION in likeness, Likeness.PLACE in likeness
    if Likeness.NAME in likeness:
        return {
            (True, True): _("Same name, same organisation, same place."),
            (True, False): _("Same name, same organisation."),
            (False, True): _("Same name, same place."),
            (False, False): _("Same name."),
        }[house, place]
    return {
        (True, True): _("Much the same words, same organisation, same place."),
        (True, False): _("Much the same words, same organisation."),
        (False, True): _("Much the same words, same place."),
        (False, False): _("Nearly the same words."),
    }[house, place]


def twins_of(region: Region) -> tuple[list[Twins], int]:
    """Return the surest pairs of cards that look alike, and how many there are in all; five queries."""
    places: dict[int, set[int]] = {}
    through = Initiative.places_served.through.objects.filter(initiative__region=region)
    for practice, place in through.values_list("initiative", "place"):
        places.setdefault(practice, set()).add(place)
    known = standing_practices(region).order_by("pk").values_list("pk", "name", "organisation", "place")
    cards = [
        Card(pk, name, house, frozenset(places.get(pk, set()) | ({place} if place else set())))
        for pk, name, house, place in known
    ]
    apart = NotTheSame.objects.filter(first__region=region).values_list("first", "second")
    pairs = look_alikes(cards, apart)
    shown = pairs[:SHOWN]
    keys = {key for pair in shown for key in (pair.first, pair.second)}
    rows = Initiative.objects.filter(pk__in=keys).annotate(confirmed_on=last_confirmed())
    rows = rows.annotate(answered=Count("answers", distinct=True)).select_related("organisation", "place")
    read = {row.pk: row for row in rows}
    return [Twins(read[pair.first], read[pair.second], pair) for pair in shown], len(pairs)
