"""Composing a factfile: the facts of a region in, blocks without a language out."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.core.factfile.blocks import Block
from maillage.core.factfile.facts import Facts
from maillage.core.factfile.means import actions, assets, funding, pilots
from maillage.core.factfile.reach import gaps
from maillage.core.factfile.territory import arrivals, identity, reception, strategies
from maillage.core.factfile.together import actors, needs, practices, roundtables


def compose(facts: Facts, *, categories: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the blocks of a factfile in their order; `categories` is the order of the stakeholders' vocabulary."""
    return (
        identity(facts),
        arrivals(facts),
        reception(facts),
        actors(facts, categories),
        actions(facts),
        gaps(facts),
        assets(facts),
        strategies(facts),
        needs(facts),
        roundtables(facts),
        practices(facts),
        funding(facts),
        pilots(facts),
    )
