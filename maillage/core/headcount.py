"""The head-count of a meeting: exact, a range, or online plus on site, with people and organisations apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 32_767


class Fault(StrEnum):
    """Why a head-count cannot be right."""

    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    RANGE_LACKS_AN_END = "range_lacks_an_end"
    RANGE_RUNS_BACKWARDS = "range_runs_backwards"
    EXACT_AND_RANGE = "exact_and_range"
    PART_LACKS_ITS_OTHER = "part_lacks_its_other"
    PARTS_AND_RANGE = "parts_and_range"
    PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up"
    MORE_ORGANISATIONS_THAN_PEOPLE = "more_organisations_than_people"


class UnsoundHeadcount(ValueError):
    """A head-count that contradicts itself, with every reason why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Headcount:
    """What was counted; None means not recorded. `unit` is people, or stakeholders where a source says no more."""

    unit: str = "people"
    exact: int | None = None
    least: int | None = None
    most: int | None = None
    online: int | None = None
    on_site: int | None = None
    organisations: int | None = None

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures that are recorded."""
        named = (self.exact, self.least, self.most, self.online, self.on_site, self.organisations)
        return tuple(figure for figure in named if figure is not None)

    @property
    def total(self) -> int | None:
        """The one number, counted or added up from its parts; None for a range or nothing."""
        if self.exact is not None or self.online is None or self.on_site is None:
            return self.exact
        return self.online + self.on_site

    @property
    def is_recorded(self) -> bool:
        """Whether people were counted at all."""
        return self.total is not None or self.least is not None

    def faults(self) -> list[Fault]:
        """Return every reason why this head-count contradicts itself, in a fixed order."""
        return [fault for fault, found in self._checks() if found]

    def _checks(self) -> list[tuple[Fault, bool]]:
        ends = (self.least is not None, self.most is not None)
        parts = (self.online is not None, self.on_site is not None)
        largest = self.most if self.total is None else self.total
        added = (self.online or 0) + (self.on_site or 0)
        return [
            (Fault.NEGATIVE, any(figure < 0 for figure in self.figures)),
            (Fault.TOO_LARGE, any(figure > LARGEST for figure in (*self.figures, added))),
            (Fault.RANGE_LACKS_AN_END, any(ends) and not all(ends)),
            (Fault.RANGE_RUNS_BACKWARDS, all(ends) and (self.least or 0) > (self.most or 0)),
            (Fault.EXACT_AND_RANGE, self.exact is not None and any(ends)),
            (Fault.PART_LACKS_ITS_OTHER, any(parts) and not all(parts)),
            (Fault.PARTS_AND_RANGE, any(parts) and any(ends)),
            (Fault.PARTS_DO_NOT_ADD_UP, all(parts) and self.exact not in {None, added}),
            (
                Fault.MORE_ORGANISATIONS_THAN_PEOPLE,
                self.unit == "people" and 0 <= (-1 if largest is None else largest) < (self.organisations or 0),
            ),
        ]


def counted(headcount: Headcount) -> Headcount:
    """Return a sound head-count with its total filled in from online and on site.

    Raises UnsoundHeadcount where it contradicts itself.
    """
    faults = headcount.faults()
    if faults:
        raise UnsoundHeadcount(faults)
    return Headcount(**{**headcount.__dict__, "exact": headcount.total})


UNITS = {
    "en": {"people": ("person", "people"), "stakeholders": ("stakeholder", "stakeholders")},
    "fr": {"people": ("personne", "personnes"), "stakeholders": ("partie prenante", "parties prenantes")},
}
ORGANISATIONS = {"en": ("organisation", "organisations"), "fr": ("organisation", "organisations")}
SHAPES = {
    "en": {
        "range": "{least} to {most} {unit}",
        "parts": "{total} = {online} online and {on_site} on site",
        "from": "{people} from {organisations}",
        "from one": "{people} from {organisations}",
        "unknown": "head-count not recorded",
        "and": " and ",
    },
    "fr": {
        "range": "de {least} à {most} {unit}",
        "parts": "{total} = {online} en ligne et {on_site} sur place",
        "from": "{people} de {organisations}",
        "from one": "{people} d’une organisation",
        "unknown": "nombre de présents non relevé",
        "and": " et ",
    },
}


def in_words(headcount: Headcount | None, language: str) -> str:
    """Say a head-count: 22 stakeholders, 9 to 16 stakeholders, 21 = 18 online and 3 on site, 30 people from 21 …"""
    shapes = SHAPES[language]
    if headcount is None or not headcount.is_recorded:
        if headcount is not None and headcount.organisations is not None:
            return plural(headcount.organisations, ORGANISATIONS[language], language)
        return shapes["unknown"]
    people = _people(headcount, language)
    if headcount.organisations is None:
        return people
    organisations = plural(headcount.organisations, ORGANISATIONS[language], language)
    shape = shapes["from one"] if headcount.organisations == 1 else shapes["from"]
    return shape.format(people=people, organisations=organisations)


def plural(count: int, forms: tuple[str, str], language: str) -> str:
    """Return the count with the form of the noun that follows it; French says zero in the singular."""
    singular = count == 1 or (language == "fr" and count == 0)
    return f"{count} {forms[0] if singular else forms[1]}"


def _people(headcount: Headcount, language: str) -> str:
    shapes, forms = SHAPES[language], UNITS[language][headcount.unit]
    if headcount.total is None:
        return shapes["range"].format(least=headcount.least, most=headcount.most, unit=forms[1])
    if headcount.online is None:
        return plural(headcount.total, forms, language)
    return shapes["parts"].format(total=headcount.total, online=headcount.online, on_site=headcount.on_site)


def joined(words: Sequence[str], language: str) -> str:
    """Join words as a sentence does: a, b and c; a, b et c. No comma before the last."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + SHAPES[language]["and"] + words[-1]


def in_order(categories: Mapping[str, int | None], vocabulary: Iterable[str]) -> list[tuple[str, int | None]]:
    """Return the categories in the order of the vocabulary; keys it does not know come last, by name."""
    places = {key: place for place, key in enumerate(vocabulary)}
    return sorted(categories.items(), key=lambda pair: (places.get(pair[0], len(places)), pair[0]))


def categories_in_words(categories: Mapping[str, int | None], labels: Mapping[str, str], language: str) -> str:
    """Say the categories in the order of `labels`, each with its count in brackets where it was counted."""
    ordered = in_order({key: count for key, count in categories.items() if count != 0}, labels)
    said = [labels.get(key, key) + ("" if count is None else f" ({count})") for key, count in ordered]
    return joined(said, language)
