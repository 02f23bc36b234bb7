"""Editions of a factfile: reckoned from records, frozen as looked at, published, withdrawn, begun again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from maillage.core.wording import Wording
from maillage.insight.actions.factfile import (
    RecordsChangedMeanwhile,
    WordsChangedMeanwhile,
    begin_edition,
    freeze_edition,
    publish_edition,
    reckon_anew,
    withdraw_edition,
    write_words,
)
from maillage.insight.enums import Indicator, Level
from maillage.insight.models import Factfile, Figure
from maillage.insight.queries.editions import blocks_of, mark_of_words, published_edition, words_of
from maillage.insight.wording import sections_of
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.insight.people import a_table, released


@pytest.fixture
def region(db: None) -> Region:
    return make.a_region(slug="near", languages=["fr", "en"], nuts_code="FRC13")


def a_figure(region: Region, **fields: Any) -> Figure:
    return Figure.objects.create(
        region=region,
        **{
            "indicator": Indicator.RECEPTION,
            "label": {"en": "Places in centres for asylum seekers", "fr": "Places en CADA"},
            "value": Decimal(120),
            "unit": "places",
            "as_of": date(2025, 12, 31),
            "source": "Prefecture",
            **fields,
        },
    )


def told(factfile: Factfile, kind: str) -> str:
    """Everything that a section says, in English."""
    with override("en"):
        section = next(one for one in sections_of(blocks_of(factfile)) if one.kind == kind)
        return repr(section)


def test_an_edition_of_an_empty_region_says_what_it_does_not_know(region: Region) -> None:
    factfile = begin_edition(region=region, by=SYSTEM)
    assert [block.kind for block in blocks_of(factfile)][:3] == ["identity", "arrivals", "reception"]
    assert len(factfile.blocks) == 13
    assert "Not known: the population." in told(factfile, "identity")
    assert "That does not mean that there is none" in told(factfile, "actions")
    assert "FRC13" in told(factfile, "identity")


def test_population_density_and_classes_are_reckoned_over_what_is_known(region: Region) -> None:
    for code, (people, area, degurba) in enumerate([(30_000, 20.0, 2), (1_000, 30.0, 3), (9_000, None, None)]):
        place = Place.objects.create(
            country="FR", code=str(code), name=f"Place {code}", population=people, population_year=2023,
            area_km2=area, degurba=degurba, source="INSEE; elsewhere",
        )  # fmt: skip
        region.places.add(place)
    factfile = begin_edition(region=region, by=SYSTEM)
    figures = {figure.key: figure for figure in blocks_of(factfile)[0].figures}
    assert (figures["population"].value, figures["population"].as_of) == ("40000", "2023")
    assert figures["population"].source == "INSEE"
    assert (figures["density"].value, figures["density"].remark) == ("620", "places-known:2/3")
    assert figures["rural-share"].value == "3"
    assert figures["class-unknown"].value == "9000"
    assert "never as rural" in told(factfile, "identity")


def test_every_figure_says_source_level_method_protection_and_check(region: Region) -> None:
    a_figure(region, level=Level.NUTS2, licence="CC BY 4.0", checked_by="The convenor", checked_on=date(2026, 3, 1))
    words = told(begin_edition(region=region, by=SYSTEM), "reception")
    for part in (
        "Places in centres", "120", "places", "31 December 2025", "NUTS 2 value, not local",
        "Prefecture, licence: CC BY 4.0", "measured", "none is needed", "checked on 1 March 2026 by The convenor",
    ):  # fmt: skip
        assert part in words


def test_people_are_told_in_fives_few_are_not_and_small_places_never(region: Region) -> None:
    small = Place.objects.create(country="FR", code="1", name="Génelard", population=1_300)
    common = {"indicator": Indicator.SETTLED, "unit": "persons", "counts_people": True}
    a_figure(region, **common, label={"en": "Many"}, value=Decimal(128))
    a_figure(region, **common, label={"en": "Few"}, value=Decimal(7))
    a_figure(region, **common, label={"en": "There"}, value=Decimal(313), level=Level.PLACE, place=small)
    a_figure(
        region, indicator=Indicator.LANGUAGES, unit="%", counts_people=True, label={"en": "Dari"}, value=Decimal("12.4")
    )
    figures = {figure.label["en"]: figure for figure in blocks_of(begin_edition(region=region, by=SYSTEM))[1].figures}
    assert {name: (one.value, str(one.held)) for name, one in figures.items()} == {
        "Many": ("130", "fives"), "Few": ("", "few"), "There": ("", "small-place"), "Dari": ("12", "whole-percent"),
    }  # fmt: skip


def test_a_released_table_is_told_and_its_exact_counts_are_not(region: Region) -> None:
    table = a_table(region, [[40, 35, 3], [52, 61, 44], [38, 47, 29], [66, 31, 25]])
    assert "People who settled" not in told(begin_edition(region=region, by=SYSTEM), "arrivals")
    released(table)
    words = told(reckon_anew(factfile=Factfile.objects.get(), by=SYSTEM), "arrivals")
    assert "People who settled, 31 December 2025" in words
    assert "protected" in words
    assert "text='3'" not in words


def test_what_is_frozen_does_not_move_and_is_frozen_as_it_was_looked_at(region: Region) -> None:
    factfile = begin_edition(region=region, by=SYSTEM)
    a_figure(region)
    with pytest.raises(RecordsChangedMeanwhile, match="have changed"):
        freeze_edition(factfile=factfile, by=SYSTEM)
    looked_at = reckon_anew(factfile=factfile, by=SYSTEM)
    frozen = freeze_edition(factfile=looked_at, by=SYSTEM)
    Figure.objects.update(value=Decimal(999))
    assert "120" in told(Factfile.objects.get(), "reception")
    with pytest.raises(ValidationError, match="frozen"):
        reckon_anew(factfile=frozen, by=SYSTEM)
    with pytest.raises(ValidationError, match="frozen"):
        write_words(factfile=frozen, block="needs", text=Wording(en="x"), seen=mark_of_words({}), by=SYSTEM)


def test_two_windows_never_overwrite_each_other_unseen(region: Region) -> None:
    factfile = begin_edition(region=region, by=SYSTEM)
    empty = mark_of_words({})
    write_words(factfile=factfile, block="needs", text=Wording(fr="Premier"), seen=empty, by=SYSTEM)
    write_words(factfile=factfile, block="pilots", text=Wording(fr="Ailleurs"), seen=empty, by=SYSTEM)
    with pytest.raises(WordsChangedMeanwhile) as refusal:
        write_words(factfile=factfile, block="needs", text=Wording(fr="Second"), seen=empty, by=SYSTEM)
    assert refusal.value.text == {"fr": "Premier"}
    assert words_of(factfile) == {"needs": {"fr": "Premier"}, "pilots": {"fr": "Ailleurs"}}
    seen = mark_of_words({"fr": "Premier"})
    assert write_words(factfile=factfile, block="needs", text=Wording(fr=" "), seen=seen, by=SYSTEM) is None
    assert words_of(factfile) == {"pilots": {"fr": "Ailleurs"}}


def test_editions_follow_each_other_and_the_next_opens_with_the_last_words(region: Region) -> None:
    first = begin_edition(region=region, by=SYSTEM)
    assert begin_edition(region=region, by=SYSTEM) == first
    write_words(factfile=first, block="needs", text=Wording(fr="Écrit"), seen=mark_of_words({}), by=SYSTEM)
    with pytest.raises(ValidationError, match="Freeze this edition first"):
        publish_edition(factfile=first, by=SYSTEM)
    before = Region.objects.get(pk=region.pk).public_version
    publish_edition(factfile=freeze_edition(factfile=first, by=SYSTEM), by=SYSTEM)
    assert Region.objects.get(pk=region.pk).public_version == before + 1
    second = begin_edition(region=region, by=SYSTEM)
    assert (second.number, words_of(second)) == (2, {"needs": {"fr": "Écrit"}})
    assert published_edition(region) == first


def test_an_edition_is_withdrawn_with_a_reason(region: Region) -> None:
    edition = publish_edition(
        factfile=freeze_edition(factfile=begin_edition(region=region, by=SYSTEM), by=SYSTEM), by=SYSTEM
    )
    with pytest.raises(ValidationError, match="Write why"):
        withdraw_edition(factfile=edition, because=Wording(), by=SYSTEM)
    withdraw_edition(factfile=edition, because=Wording(fr="Une erreur"), by=SYSTEM)
    assert published_edition(region) is None
    assert published_edition(region, 1) == edition
    with pytest.raises(ValidationError, match="withdrawn"):
        publish_edition(factfile=edition, by=SYSTEM)
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["begin factfile", "freeze factfile", "publish factfile", "withdraw factfile"]
