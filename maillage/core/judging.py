"""How the points of several assessors become one figure: per cent of a grid, mean, spread, and rank with ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

# Where the highest and the lowest figure are this far apart, assessors saw two different projects.
TALK_FROM = Fraction(25)


@dataclass(frozen=True)
class GridLine:
    """A line of the grid: its key, the most points it may have, and its weight beside the others."""

    key: int
    most_points: int
    weight: int

    def __post_init__(self) -> None:
        if self.most_points < 1 or self.weight < 1:
            raise ValueError("A line has at least one point to give and counts for something.")


@dataclass(frozen=True)
class Sheet:
    """What one assessor gave one application; whoever stands aside is not counted."""

    points: Mapping[int, int]
    stands_aside: bool = False


@dataclass(frozen=True)
class Standing:
    """What the assessors found together, in per cent; nothing where nobody has judged to the end."""

    figures: tuple[Fraction, ...]
    missing: int
    aside: int

    @property
    def mean(self) -> Fraction | None:
        """The plain mean of the assessors: each counts once."""
        return sum(self.figures, Fraction()) / len(self.figures) if self.figures else None

    @property
    def lowest(self) -> Fraction | None:
        return min(self.figures, default=None)

    @property
    def highest(self) -> Fraction | None:
        return max(self.figures, default=None)

    @property
    def range(self) -> Fraction | None:
        """How far the highest is from the lowest."""
        return max(self.figures) - min(self.figures) if self.figures else None

    @property
    def deviation(self) -> float | None:
        """The standard deviation of a sample (divided by one less than there are); one figure alone has none."""
        if self.mean is None or len(self.figures) < 2:
            return None
        squares = sum(((figure - self.mean) ** 2 for figure in self.figures), Fraction())
        return sqrt(squares / (len(self.figures) - 1))

    @property
    def is_to_be_talked_about(self) -> bool:
        """Tell whether the assessors differ so much that a mean would hide it."""
        return self.range is not None and self.range >= TALK_FROM


def shares(grid: Sequence[GridLine]) -> dict[int, Fraction]:
    """Return what each line counts, in per cent of the whole grid."""
    whole = sum(line.weight for line in grid)
    return {line.key: Fraction(100 * line.weight, whole) for line in grid}


def per_cent(grid: Sequence[GridLine], points: Mapping[int, int]) -> Fraction | None:
    """Return the weighted figure from 0 to 100; None while a line has no points, or where there is no line.

    Raises ValueError for points beyond what a line may have.
    """
    if not grid or any(line.key not in points for line in grid):
        return None
    if any(not 0 <= points[line.key] <= line.most_points for line in grid):
        raise ValueError("A line has from no point to its most.")
    share = shares(grid)
    return sum((share[line.key] * Fraction(points[line.key], line.most_points) for line in grid), Fraction())


def standing(grid: Sequence[GridLine], sheets: Iterable[Sheet]) -> Standing:
    """Put together what each assessor gave one application; a sheet that is not full counts as missing."""
    sheets = list(sheets)
    judging = [per_cent(grid, sheet.points) for sheet in sheets if not sheet.stands_aside]
    figures = tuple(figure for figure in judging if figure is not None)
    return Standing(figures, missing=len(judging) - len(figures), aside=len(sheets) - len(judging))


def ranks(means: Sequence[Fraction | None]) -> list[int | None]:
    """Return the place of each mean: equal ones share a place, the next place is left free; without a mean no place."""
    return [None if mean is None else 1 + sum(other is not None and other > mean for other in means) for mean in means]
