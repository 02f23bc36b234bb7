"""The head-count of a meeting: exact, a range, or online plus on site, with people and organisations apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maillage.core.plurals import joined, plural

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


# What was counted, in the forms that `form_for` chooses from. A Polish interesariusz is a man's noun: from two on it
# stands in the genitive, whatever the count ends in.
UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"people": ("person", "people"), "stakeholders": ("stakeholder", "stakeholders")},
    "fr": {"people": ("personne", "personnes"), "stakeholders": ("partie prenante", "parties prenantes")},
    "es": {"people": ("persona", "personas"), "stakeholders": ("parte interesada", "partes interesadas")},
    "pl": {
        "people": ("osoba", "osoby", "osób"),
        "stakeholders": ("interesariusz", "interesariuszy", "interesariuszy"),
    },
    "el": {"people": ("άτομο", "άτομα"), "stakeholders": ("ενδιαφερόμενο μέρος", "ενδιαφερόμενα μέρη")},
}
# After «od … do …» Polish asks for the genitive.
POLISH_GENITIVE = {"people": ("osoby", "osób"), "stakeholders": ("interesariusza", "interesariuszy")}
ORGANISATIONS: dict[str, tuple[str, ...]] = {
    "en": ("organisation", "organisations"),
    "fr": ("organisation", "organisations"),
    "es": ("organización", "organizaciones"),
    "pl": ("organizacja", "organizacje", "organizacji"),
    "el": ("φορέας", "φορείς"),
}
# As they stand after the word that says where people come from: z 21 organizacji, από 1 φορέα.
FROM_ORGANISATIONS = {**ORGANISATIONS, "pl": ("organizacji",) * 3, "el": ("φορέα", "φορείς")}
SHAPES = {
    "en": {
        "range": "{least} to {most} {unit}",
        "parts": "{total} = {online} online and {on_site} on site",
        "from": "{people} from {organisations}",
        "unknown": "head-count not recorded",
    },
    "fr": {
        "range": "de {least} à {most} {unit}",
        "parts": "{total} = {online} en ligne et {on_site} sur place",
        "from": "{people} de {organisations}",
        "unknown": "nombre de présents non relevé",
    },
    "es": {
        "range": "de {least} a {most} {unit}",
        "parts": "{total} = {online} en línea y {on_site} presenciales",
        "from": "{people} de {organisations}",
        "unknown": "número de asistentes no registrado",
    },
    "pl": {
        "range": "od {least} do {most} {unit}",
        "parts": "{total} = {online} online i {on_site} stacjonarnie",
        "from": "{people} z {organisations}",
        "unknown": "liczby uczestników nie odnotowano",
    },
    "el": {
        "range": "από {least} έως {most} {unit}",
        "parts": "{total} = {online} διαδικτυακά και {on_site} διά ζώσης",
        "from": "{people} από {organisations}",
        "unknown": "ο αριθμός των συμμετεχόντων δεν καταγράφηκε",
    },
}


def in_words(headcount: Headcount | None, language: str) -> str:
    """Say a head-count: 22 stakeholders, 9 to 16 stakeholders, 21 = 18 online and 3 on site, 30 people from 21 …"""
    shapes = SHAPES[language]
    if headcount is None or not headcount.is_recorded:
        if headcount is not None and headcount.organisations is not None:
            return plural(headcount.organisations, ORGANISATIONS[language], language)
        return shapes["unknown"]
    people = people_in_words(headcount, language)
    if headcount.total is not None and headcount.online is not None:
        people = shapes["parts"].format(total=headcount.total, online=headcount.online, on_site=headcount.on_site)
    return from_in_words(people, headcount.organisations, language)


def people_in_words(headcount: Headcount, language: str) -> str:
    """Say how many there were, counted or as a range, without where they came from: od 9 do 16 osób."""
    forms = UNITS[language][headcount.unit]
    if headcount.total is not None:
        return plural(headcount.total, forms, language)
    unit = forms[1]
    if language == "pl":
        unit = POLISH_GENITIVE[headcount.unit][headcount.most != 1]
    return SHAPES[language]["range"].format(least=headcount.least, most=headcount.most, unit=unit)


def from_in_words(people: str, organisations: int | None, language: str) -> str:
    """Add from how many organisations they came, where that was counted."""
    if organisations is None:
        return people
    if language == "fr" and organisations == 1:
        return f"{people} d’une organisation"
    bodies = plural(organisations, FROM_ORGANISATIONS[language], language)
    return SHAPES[language]["from"].format(people=people, organisations=bodies)


def in_order(categories: Mapping[str, int | None], vocabulary: Iterable[str]) -> list[tuple[str, int | None]]:
    """Return the categories in the order of the vocabulary; keys it does not know come last, by name."""
    places = {key: place for place, key in enumerate(vocabulary)}
    return sorted(categories.items(), key=lambda pair: (places.get(pair[0], len(places)), pair[0]))


def categories_in_words(categories: Mapping[str, int | None], labels: Mapping[str, str], language: str) -> str:
    """Say the categories in the order of `labels`, each with its count in brackets where it was counted."""
    ordered = in_order({key: count for key, count in categories.items() if count != 0}, labels)
    said = [labels.get(key, key) + ("" if count is None else f" ({count})") for key, count in ordered]
    return joined(said, language)
