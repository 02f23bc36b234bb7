"""Many practices in five languages, of the words of the product's own translations, and what is asked of them."""

from __future__ import annotations

import gettext
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en", "es", "pl", "el")
COUNTRIES = {"fr": "FR", "en": "IE", "es": "ES", "pl": "PL", "el": "GR"}
LOCALE = Path(__file__).resolve().parent.parent / "maillage" / "locale"
SYLLABLES = ["ma", "lo", "ser", "vin", "ta", "bru", "gen", "el", "ri", "cha", "po", "ny", "dor", "kal", "is", "zu"]
STATES = ("present", "past", "unknown")
ACCEPTED = ("everybody", "newcomers", "seekers", "protected", "temporary")


@dataclass(frozen=True)
class Land:
    """A region with its language, places and organisations."""

    region: Any
    language: str
    places: list[int]
    organisations: list[int]


@dataclass(frozen=True)
class Question:
    """One search as a reader would send it."""

    kind: str
    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    page: int = 1


def sentences() -> dict[str, list[str]]:
    """Return what the product says, by language, without placeholders."""
    english = gettext.GNUTranslations((LOCALE / "fr/LC_MESSAGES/django.mo").open("rb"))
    found = {"en": [_plain(key) for key in english._catalog if isinstance(key, str)]}  # type: ignore[attr-defined]  # the catalogue has no public way to its texts
    for language in LANGUAGES:
        if language != "en":
            spoken = gettext.GNUTranslations((LOCALE / language / "LC_MESSAGES/django.mo").open("rb"))
            found[language] = [_plain(text) for text in spoken._catalog.values()]  # type: ignore[attr-defined]  # the catalogue has no public way to its texts
    return {language: [text for text in texts if len(text.split()) > 3] for language, texts in found.items()}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"%\(\w+\)\w|%s|<[^>]+>", " ", text).split())


def a_name(rng: random.Random) -> str:
    """Return a made-up proper name: the long tail of words that few practices share."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(3, 5))).capitalize()


def settle(count: int, rng: random.Random) -> list[str]:
    """Write the practices and everything they rest on; return the texts of some."""
    from django.db import transaction

    from maillage.initiatives.models import Initiative
    from maillage.territory.actions import plant_themes
    from maillage.territory.models import Theme

    with transaction.atomic():
        plant_themes()
        themes = list(Theme.objects.values_list("pk", flat=True))
        lands = list(_lands(rng))
        said = sentences()
        practices = [_practice(number, rng, rng.choice(lands), said) for number in range(count)]
        Initiative.objects.bulk_create(practices, batch_size=2_000)
        joined = [(one.pk, theme) for one in practices for theme in rng.sample(themes, rng.randint(1, 3))]
        through = Initiative.themes.through
        through.objects.bulk_create([through(initiative_id=one, theme_id=theme) for one, theme in joined], 5_000)
        _tell_terms(practices, rng)
    return [_text(practice) for practice in rng.sample(practices, min(2_000, count))]


def _text(practice: Any) -> str:
    return " ".join([*practice.name.values(), *practice.description.values()])


def _lands(rng: random.Random) -> Iterator[Land]:
    """Yield a dozen regions of five languages."""
    from maillage.people.models import Organisation
    from maillage.territory.models import Place, Programme, Region

    programme = Programme.objects.create(slug="many", name="Many")
    for number in range(12):
        language = LANGUAGES[number % len(LANGUAGES)]
        country = COUNTRIES[language]
        region = Region.objects.create(
            programme=programme,
            slug=f"region-{number}",
            name={"en": a_name(rng)},
            country=country,
            languages=[language],
        )
        places = Place.objects.bulk_create(
            Place(
                code=f"{number}-{one}",
                country=country,
                name=(name := a_name(rng)),
                folded_name=name.lower(),
                latitude=45 + number / 4 + rng.random(),
                longitude=number + rng.random(),
            )
            for one in range(400)
        )
        named = [f"{a_name(rng)} {a_name(rng)}" for _ in range(250)]
        organisations = Organisation.objects.bulk_create(
            Organisation(programme=programme, name=name, category="ngo") for name in named
        )
        yield Land(region, language, [one.pk for one in places], [one.pk for one in organisations])


def _practice(number: int, rng: random.Random, land: Land, said: dict[str, list[str]]) -> Any:
    from maillage.initiatives.models import Initiative

    language = land.language
    title = rng.choice(said[language]).split()[: rng.randint(3, 7)]
    return Initiative(
        region=land.region,
        public_id=f"{rng.getrandbits(40):010x}{number:05d}",
        name={language: " ".join([*title, a_name(rng)])},
        description={language: " ".join(rng.sample(said[language], 3))},
        place_id=rng.choice(land.places),
        organisation_id=rng.choice(land.organisations),
        standing=rng.choice(STATES),
        recorded_on=date(2026, 1, 1),
    )


def _tell_terms(practices: list[Any], rng: random.Random) -> None:
    from maillage.initiatives.models import Terms

    told = [
        Terms(initiative=one, open_to=[rng.choice(ACCEPTED)], languages=rng.sample(["fr", "ar", "uk"], 2))
        for one in practices[::2]
    ]
    Terms.objects.bulk_create(told, batch_size=2_000)


def questions(texts: list[str], rng: random.Random, count: int) -> list[Question]:
    """Return what is asked: as many of each kind as the shares say, words as often as texts use them."""
    makers = {
        "one word": (0.2, lambda: Question("one word", _word(texts, rng))),
        "without accents": (0.15, lambda: Question("without accents", _bare(_word(texts, rng)))),
        "two words": (0.2, lambda: Question("two words", " ".join(rng.sample(rng.choice(texts).split(), 2)))),
        "beginning": (0.15, lambda: Question("beginning", _word(texts, rng)[: rng.randint(3, 5)])),
        "word and choices": (0.15, lambda: Question("word and choices", _word(texts, rng), _chosen(rng))),
        "choices": (0.05, lambda: Question("choices", "", _chosen(rng), page=rng.randint(1, 40))),
        "no hit": (0.05, lambda: Question("no hit", f"{a_name(rng)}qx")),
        "commonest": (0.05, lambda: Question("commonest", _commonest(texts, rng), {}, page=rng.randint(1, 200))),
    }
    return [make() for share, make in makers.values() for _ in range(round(share * count))]


def _word(texts: list[str], rng: random.Random) -> str:
    return rng.choice([word for word in rng.choice(texts).split() if len(word) > 2])


def _bare(word: str) -> str:
    from maillage.core.folding import fold

    return fold(word)


def _commonest(texts: list[str], rng: random.Random) -> str:
    counted: dict[str, int] = {}
    for text in texts:
        for word in set(text.lower().split()):
            counted[word] = counted.get(word, 0) + 1
    return rng.choice(sorted(counted, key=lambda word: -counted[word])[:5])


def _chosen(rng: random.Random) -> dict[str, str]:
    some = {
        "theme": "mobility",
        "standing": rng.choice(STATES),
        "accepts": rng.choice(ACCEPTED),
        "speaks": rng.choice(["fr", "ar", "uk"]),
    }
    return {name: some[name] for name in rng.sample(sorted(some), rng.randint(1, 2))}
