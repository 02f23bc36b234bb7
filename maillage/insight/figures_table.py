"""A table of figures: its first line names the columns, every line is checked, every error keeps its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.insight.figure_check import LONGEST, READERS, check_figure
from maillage.insight.sheet_reading import Line, Unreadable
from maillage.kit.fields import LocalWording
from maillage.territory.models import Place

REQUIRED = ("indicator", "value", "unit", "as_of", "source")
USUAL = {"level": "region", "method": "measured"}


@dataclass
class FiguresTable:
    """What was read: the figures that may be kept, what is wrong with which line, the columns that nobody reads."""

    figures: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def read_figures(lines: list[Line], places: Mapping[str, Place]) -> FiguresTable:
    """Check a whole table. Raises Unreadable where its first line does not name the columns."""
    _number, header = lines[0]
    names = [name.strip().casefold().replace(" ", "_") for name in header]
    table = FiguresTable(unused=[name for name in names if name not in READERS and not label_language(name)])
    _check_header(names)
    if len(lines) == 1:
        raise Unreadable(_("There is no figure below the first line. Write one on each line."))
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in lines[1:]:
        if len(cells) > len(names):
            told = {"line": number, "cells": len(cells), "columns": len(names)}
            table.faults.append(_("Line %(line)d has %(cells)d cells, the first line names %(columns)d.") % told)
            continue
        _read_line(
            number, dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=True)), places, table, seen
        )
    return table


def label_language(name: str) -> str:
    """Return the language of a column that says what is counted: label_fr; label alone is English."""
    kind, _underscore, language = name.partition("_")
    known = {code for code, _words in settings.LANGUAGES}
    return (language or "en") if kind == "label" and (language or "en") in known else ""


def _check_header(names: list[str]) -> None:
    labels = ["label"] if not any(label_language(name) for name in names) else []
    missing = [*labels, *(name for name in REQUIRED if name not in names)]
    if missing:
        sentence = _("The first line names the columns; these are missing: %(names)s.")
        raise Unreadable(sentence % {"names": ", ".join(missing)})
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Unreadable(_("A column stands there twice: %(names)s. Keep one.") % {"names": ", ".join(twice)})


def _read_line(
    number: int,
    cells: dict[str, str],
    places: Mapping[str, Place],
    table: FiguresTable,
    seen: dict[tuple[Any, ...], int],
) -> None:
    label = {
        language: said
        for name, cell in cells.items()
        if (language := label_language(name)) and (said := one_line(cell))
    }
    filled = {**cells, **{name: cells.get(name) or usual for name, usual in USUAL.items()}}
    checked = check_figure(filled, places)
    sentences = [f"{column}: {sentence}" for column, sentence in checked.errors.items()]
    if not label:
        sentences.insert(0, _("label: Say what exactly is counted."))
    if any(len(said) > LONGEST["label"] for said in label.values()):
        sentences.append(_("label: This is longer than 200 signs. Shorten it."))
    if not sentences:
        fields = checked.fields
        mine = (fields["indicator"], tuple(sorted(label.items())), fields["unit"], fields["as_of"], fields["place"])
        if mine in seen:
            sentences.append(_("The same figure stands in line %(first)d already. Keep one.") % {"first": seen[mine]})
        seen.setdefault(mine, number)
        table.figures.append({**fields, "label": LocalWording(label)})
    table.faults += [_("Line %(line)d, %(sentence)s") % {"line": number, "sentence": one} for one in sentences]
