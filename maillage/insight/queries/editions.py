"""Questions about editions of a factfile: those that are out, the words between their blocks, their blocks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2s

from django.db.models import QuerySet

from maillage.core.factfile import Block
from maillage.insight.models import Factfile, FactfileWords
from maillage.kit.fields import LocalWording
from maillage.territory.models import Region


def editions_of(region: Region) -> QuerySet[Factfile]:
    """Return all editions of a region, newest first, without their blocks."""
    return Factfile.objects.filter(region=region).defer("blocks").order_by("-number")


def published_editions(region: Region) -> QuerySet[Factfile]:
    """Return the editions that are out or were, newest first, without their blocks."""
    return editions_of(region).filter(published_at__isnull=False)


def published_edition(region: Region, number: int | None = None) -> Factfile | None:
    """Return an edition that is or was out, by its number; without one the newest that is out."""
    found = (
        Factfile.objects.filter(region=region, published_at__isnull=False).select_related("region").order_by("-number")
    )
    if number is None:
        return found.filter(withdrawn_at__isnull=True).first()
    return found.filter(number=number).first()


def words_of(factfile: Factfile) -> dict[str, LocalWording]:
    """Return the convenor's words by the block they stand before."""
    return {words.block: words.text for words in FactfileWords.objects.filter(factfile=factfile)}


def blocks_of(factfile: Factfile) -> tuple[Block, ...]:
    """Return the blocks of an edition as they were reckoned."""
    return tuple(Block.from_dict(kept) for kept in factfile.blocks)


def mark_of_words(text: Mapping[str, str]) -> str:
    """Return a mark of words, by which it is seen whether somebody wrote meanwhile."""
    return blake2s(json.dumps(dict(text), sort_keys=True).encode(), digest_size=8).hexdigest()


def regions_with_factfile(regions: Sequence[Region]) -> list[Region]:
    """Return those of these regions that have a published factfile."""
    out = Factfile.objects.filter(region__in=[region.pk for region in regions], published_at__isnull=False)
    found = set(out.filter(withdrawn_at__isnull=True).values_list("region_id", flat=True))
    return [region for region in regions if region.pk in found]
