"""The factfile of Saône-et-Loire, composed from what the demonstration documents and honest about the rest."""

from __future__ import annotations

from maillage.core.wording import Wording
from maillage.insight.actions.factfile import begin_edition, freeze_edition, publish_edition, write_words
from maillage.insight.queries.editions import mark_of_words
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region

NARROW = "\N{NARROW NO-BREAK SPACE}"
WORDS = {
    "identity": {
        "en": "This edition was composed by maillage from what public sources tell and from nothing else. The project "
        "announced factfiles of its regions at their second roundtables; whether one of Saône-et-Loire came out is "
        "not known.\n\nThe project calls the department *predominantly rural* (FRC13, level 3).",
        "fr": "Cette édition a été composée par maillage à partir de ce que disent les sources publiques, et de rien "
        f"d’autre. Le projet a annoncé des fiches territoriales lors des deuxièmes tables rondes{NARROW}; on ne sait "
        "pas si celle de Saône-et-Loire a paru.\n\nLe projet qualifie le département de territoire *à dominante "
        "rurale* (FRC13, niveau 3).",
    },
    "actions": {
        "en": "Ideas **from other departments** are kept for the need of mobility; they stand apart and count in no "
        "figure. Who pays for an initiative was told of none.",
        "fr": "Des idées venues **d’autres départements** sont gardées pour le besoin de mobilité. Elles figurent à "
        "part et n’entrent dans aucun chiffre. De qui finance une initiative, rien n’a été dit.",
    },
    "pilots": {
        "en": "The rate of 12,000 euros a department is stated for the French pilots. How many people took part is not "
        "public.",
        "fr": f"Le montant de 12{NARROW}000 euros par département est indiqué pour les projets pilotes français. "
        "Combien de personnes ont participé n’est pas public.",
    },
}


def publish_factfile(region: Region) -> None:
    """Compose the first edition from the records, with these words between its figures, and publish it."""
    edition = begin_edition(region=region, by=SYSTEM)
    for block, words in WORDS.items():
        write_words(factfile=edition, block=block, text=Wording(words), seen=mark_of_words({}), by=SYSTEM)
    publish_edition(factfile=freeze_edition(factfile=edition, by=SYSTEM), by=SYSTEM)
