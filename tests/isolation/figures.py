"""Figures, tables of people and factfiles of a region, what is private of them marked as such."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from maillage.core.factfile.composition import compose
from maillage.core.factfile.facts import Facts
from maillage.core.wording import Wording
from maillage.insight.enums import Indicator
from maillage.insight.models import Factfile, FactfileWords, Figure, PeopleTable, Strategy
from maillage.territory.models import Region

COUNTS = [[40, 3], [61, 44], [38, 47]]


def figures_of(region: Region, secret: Callable[[str], str]) -> dict[str, Any]:
    """Enter one of each that no factfile has told yet, and publish an edition that says nothing of them."""
    factfile = an_edition(region, 1)
    draft = Factfile.objects.create(region=region, number=9, blocks=factfile.blocks, begun_at=timezone.now())
    FactfileWords.objects.create(factfile=draft, block="needs", text={"en": secret("words")})
    figure = a_figure(region, secret("figure"))
    strategy = Strategy.objects.create(region=region, title={"en": secret("strategy")}, made_by=secret("made-by"))
    table = a_table(region, secret("table"), 2025)
    return {"figure": figure, "strategy": strategy, "people table": table, "factfile": factfile}


def settle_more_figures(region: Region, number: int) -> None:
    """Enter one more of each."""
    a_figure(region, f"Figure {number}")
    Strategy.objects.create(region=region, title={"en": f"Strategy {number}"}, made_by="Somebody")
    a_table(region, f"Table {number}", 2000 + number)
    factfile = an_edition(region, number)
    FactfileWords.objects.create(factfile=Factfile.objects.get(region=region, number=1), block=f"b{number}", text={})
    FactfileWords.objects.create(factfile=factfile, block="needs", text={"en": "Words"})


def an_edition(region: Region, number: int) -> Factfile:
    blocks = [block.as_dict() for block in compose(Facts(on=date(2026, 1, 1), name=Wording(region.name)))]
    now = timezone.now()
    return Factfile.objects.create(
        region=region, number=number, blocks=blocks, begun_at=now, frozen_at=now, published_at=now
    )


def a_figure(region: Region, label: str) -> Figure:
    about = {"indicator": Indicator.RECEPTION, "label": {"en": label}, "value": 120, "unit": "places"}
    return Figure.objects.create(region=region, as_of=date(2025, 12, 31), source="A source", **about)


def a_table(region: Region, title: str, year: int) -> PeopleTable:
    return PeopleTable.objects.create(
        region=region,
        indicator=Indicator.SETTLED,
        title={"en": title},
        series=f"of-{year}",
        rows=[{"fr": f"Secteur {row}"} for row in "abc"],
        columns=[{"fr": f"Statut {column}"} for column in "xy"],
        counts=COUNTS,
        as_of=date(year, 12, 31),
        source="A source",
    )
