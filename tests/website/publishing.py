"""Rows of the website's tests: reports that are out, news that is out, places that can be drawn."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from maillage.cooperation.enums import State
from maillage.cooperation.models import ReportText, ReportVersion, Roundtable
from maillage.territory.actions.draw_map import draw_map
from maillage.territory.models import Place, Region
from maillage.website.models import NewsPost
from tests import factories as make

OPENING = {"kind": "opening", "heading": "", "sentences": [{"text": "They met.", "source": "roundtable", "aside": ""}]}


def on(day: int, month: int = 3, hour: int = 9) -> datetime:
    """A moment in 2022."""
    return datetime(2022, month, day, hour, tzinfo=UTC)


def publish(
    roundtable: Roundtable,
    at: datetime | None = None,
    *,
    blocks: list[dict[str, Any]] | None = None,
    languages: tuple[str, ...] = ("en",),
    number: int = 1,
    note: str = "",
) -> ReportVersion:
    """Hold a roundtable and publish a version of its report; the one before is withdrawn at that moment."""
    at = at or on(1)
    Roundtable.objects.filter(pk=roundtable.pk).update(state=State.HELD)
    roundtable.versions.filter(withdrawn_at=None).update(withdrawn_at=at)
    version = ReportVersion.objects.create(
        roundtable=roundtable,
        number=number,
        frozen_at=at,
        frozen_by="Somebody",
        published_at=at,
        correction_note=note,
    )
    for language in languages:
        ReportText.objects.create(
            version=version,
            language=language,
            title=f"Title {number} in {language}",
            lead=f"Lead {number} in {language}.",
            blocks=blocks or [OPENING],
        )
    return version


def a_report(region: Region, number: int = 1, at: datetime | None = None, **fields: Any) -> Roundtable:
    """A held roundtable with a published report."""
    roundtable = make.a_roundtable(region, number, state=State.HELD, **fields)
    publish(roundtable, at)
    return roundtable


def a_post(region: Region, at: datetime | None = None, title: str = "A title", **fields: Any) -> NewsPost:
    """A news post, published where a moment is given."""
    return NewsPost.objects.create(
        programme=region.programme,
        region=region,
        title={"en": title},
        **{"text": {"en": "A text."}, "published_at": at, **fields},
    )


def with_places(region: Region, count: int = 9, **fields: Any) -> list[Place]:
    """Give a region places on a square of villages around one town, and draw its map."""
    places = [
        Place.objects.create(
            code=f"{region.pk}-{number}",
            country="FR",
            name=f"Village {number}" if number else "Middletown",
            population=120 * number if number else 15_000,
            latitude=46.0 + 0.1 * (number % 3),
            longitude=4.0 + 0.1 * (number // 3),
            **fields,
        )
        for number in range(count)
    ]
    region.places.add(*places)
    draw_map(region)
    return places


def words(response: Any) -> str:
    """The page as one line of words, without markup."""
    body = response.content.decode()
    body = re.sub(r"<(head|svg|style)\b.*?</\1>", " ", body, flags=re.S)
    text = re.sub(r"<[^>]+>", " ", body).replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))
