"""What points to a practice and moves when two cards become one: each floor registers its rows here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Field, Model

from maillage.initiatives.models import Confirmation, Funding, Initiative, Pilot, Post


@dataclass(frozen=True)
class Pointing:
    """Rows of a table that point to a practice by a column; `once_for` is what a practice may have one row of each."""

    model: type[Model]
    column: str
    once_for: str = ""

    @property
    def name(self) -> str:
        """How the rows are called where it is kept what moved."""
        return f"{self.model._meta.label}.{self.column}"

    @property
    def is_the_only_one(self) -> bool:
        """Whether a practice has one row at most."""
        column = self.model._meta.get_field(self.column)
        return isinstance(column, Field) and column.unique

    def move(self, merged: Initiative, kept: Initiative) -> list[int]:
        """Let the rows point to the kept card; return their keys. Those of which it has one already stay."""
        rows = self.model._default_manager.filter(**{self.column: merged})
        there = self.model._default_manager.filter(**{self.column: kept})
        if self.once_for:
            rows = rows.exclude(**{f"{self.once_for}__in": list(there.values_list(self.once_for, flat=True))})
        elif self.is_the_only_one and there.exists():
            return []
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        self.model._default_manager.filter(pk__in=keys).update(**{self.column: kept})
        return keys

    def give_back(self, keys: list[int], kept: Initiative, merged: Initiative) -> None:
        """Let those of the rows that still point to the kept card point to the other again."""
        if keys:
            self.model._default_manager.filter(pk__in=keys, **{self.column: kept}).update(**{self.column: merged})


_pointing: list[Pointing] = [
    Pointing(Confirmation, "initiative"),
    Pointing(Post, "initiative"),
    Pointing(Funding, "initiative"),
    Pointing(Pilot, "became"),
    Pointing(Initiative, "merged_into"),
]


def points_to_practices(pointing: Pointing) -> Pointing:
    """Register rows of an upper floor; each table and column once."""
    if pointing not in _pointing:
        _pointing.append(pointing)
    return pointing


def everything_pointing() -> list[Pointing]:
    """Return all that moves, in one order everywhere."""
    return list(_pointing)
