"""The blocks of a factfile, in their order: each a kind and its facts, in no language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.core.factfile.figure import Figure

KINDS = (
    "identity",
    "arrivals",
    "reception",
    "actors",
    "actions",
    "gaps",
    "assets",
    "strategies",
    "needs",
    "roundtables",
    "practices",
    "funding",
    "pilots",
)
# Which block tells of which indicator that people enter by hand.
ADDRESSED: Mapping[str, tuple[str, ...]] = {
    "identity": ("population", "change"),
    "arrivals": ("third-country", "settled", "languages", "employment", "leavers", "poverty", "long-term"),
    "reception": ("reception",),
    "actors": ("stakeholders",),
    "actions": ("initiatives", "language-places", "mobility"),
    "gaps": ("gap", "listening"),
    "needs": ("needs",),
    "funding": ("funding",),
    "pilots": ("pilot",),
}


@dataclass(frozen=True)
class Block:
    """One block: its figures, its lists and tables by name, and what is missing in it, by key."""

    kind: str
    figures: tuple[Figure, ...] = ()
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the block as plain values that fit into JSON."""
        lists = {name: [dict(row) for row in rows] for name, rows in self.lists.items()}
        figures = [figure.as_dict() for figure in self.figures]
        return {"kind": self.kind, "facts": {"figures": figures, "lists": lists, "missing": list(self.missing)}}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Block:
        """Return the block that was kept; what a later edition of the product adds is empty in an older block."""
        facts = kept["facts"]
        figures = tuple(Figure.from_dict(figure) for figure in facts.get("figures", ()))
        return cls(kept["kind"], figures, facts.get("lists", {}), tuple(facts.get("missing", ())))

    def rows(self, name: str) -> Sequence[Mapping[str, Any]]:
        """Return the rows of one of its lists."""
        return self.lists.get(name, ())


def figures_of(blocks: Sequence[Block]) -> Iterator[tuple[str, Figure]]:
    """Return every figure with the kind of its block, in the order of reading."""
    return ((block.kind, figure) for block in blocks for figure in block.figures)
