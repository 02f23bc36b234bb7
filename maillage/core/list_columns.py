"""The first line of a table of people: which column stands where, in the languages in which people head their lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from maillage.core.folding import fold

# Of each column and language: the word we propose, then others that people write.
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "name": {
        "en": ("name", "full name"),
        "fr": ("nom", "nom complet", "nom et prénom"),
        "es": ("nombre", "nombre y apellidos"),
        "pl": ("imię i nazwisko", "nazwa"),
        "el": ("όνομα", "ονοματεπώνυμο"),
    },
    "email": {
        "en": ("email", "mail", "address", "email address", "mail address"),
        "fr": ("courriel", "adresse", "adresse email", "adresse mail", "adresse électronique", "mél"),
        "es": ("correo", "correo electrónico", "dirección de correo"),
        "pl": ("adres email", "adres", "poczta"),
        "el": ("διεύθυνση email", "ηλεκτρονική διεύθυνση", "διεύθυνση"),
    },
    "organisation": {
        "en": ("organisation", "organization"),
        "fr": ("organisme", "structure", "association"),
        "es": ("organización", "entidad"),
        "pl": ("organizacja", "instytucja"),
        "el": ("οργανισμός", "φορέας"),
    },
    "category": {
        "en": ("category",),
        "fr": ("catégorie",),
        "es": ("categoría",),
        "pl": ("kategoria",),
        "el": ("κατηγορία",),
    },
    "language": {
        "en": ("language",),
        "fr": ("langue",),
        "es": ("idioma", "lengua"),
        "pl": ("język",),
        "el": ("γλώσσα",),
    },
    "phone": {
        "en": ("phone", "telephone", "tel"),
        "fr": ("téléphone",),
        "es": ("teléfono",),
        "pl": ("telefon",),
        "el": ("τηλέφωνο",),
    },
    "function": {
        "en": ("function", "role"),
        "fr": ("fonction", "poste"),
        "es": ("cargo", "función"),
        "pl": ("funkcja", "stanowisko"),
        "el": ("ιδιότητα", "θέση"),
    },
    "given": {
        "en": ("first name", "given name"),
        "fr": ("prénom",),
        "es": ("nombre de pila",),
        "pl": ("imię",),
        "el": ("μικρό όνομα",),
    },
    "family": {
        "en": ("last name", "family name", "surname"),
        "fr": ("nom de famille",),
        "es": ("apellidos", "apellido"),
        "pl": ("nazwisko",),
        "el": ("επώνυμο",),
    },
}
# The two that are joined to the name; who proposes columns need not name them.
PARTS_OF_NAME = ("given", "family")
HEADED_IN = ("en", "fr", "es", "pl", "el")
COLUMNS = tuple(column for column in WORDS if column not in PARTS_OF_NAME)


@dataclass(frozen=True)
class Heading:
    """Where each known column stands, the cells nobody uses, and the first cell that names a column once more."""

    places: dict[str, int]
    unused: list[str] = field(default_factory=list)
    twice: str = ""


def _written(cell: str) -> str:
    return fold(cell).replace("_", " ").replace("e mail", "email")


_COLUMN_OF = {_written(word): column for column, said in WORDS.items() for words in said.values() for word in words}


def column_of(cell: str) -> str:
    """Return the column a heading means, "" where it means none we know."""
    return _COLUMN_OF.get(_written(cell), "")


def proposed(column: str, language: str) -> str:
    """Return the word we propose for a column; English where a language has none."""
    return WORDS[column].get(language, WORDS[column]["en"])[0]


def heading_of(cells: Sequence[str]) -> Heading:
    """Read the cells of the first line."""
    places: dict[str, int] = {}
    unused, twice = [], ""
    for place, cell in enumerate(cells):
        column = column_of(cell)
        if not column:
            unused.append(cell)
        elif column in places:
            twice = twice or cell
        else:
            places[column] = place
    return Heading(places, [cell for cell in unused if cell], twice)


def cells_of(cells: Sequence[str], places: dict[str, int]) -> dict[str, str]:
    """Return what a line says in each column, "" where it says nothing; the parts of a name are joined to it."""
    said = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
    name = " ".join(part for part in (said.get("given"), said.get("name"), said.get("family")) if part)
    return {**{column: said.get(column, "") for column in COLUMNS}, "name": name}
