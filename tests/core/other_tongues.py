"""Short ways to what Spanish, Polish and Greek say of the same facts."""

from datetime import date

from maillage.core.report import Facts, draft_report
from maillage.core.wording import Wording

OTHERS = ("es", "pl", "el")


def in_all(text: str) -> Wording:
    return Wording(dict.fromkeys(OTHERS, text))


BARE = Facts(number=2, date=date(2021, 7, 1), region=in_all("Soria"), planned=4)


def told(facts, language, kind):
    blocks = draft_report(facts, language).blocks
    said = [sentence.text for block in blocks if block.kind == kind for sentence in block.sentences]
    return [text.replace("\u00a0", " ") for text in said]


def in_three(facts, kind, place=0):
    return tuple(told(facts, language, kind)[place] for language in OTHERS)


def asides(facts, language):
    return [sentence.aside.replace("\u00a0", " ") for sentence in draft_report(facts, language).sentences]
