"""Questions about what assessors gave: each one's own sheets, and all of them side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from maillage.core.judging import GridLine, Sheet, Standing, per_cent, ranks, standing
from maillage.initiatives.models import Assessor, Judgement, PilotApplication, PilotCall, Score
from maillage.initiatives.queries.calls import grid_of, judging, sent_to

Key = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """What one assessor gave one application."""

    assessor: Assessor
    sheet: Sheet
    words: str
    figure: float | None

    @property
    def state(self) -> str:
        """One word: judged, aside, begun or missing."""
        if self.sheet.stands_aside:
            return "aside"
        if self.figure is not None:
            return "judged"
        return "begun" if self.sheet.points or self.words else "missing"


@dataclass(frozen=True)
class Row:
    """One application with what each assessor gave it, and what that comes to."""

    application: PilotApplication
    cells: list[Cell]
    standing: Standing
    rank: int | None


def sheets_of(call: PilotCall, assessor: Assessor | None = None) -> dict[Key, tuple[Sheet, str]]:
    """Return the sheets of a call by assessor and application, in two queries."""
    only = {"assessor": assessor} if assessor else {"assessor__call": call, "assessor__taken_back_at": None}
    points: dict[Key, dict[int, int]] = defaultdict(dict)
    for score in Score.objects.filter(**only):
        points[score.assessor_id, score.application_id][score.criterion_id] = score.points
    said = {(one.assessor_id, one.application_id): one for one in Judgement.objects.filter(**only)}
    return {
        key: (
            Sheet(points.get(key, {}), stands_aside=key in said and said[key].stands_aside),
            said[key].words if key in said else "",
        )
        for key in {*points, *said}
    }


def left_to_judge(assessor: Assessor) -> list[PilotApplication]:
    """Return the applications on which an assessor has neither given points on each line nor stood aside."""
    grid = grid_of(list(assessor.call.criteria.all()))
    sheets = sheets_of(assessor.call, assessor)
    return [
        application
        for application in sent_to(assessor.call)
        if not is_settled(grid, sheets.get((assessor.pk, application.pk), (Sheet({}), ""))[0])
    ]


def is_settled(grid: list[GridLine], sheet: Sheet) -> bool:
    """Tell whether nothing is missing on a sheet."""
    return sheet.stands_aside or per_cent(grid, sheet.points) is not None


def table_of(call: PilotCall) -> tuple[list[Assessor], list[Row]]:
    """Return the assessors and one row an application, the best first, those without a figure last."""
    assessors, applications = list(judging(call)), list(sent_to(call))
    grid, sheets = grid_of(list(call.criteria.all())), sheets_of(call)
    cells = {application.pk: cells_of(application, assessors, grid, sheets) for application in applications}
    found = {pk: standing(grid, [cell.sheet for cell in row]) for pk, row in cells.items()}
    places = ranks([found[application.pk].mean for application in applications])
    rows = [
        Row(application, cells[application.pk], found[application.pk], place)
        for application, place in zip(applications, places, strict=True)
    ]
    return assessors, sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.application.pk))


def cells_of(
    application: PilotApplication, assessors: list[Assessor], grid: list[GridLine], sheets: dict[Key, tuple[Sheet, str]]
) -> list[Cell]:
    """Return what each assessor gave one application."""
    cells = []
    for assessor in assessors:
        sheet, words = sheets.get((assessor.pk, application.pk), (Sheet({}), ""))
        figure = None if sheet.stands_aside else per_cent(grid, sheet.points)
        cells.append(Cell(assessor, sheet, words, None if figure is None else float(figure)))
    return cells
