"""The words of a report in French; « la table ronde » and « la plateforme » are feminine throughout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from maillage.core.headcount import ORGANISATIONS, Headcount, from_in_words, people_in_words
from maillage.core.ordinals import nth_roundtable, ordinal, place_in_series
from maillage.core.plurals import joined, plural
from maillage.core.report.facts import Facts, Item, Need, Promise

LANGUAGE = "fr"
NARROW = "\N{NARROW NO-BREAK SPACE}"
VOWELS = "aàâeéèêëiîïoôuûyœæ"
FIXED = "\N{NO-BREAK SPACE}"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SMALL = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
HEADINGS = {
    "opening": "La table ronde",
    "attendance": "Qui a pris part",
    "plenary_needs": "Exprimé autour de la table",
    "commitments": "Ce qui a été promis",
    "practices": "Les pratiques évoquées",
    "said": "Ce que les participants ont dit",
    "remaining": "La suite",
    "credit": "Le programme",
}
CATEGORIES = {
    "regional_authorities": "autorités et agences régionales",
    "local_authorities": "collectivités locales",
    "state_service": "services de l’État",
    "public_employment": "organismes publics de l’emploi",
    "mainstream_services": "services de droit commun",
    "ngo": "ONG",
    "international_ngo": "ONG internationales",
    "international_organisation": "organisations internationales",
    "refugee_led": "organisations de personnes réfugiées",
    "migrant_led": "organisations de personnes migrantes",
    "volunteers": "bénévoles",
    "newcomers": "personnes migrantes et réfugiées à titre individuel",
    "citizens": "habitantes et habitants",
    "faith_based": "organisations religieuses ou confessionnelles",
    "labour_union": "syndicats",
    "cooperative": "coopératives",
    "academia": "universités et chercheurs",
    "foundation": "fondations",
    "sports_club": "clubs sportifs",
    "private_or_cooperative": "entreprises et banques",
}
MODES = {"online": ", en ligne", "on_site": ", sur place", "hybrid": ", en ligne et sur place"}
ITEM_HEADINGS = {
    "commitments_review": "Ce qui avait été promis",
    "open_needs": "Les besoins sans réponse",
    "welcome": "Accueil",
    "new_members": "Le projet, pour les nouveaux membres",
    "project_presentation": "Le projet",
    "field_update": "Les nouvelles du terrain",
    "pilot_update": "Le projet pilote",
    "member_presentation": "Un membre présente",
    "breakout": "En ateliers",
    "plenary": "Retour en plénière",
    "training": "Formation",
    "question": "Une question aux membres",
    "announcement": "Annonces",
    "next_date": "Prochaine date",
    "other": "Un autre point",
}
ITEM_SENTENCES = {
    "commitments_review": "Les membres ont repris ce qui avait été promis auparavant.",
    "open_needs": "Les membres sont revenus sur les besoins restés sans réponse.",
    "welcome": "La table ronde a commencé par un accueil.",
    "new_members": "Le projet a été présenté aux organisations nouvelles sur la plateforme.",
    "project_presentation": "Le projet a été présenté.",
    "field_update": "L’équipe de terrain a dit ce qui avait changé.",
    "pilot_update": "Des nouvelles du projet pilote ont été données.",
    "member_presentation": "Un membre a présenté son travail.",
    "breakout": "Les participants ont poursuivi en ateliers.",
    "plenary": "Tous se sont retrouvés en plénière.",
    "training": "Une formation a fait partie de la table ronde.",
    "question": "Une question a été posée aux membres.",
    "announcement": "Des annonces ont suivi.",
    "next_date": "La prochaine date était à l’ordre du jour.",
    "other": "Ce que ce point a apporté n’a pas été relevé.",
}
PRESENTED = {
    "pilot_update": "{presenter} a donné des nouvelles du projet pilote.",
    "field_update": "{presenter} a dit ce qui avait changé sur le terrain.",
    "member_presentation": "{presenter} a présenté son travail.",
    "training": "{presenter} a donné une formation.",
}


def typeset(text: str) -> str:
    """Set apostrophes, and the narrow no-break spaces before two-part signs and inside guillemets."""
    text = text.replace("'", "’")
    text = re.sub(r"[ \u00a0]+([:;?!»])", NARROW + r"\1", text)
    return re.sub(r"«[ \u00a0]+", "«" + NARROW, text)


def day(when: date) -> str:
    """Say a date in words."""
    return f"{'1er' if when.day == 1 else when.day} {MONTHS[when.month - 1]} {when.year}"


def number(count: int, *, feminine: bool = False) -> str:
    """Say a count in words up to twelve; one and none agree with the noun."""
    if count >= len(SMALL):
        return str(count)
    return SMALL[count] + ("e" if feminine and count == 1 else "ne" if feminine and count == 0 else "")


def counted_words(needs: int, proposals: int, promises: int = 0) -> str:
    """Join counted things, leaving out those of which there are none: cinq besoins et une proposition."""
    words = [
        f"{number(needs)} besoin{'s' if needs > 1 else ''}" if needs else "",
        f"{number(proposals, feminine=True)} proposition{'s' if proposals > 1 else ''}" if proposals else "",
        f"{number(promises, feminine=True)} promesse{'s' if promises > 1 else ''}" if promises else "",
    ]
    return joined([word for word in words if word], LANGUAGE)


def of(name: str) -> str:
    """Put « de » before a name, elided before a vowel."""
    return f"d’{name}" if name[:1].lower() in VOWELS else f"de {name}"


def clock(at: time) -> str:
    """Say a time of day: 14 h, 9 h 05."""
    return f"{at.hour}{FIXED}h{f'{FIXED}{at:%M}' if at.minute else ''}"


def title(facts: Facts, region: str) -> str:
    """Title the report; the region stands first because its article cannot be known."""
    said = nth_roundtable(facts.number, LANGUAGE)
    return f"{region} : {said[:1].lower()}{said[1:]}"


def lead(needs: int, proposals: int, promises: int) -> str:
    """Sum up what was recorded; nothing where nothing was."""
    words = counted_words(needs, proposals, promises)
    return f"De cette table ronde sont issus : {words}." if words else ""


def held(facts: Facts, region: str, told: str) -> str:
    """Say when, where and how."""
    where = f"{region} ({told})" if told else region
    place = place_in_series(facts.number, LANGUAGE)
    return (
        f"Le {day(facts.date)}, la plateforme {where}, où des organisations coopèrent pour l’intégration des personnes "
        f"migrantes et réfugiées, a tenu sa {place} table ronde{MODES.get(facts.mode, '')}."
    )


def lasted(start: time | None, minutes: int | None) -> str:
    """Say when it began and how long it was meant to last."""
    if start and minutes:
        return f"Elle a commencé à {clock(start)} ; {minutes} minutes lui étaient réservées."
    if start:
        return f"Elle a commencé à {clock(start)}."
    return f"{minutes} minutes lui étaient réservées." if minutes else ""


def hosted(venue: str) -> str:
    """Say where it took place."""
    return f"Lieu de la rencontre : {venue}."


def organised(by: Sequence[str], with_: Sequence[str], cooperating: Sequence[str], supporting: Sequence[str]) -> str:
    """Say who stood behind it, in which capacity."""
    parts = [
        f"organisée par {joined(by, LANGUAGE)}" if by else "",
        f"avec {joined(with_, LANGUAGE)}" if with_ else "",
        f"en coopération avec {joined(cooperating, LANGUAGE)}" if cooperating else "",
        f"avec le soutien {joined([of(name) for name in supporting], LANGUAGE)}" if supporting else "",
    ]
    said = ", ".join(part for part in parts if part)
    if not said:
        return ""
    return f"Elle a été {said}." if by else f"Elle a eu lieu {said}."


def attended(headcount: Headcount | None) -> str:
    """Say how many took part."""
    if headcount is None or not (headcount.is_recorded or headcount.organisations is not None):
        return "Le nombre de présents n’a pas été relevé."
    bodies = headcount.organisations
    if not headcount.is_recorded:
        verb = "étaient représentées" if (bodies or 0) > 1 else "était représentée"
        return f"{plural(bodies or 0, ORGANISATIONS[LANGUAGE], LANGUAGE)} {verb}."
    several = headcount.total is None or headcount.total > 1
    people = from_in_words(people_in_words(headcount, LANGUAGE), bodies, LANGUAGE)
    parts = f", {headcount.online} en ligne et {headcount.on_site} sur place" if headcount.online is not None else ""
    return f"{people[:1].upper()}{people[1:]} {'ont' if several else 'a'} pris part{parts}."


def categories(said: str, *, complete: bool) -> str:
    """Say of which categories they were."""
    return f"Par catégorie : {said}." if complete else f"Y étaient représentés, entre autres : {said}."


def rooms(titles: Sequence[str], count: int) -> str:
    """Say in how many rooms the participants talked, and about what where every title is known."""
    if count == 1:
        return f"Un atelier a travaillé sur « {titles[0]} »." if titles else "Un atelier a travaillé à part."
    if len(titles) != count:
        return f"Les participants ont échangé dans {number(count)} ateliers."
    quoted = joined([f"« {said} »" for said in titles], LANGUAGE)
    return f"Les participants ont échangé dans {number(count)} ateliers : {quoted}."


def training(minutes: int, total: int | None) -> str:
    """Say how much of the roundtable was training."""
    if total:
        return f"La formation a occupé {minutes} des {total} minutes."
    return f"La formation a duré {minutes} minutes."


def presented(item: Item) -> str:
    """Say who presented an item."""
    return PRESENTED.get(item.kind, "{presenter} a animé ce point.").format(presenter=item.presenter)


def room_heading(place: int, said: str) -> str:
    """Title a room."""
    return f"Atelier {place} : {said}" if said else f"Atelier {place}"


def room_asked(needs: int, proposals: int) -> str:
    """Say how much a room asked for."""
    words = counted_words(needs, proposals)
    return f"Cet atelier a formulé {words}." if words else "Aucun besoin n’a été relevé pour cet atelier."


def asked_of(need: Need, addressees: str) -> str:
    """Say beside a need whom it asks, and whether it came back."""
    ending = "e" if need.is_proposal else ""
    kind = "Proposition" if need.is_proposal else "Besoin"
    to_whom = f"{kind} adressé{ending} à : {addressees}" if addressees else kind
    if need.times_raised < 2:
        return to_whom
    times = ordinal(need.times_raised, LANGUAGE, "feminine")
    return f"{to_whom} ; exprimé{ending} pour la {times} fois"


def promised_by(promise: Promise) -> str:
    """Say beside a promise who gave it and by when."""
    owner = promise.owner or "personne ne s’en charge encore"
    due = f"pour le {day(promise.due_on)}" if promise.due_on else "aucune date fixée"
    return ", ".join([owner, due, *(["exemple"] if promise.is_example else [])])


def remaining(left: int, planned: int, years: Sequence[int]) -> str:
    """Say how many roundtables were still to come, seen from this one."""
    if left == 0:
        if planned == 1:
            return "C’était l’unique table ronde prévue."
        return f"C’était la dernière des {number(planned)} tables rondes prévues."
    when = f", {joined([f'en {year}' for year in years], LANGUAGE)}" if years else ""
    return f"La plateforme doit encore se réunir {number(left, feminine=True)} fois{when}."


def part_of(programme: str) -> str:
    """Name the programme."""
    return f"La plateforme fait partie {of(programme)}."


def other_regions(count: int, programme: str, countries: Sequence[str]) -> str:
    """Say how many other regions take part."""
    where = f" ({joined(countries, LANGUAGE)})" if countries else ""
    words = number(count)
    noun, verb = ("autre territoire prend", "sa") if count == 1 else ("autres territoires prennent", "leur")
    return f"{words[:1].upper()}{words[1:]} {noun} part à {programme} avec {verb} propre plateforme{where}."


def read_on(region: str) -> str:
    """Point to the page of the region."""
    return f"La page « {region} » dit ce qui s’y passe d’autre."
