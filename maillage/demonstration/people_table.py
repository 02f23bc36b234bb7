"""An invented table of people in two editions, released as any other: it shows small counts being protected."""

from __future__ import annotations

from datetime import date

from maillage.core.wording import Wording
from maillage.insight.actions.factfile import begin_edition, freeze_edition, publish_edition, write_words
from maillage.insight.actions.people_tables import enter_people_table
from maillage.insight.actions.release import release_table
from maillage.insight.enums import Indicator, Method
from maillage.insight.models import PeopleTable
from maillage.insight.people_sheet import PeopleSheet
from maillage.insight.queries.editions import mark_of_words
from maillage.insight.queries.releases import proposal_of
from maillage.kit.audit import SYSTEM
from maillage.kit.fields import LocalWording
from maillage.territory.models import Region

NARROW = "\N{NARROW NO-BREAK SPACE}"
# Letters and numerals, so that nobody takes them for places or for statuses of this region.
AREAS = ("A", "B", "C", "D", "E", "F")
GROUPS = ("I", "II", "III", "IV")
TITLE = {
    "en": "Invented example: people in areas A to F by groups I to IV",
    "fr": f"Exemple inventé{NARROW}: personnes des secteurs A à F selon les groupes I à IV",
    "es": "Ejemplo inventado: personas de las zonas A a F por grupos I a IV",
    "pl": "Przykład zmyślony: osoby w obszarach od A do F według grup od I do IV",
    "el": "Επινοημένο παράδειγμα: άτομα στις περιοχές Α έως ΣΤ ανά ομάδες I έως IV",
}
SOURCE = "maillage, invented for the demonstration · inventé pour la démonstration"
WORDS = {
    "en": "**The table of people in this part is an invented example.** It counts nobody, of no place, and enters no "
    "figure. It went through the same release as a real table would, to show how small counts stay hidden, from one "
    "edition to the next as well. How many people under protection settled in Isère is not known.",
    "fr": "**Le tableau de personnes de cette partie est un exemple inventé.** Il ne compte personne, d’aucun lieu, et "
    "n’entre dans aucun chiffre. Il a été publié par le même chemin qu’un vrai tableau, pour montrer comment les "
    "petits effectifs restent cachés, y compris d’une édition à l’autre. Combien de personnes sous protection se sont "
    "installées en Isère, on ne le sait pas.",
    "es": "**La tabla de personas de esta parte es un ejemplo inventado.** No cuenta a nadie, de ningún lugar, y no "
    "entra en ninguna cifra. Se publicó por la misma vía que una tabla real, para mostrar cómo los recuentos pequeños "
    "quedan ocultos, también de una edición a la siguiente. No se sabe cuántas personas con protección se instalaron "
    "en Isère.",
    "pl": "**Tabela osób w tej części to zmyślony przykład.** Nie liczy nikogo, z żadnego miejsca, i nie wchodzi do "
    "żadnego wskaźnika. Opublikowano ją tą samą drogą co prawdziwą tabelę, aby pokazać, jak małe liczby pozostają "
    "ukryte, także z wydania na wydanie. Ile osób objętych ochroną osiedliło się w departamencie Isère, nie wiadomo.",
    "el": "**Ο πίνακας ατόμων σε αυτό το μέρος είναι επινοημένο παράδειγμα.** Δεν μετρά κανέναν, σε κανέναν τόπο, και "
    "δεν μπαίνει σε κανένα μέγεθος. Δημοσιεύτηκε με τον ίδιο τρόπο όπως ένας πραγματικός πίνακας, για να δείξει πώς οι "
    "μικροί αριθμοί μένουν κρυφοί, και από έκδοση σε έκδοση. Πόσα άτομα υπό προστασία εγκαταστάθηκαν στην Ιζέρ δεν "
    "είναι γνωστό.",
}
# From one year to the next E, IV is small no more: who protected the second year by itself would give it away.
YEARS: dict[date, tuple[tuple[int, ...], ...]] = {
    date(2024, 12, 31): (
        (64, 38, 21, 4), (42, 55, 17, 26), (31, 27, 7, 19), (88, 46, 33, 29), (24, 16, 12, 3), (57, 41, 28, 22),
    ),
    date(2025, 12, 31): (
        (74, 38, 23, 4), (42, 55, 27, 30), (31, 33, 7, 19), (88, 55, 42, 29), (24, 16, 12, 11), (59, 41, 28, 22),
    ),
}  # fmt: skip


def show_protection(region: Region) -> None:
    """Release two editions of the invented table, each with the edition of the factfile in which it was first told."""
    series = ""
    for as_of, counts in YEARS.items():
        table = enter_people_table(
            region=region, sheet=PeopleSheet(AREAS, GROUPS, counts), fields=_told(as_of), by=SYSTEM, series=series
        )
        series = table.series
        release_table(table=table, seen=proposal_of(table).digest, by=SYSTEM)
        _publish_edition(region)


def _told(as_of: date) -> dict[str, object]:
    return {
        "indicator": Indicator.SETTLED,
        "title": LocalWording(TITLE),
        "as_of": as_of,
        "source": SOURCE,
        "method": Method.ESTIMATED,
    }


def _publish_edition(region: Region) -> None:
    """Publish what the records tell, with the words that mark the example; later editions keep those words."""
    edition = begin_edition(region=region, by=SYSTEM)
    if edition.number == 1:
        write_words(factfile=edition, block="arrivals", text=Wording(WORDS), seen=mark_of_words({}), by=SYSTEM)
    publish_edition(factfile=freeze_edition(factfile=edition, by=SYSTEM), by=SYSTEM)


def invented_tables() -> list[PeopleTable]:
    """Return the invented tables, oldest first."""
    return list(PeopleTable.objects.filter(source=SOURCE).order_by("as_of"))
