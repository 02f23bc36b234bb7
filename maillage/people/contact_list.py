"""A list of contacts from a spreadsheet: read whole, or refused with the number of each line that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.core.list_columns import COLUMNS, cells_of, heading_of, proposed
from maillage.core.plain_text import visible
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.enums import Category
from maillage.territory.languages import LANGUAGES
from maillage.territory.newcomers_words import for_a_moment_in

MOST_LINES = 5000
REQUIRED = ("name", "email")
LONGEST = {"name": 150, "email": 254, "phone": 40, "function": 120, "organisation": 200}


class Unreadable(Exception):
    """The whole list cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class ContactLine:
    """One person of the list, as it will be written."""

    number: int
    name: str
    email: str
    organisation: str
    category: str
    language: str
    phone: str
    function: str


@dataclass
class ContactList:
    """What was read: the good lines, what is wrong with the others, and the columns nobody uses."""

    lines: list[ContactLine] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def decode(data: bytes) -> str:
    """Return the text of a file. Raises Unreadable where it is no CSV in UTF-8."""
    if data.startswith((b"PK", b"\xd0\xcf")):
        raise Unreadable(_("This is a spreadsheet. Save it as “CSV UTF-8” first, then send that file."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            _("Line %(line)s: the file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet program.")
            % {"line": line}
        ) from None


def read(text: str, *, default_language: str) -> ContactList:
    """Read a list. Raises Unreadable when its form is wrong; faults of single lines are collected."""
    rows = list(_rows(text))
    if not rows:
        raise Unreadable(_("The list is empty. Its first line names the columns: name, email, organisation."))
    header, *body = rows
    places, unused = _header(header[1])
    if not body:
        raise Unreadable(_("There is no person below the first line. Write one on each line."))
    if len(body) > MOST_LINES:
        raise Unreadable(
            _("The list has %(lines)s people. Send at most %(most)s at a time.")
            % {"lines": len(body), "most": MOST_LINES}
        )
    found = ContactList(unused=unused)
    seen: dict[str, int] = {}
    for number, cells in body:
        said = _said(cells, places, default_language)
        fault = _too_wide(cells, header[1]) or _fault(said) or _fault_of_words(said) or _twice(said, seen, number)
        if fault:
            found.faults.append(_("Line %(line)s: %(fault)s") % {"line": number, "fault": fault})
            continue
        said.update(category=category_of(said["category"]) or "", language=language_of(said["language"]) or "")
        found.lines.append(ContactLine(number=number, **said))
    return found


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that say something, each with its number; NUL and an open quotation mark end the reading."""
    if "\0" in text:
        raise Unreadable(_("This is not a text file. Save it as “CSV UTF-8” in your spreadsheet program."))
    head = text.lstrip("\ufeff\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, [visible(cell).strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error:
        raise Unreadable(
            _("Line %(line)s: a quotation mark is opened and not closed, or a cell is far too long. Correct this line.")
            % {"line": begins}
        ) from None


def _header(cells: list[str]) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands and the columns that are not used."""
    heading = heading_of(cells)
    if heading.twice:
        raise Unreadable(_("Line 1: the column “%(column)s” stands there twice. Keep one.") % {"column": heading.twice})
    there = {"name" if column in {"given", "family"} else column for column in heading.places}
    missing = [column for column in REQUIRED if column not in there]
    if missing:
        language = get_language() or SOURCE_LANGUAGE
        raise Unreadable(
            _("Line 1 names the columns, and these are missing: %(columns)s. The first line may read: %(example)s")
            % {
                "columns": ", ".join(proposed(column, language) for column in missing),
                "example": example_of_heading(language),
            }
        )
    return heading.places, heading.unused


def example_of_heading(language: str) -> str:
    """Return a first line as a spreadsheet would have it, in a language."""
    return ";".join(proposed(column, language) for column in COLUMNS)


def _said(cells: list[str], places: dict[str, int], default_language: str) -> dict[str, str]:
    """Return what a line says in each column we know; an absent language is the region's."""
    said = cells_of(cells, places)
    return {**said, "email": said["email"].lower(), "language": said["language"] or default_language}


def _too_wide(cells: list[str], header: list[str]) -> str:
    if any(cells[len(header) :]):
        return _("there are more cells than columns. Put text with a separator in it between quotation marks.")
    return ""


def _fault_of_words(said: dict[str, str]) -> str:
    """Return what is wrong with the words from our lists, or nothing."""
    if said["category"] and not category_of(said["category"]):
        return _("there is no category “%(said)s”. Use a word from the list on this page.") % {"said": said["category"]}
    if not language_of(said["language"]):
        return _("the language “%(said)s” is not known here. Write for example fr, en or es.") % {
            "said": said["language"]
        }
    if not said["category"] and not said["organisation"]:
        return _("neither organisation nor category is given. One of them says as whom the person is counted.")
    return ""


def _twice(said: dict[str, str], seen: dict[str, int], number: int) -> str:
    first = seen.setdefault(said["email"], number)
    if first == number:
        return ""
    return _("the address %(email)s stands on line %(first)s already. Keep one of them.") % {
        "email": said["email"],
        "first": first,
    }


def _fault(said: dict[str, str]) -> str:
    """Return what is wrong with the texts of a line, or nothing."""
    if len(said["name"].splitlines()) > 1:
        return _("there is a line break in the name. Write it on one line.")
    if not said["email"]:
        return _("the e-mail address is missing. Write it, or remove the line.")
    for column, longest in LONGEST.items():
        if len(said[column]) > longest:
            return _("“%(start)s…” is longer than %(longest)s characters. Shorten it.") % {
                "start": said[column][:20],
                "longest": longest,
            }
    try:
        validate_email(said["email"])
    except ValidationError:
        return _("“%(email)s” is not a whole e-mail address. Correct it, or remove the line.") % {
            "email": said["email"]
        }
    return ""


def category_of(said: str) -> str | None:
    """Return the category that a word means, None where it means none."""
    return _categories().get(fold(said).replace("_", " ")) if said else ""


def language_of(said: str) -> str | None:
    """Return the code of the language that a word means, None where it means none."""
    return _languages().get(fold(said))


@cache
def _categories() -> dict[str, str]:
    """Return how categories may be written: their keys, and their labels in English and French."""
    written = {category.value.replace("_", " "): category.value for category in Category}
    for language in ("en", "fr"):
        with for_a_moment_in(language):
            written.update({fold(str(category.label)): category.value for category in Category})
    return written


@cache
def _languages() -> dict[str, str]:
    """Return how languages may be written: codes, and names in English, in French and in themselves."""
    written = {}
    for language in LANGUAGES.values():
        names = [language.code, language.english, language.autonym, _french_name(language.code)]
        written.update({fold(name): language.code for name in names if name})
    return written


def _french_name(code: str) -> str:
    try:
        return Locale.parse(code).get_language_name("fr") or ""
    except UnknownLocaleError:
        return ""
