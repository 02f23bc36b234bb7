"""Furnishes figures, a strategy, tables of people and factfiles: one edition published, the next one begun."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from maillage.core.wording import Wording
from maillage.insight.actions.factfile import begin_edition, freeze_edition, publish_edition, write_words
from maillage.insight.actions.release import release_table
from maillage.insight.enums import Indicator
from maillage.insight.models import Factfile, Figure, PeopleTable, Strategy
from maillage.insight.queries.editions import mark_of_words
from maillage.insight.queries.releases import proposal_of
from maillage.kit.audit import Actor
from maillage.territory.models import Region

COUNTS = ([40, 35, 3], [52, 61, 44], [38, 47, None], [66, 31, 25])
WORDS = "Ce que nous savons, **et ce que nous ne savons pas**.\n\n- un point\n- un autre, avec [un lien](https://example.org)"


def factfile_there(region: Region, by: Actor) -> dict[str, Any]:
    """Return what the addresses of figures and factfiles name."""
    if not Factfile.objects.filter(region=region).exists():
        make_all(region, by)
    return {
        "figure": Figure.objects.filter(region=region).earliest("pk"),
        "strategy": Strategy.objects.filter(region=region).earliest("pk"),
        "people table": PeopleTable.objects.get(region=region, series="furnished-next"),
        "factfile": Factfile.objects.filter(region=region).earliest("number"),
    }


def make_all(region: Region, by: Actor) -> None:
    """Enter one of everything, publish an edition and begin the next."""
    labels = {"en": "Places in centres for asylum seekers", "fr": "Places en centre d’accueil"}
    about: dict[str, Any] = {"as_of": date(2025, 12, 31), "source": "Demonstration source"}
    places = {"indicator": Indicator.RECEPTION, "unit": "places", "label": labels}
    Figure.objects.create(region=region, value=Decimal(120), licence="CC BY 4.0", **places, **about)
    few = {"indicator": Indicator.SETTLED, "unit": "persons", "counts_people": True, "label": {"en": "Settled"}}
    Figure.objects.create(region=region, value=Decimal(7), **few, **about)
    Strategy.objects.create(region=region, title={"fr": "Schéma d’accueil"}, made_by="État", since=date(2024, 1, 1))
    first, _next = (a_table(region, series, about) for series in ("furnished", "furnished-next"))
    release_table(table=first, seen=proposal_of(first).digest, by=by)
    edition = begin_edition(region=region, by=by)
    write_words(factfile=edition, block="needs", text=Wording(fr=WORDS), seen=mark_of_words({}), by=by)
    publish_edition(factfile=freeze_edition(factfile=edition, by=by), by=by)
    begin_edition(region=region, by=by)


def a_table(region: Region, series: str, about: dict[str, Any]) -> PeopleTable:
    """Enter a table of people; the two are not of the same people."""
    more = 0 if series == "furnished" else 100
    return PeopleTable.objects.create(
        region=region,
        indicator=Indicator.SETTLED,
        series=series,
        title={"en": "People who settled, by area", "fr": "Personnes installées, par secteur"},
        rows=[{"fr": f"Secteur {name}"} for name in ("nord", "sud", "est", "ouest")],
        columns=[{"fr": name} for name in ("protection", "temporaire", "famille")],
        counts=[[count if count is None else count + more for count in line] for line in COUNTS],
        **about,
    )
