"""Programmes and regions begin with what they need, and a series only grows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver

from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.actions import RESERVED_SLUGS, add_region, extend_series, start_programme, touch_region
from maillage.territory.actions.start_programme import SLUG
from maillage.territory.models import Programme, Region
from tests import factories as make

pytestmark = pytest.mark.django_db


def start(**changes: Any) -> Programme:
    given = {"name": " Share ", "slug": "share", "funder_credit": {"en": "Paid by."}, "lead_name": "Lead", "by": SYSTEM}
    return start_programme(**{**given, **changes})


def add(programme: Programme | None = None, **changes: Any) -> Region:
    given = {
        "slug": "vaucluse",
        "name": {"en": "Vaucluse"},
        "kind": {"en": "department"},
        "country": "FR",
        "languages": ["fr", "en"],
        "time_zone": "Europe/Paris",
        "by": SYSTEM,
    }
    return add_region(programme=programme or make.a_programme(), **{**given, **changes})


def sentence(refusal: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return refusal.value.message_dict


def test_a_programme_starts_and_leaves_a_trail() -> None:
    programme = start()
    assert (programme.name, programme.slug, programme.planned_roundtables) == ("Share", "share", 4)
    assert [(entry.verb, entry.owner) for entry in AuditEntry.objects.all()] == [("start_programme", "share")]


def test_two_programmes_never_share_an_address() -> None:
    start()
    with pytest.raises(ValidationError) as refusal:
        start()
    assert sentence(refusal) == {"slug": ["A programme with this address exists already. Choose another."]}
    assert Programme.objects.count() == 1


def test_a_region_is_added_with_its_languages_and_its_series() -> None:
    region = add(planned_roundtables=6, nuts_code="FRL06")
    assert (region.first_language, region.planned_roundtables, region.nuts_code) == ("fr", 6, "FRL06")
    assert AuditEntry.objects.get().verb == "add_region"


def test_two_regions_may_name_the_same_nuts_code() -> None:
    programme = make.a_programme()
    add(programme, slug="one", nuts_code="FRL06")
    assert add(programme, slug="two", nuts_code="FRL06").nuts_code == "FRL06"


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_region_takes_an_address_of_the_platform(slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(slug=slug)
    assert sentence(refusal) == {"slug": [f"“{slug}” is an address of the platform itself. Choose another."]}


@pytest.mark.parametrize("slug", ["", "Saône", "a b", "-a", "a--b", "x" * 51])
def test_an_address_is_written_in_plain_letters(slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(slug=slug)
    assert sentence(refusal) == {
        "slug": ["Write the address in small letters without accents, figures and hyphens, up to 50 signs."]
    }


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"languages": []}, "languages", "Choose at least one language of: en, fr, es, pl, el, ar, prs, ps, uk, ti."),
        ({"languages": ["fr", "xx"]}, "languages", "Choose at least one language of: en, fr"),
        ({"time_zone": "Europe/Macon"}, "time_zone", "“Europe/Macon” is not a time zone."),
        ({"planned_roundtables": 0}, "planned_roundtables", "Plan between 1 and 99 roundtables."),
        ({"planned_roundtables": 100}, "planned_roundtables", "Plan between 1 and 99 roundtables."),
        ({"nuts_code": "FR-13"}, "nuts_code", "A NUTS code has two letters and up to three more signs, such as FRC13."),
        ({"nuts_code": "PL22"}, "nuts_code", "The NUTS code PL22 does not belong to the country FR."),
    ],
)  # fmt: skip
def test_what_a_region_cannot_be_is_said(changes: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(**changes)
    assert list(sentence(refusal)) == [field]
    assert sentence(refusal)[field][0].startswith(words)
    assert not Region.objects.exists()


def test_greece_is_el_in_nuts() -> None:
    assert add(country="GR", nuts_code="EL611").nuts_code == "EL611"


def test_two_regions_never_share_an_address() -> None:
    programme = make.a_programme()
    add(programme)
    with pytest.raises(ValidationError) as refusal:
        add(programme)
    assert sentence(refusal) == {"slug": ["A region with this address exists already. Choose another."]}


def test_a_series_grows_and_the_public_hears_of_it() -> None:
    region = make.a_region(planned_roundtables=4)
    assert extend_series(region=region, planned=6, by=SYSTEM).planned_roundtables == 6
    before = region.public_version
    region.refresh_from_db()
    assert (region.planned_roundtables, region.public_version) == (6, before + 1)
    assert AuditEntry.objects.get().details == {"before": 4, "after": 6}


def test_a_series_is_never_cut_short() -> None:
    region = make.a_region(planned_roundtables=4)
    with pytest.raises(ValidationError) as refusal:
        extend_series(region=region, planned=3, by=SYSTEM)
    assert sentence(refusal) == {
        "planned_roundtables": ["The series has 4 roundtables already. Choose that number or a higher one."]
    }
    region.refresh_from_db()
    assert region.planned_roundtables == 4


def test_a_slip_of_the_finger_does_not_plan_dozens_of_roundtables() -> None:
    region = make.a_region(planned_roundtables=4)
    with pytest.raises(ValidationError) as refusal:
        extend_series(region=region, planned=17, by=SYSTEM)
    assert sentence(refusal) == {
        "planned_roundtables": ["That is more than 12 roundtables further at once. Choose 16 at most."]
    }
    assert extend_series(region=region, planned=16, by=SYSTEM).planned_roundtables == 16


def test_the_same_length_again_changes_nothing() -> None:
    region = make.a_region(planned_roundtables=4)
    extend_series(region=region, planned=4, by=SYSTEM)
    region.refresh_from_db()
    assert region.public_version == 1
    assert not AuditEntry.objects.exists()


def test_touching_a_region_counts_even_from_two_stale_copies() -> None:
    region = make.a_region()
    stale = Region.objects.get(pk=region.pk)
    touch_region(region)
    touch_region(stale)
    region.refresh_from_db()
    assert region.public_version == 3


def first_words(resolver: URLResolver) -> set[str]:
    """The first fixed words of all public addresses, without those that a region's address stands in front of."""
    found = set()
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if isinstance(entry, URLResolver) and route in {"", "en/"}:
            found |= first_words(entry)
        else:
            found.add(route.split("/", maxsplit=1)[0])
    return {word for word in found if word and "<" not in word}


def test_every_first_word_of_an_address_is_kept_from_regions() -> None:
    words = {word for word in first_words(get_resolver()) if SLUG.fullmatch(word)}
    assert words - {"healthz", "static"} <= RESERVED_SLUGS
