"""The words of a report in Polish; names are never inflected, so they stand after a colon or beside a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from maillage.core.headcount import ORGANISATIONS, Headcount, from_in_words, people_in_words
from maillage.core.ordinals import ROUNDTABLE, nth_roundtable, ordinal, place_in_series
from maillage.core.plurals import form_for, joined, plural
from maillage.core.report.facts import Facts, Item, Need, Promise

LANGUAGE = "pl"
FIXED = "\N{NO-BREAK SPACE}"
MONTHS = (
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
)
# From three on the nominative and the accusative are one; one and two agree with the noun.
SMALL = (
    *("", "", "", "trzy", "cztery", "pięć", "sześć", "siedem"),
    *("osiem", "dziewięć", "dziesięć", "jedenaście", "dwanaście"),
)
# After «w» and «z»: the locative and the genitive are one from two on.
SMALL_AFTER_PREPOSITION = (
    *("", "", "dwóch", "trzech", "czterech", "pięciu", "sześciu", "siedmiu"),
    *("ośmiu", "dziewięciu", "dziesięciu", "jedenastu", "dwunastu"),
)
HEADINGS = {
    "opening": "Spotkanie",
    "attendance": "Kto wziął udział",
    "plenary_needs": "Zgłoszone przy wspólnym stole",
    "commitments": "Podjęte zobowiązania",
    "practices": "Praktyki, o których mówiono",
    "said": "Co powiedzieli uczestnicy",
    "remaining": "Co dalej",
    "credit": "Program",
}
CATEGORIES = {
    "regional_authorities": "władze i agencje regionalne",
    "local_authorities": "władze lokalne",
    "state_service": "urzędy administracji państwowej",
    "public_employment": "publiczne służby zatrudnienia",
    "mainstream_services": "podmioty świadczące usługi ogólnodostępne",
    "ngo": "organizacje pozarządowe",
    "international_ngo": "międzynarodowe organizacje pozarządowe",
    "international_organisation": "organizacje międzynarodowe",
    "refugee_led": "organizacje uchodźcze",
    "migrant_led": "organizacje migranckie",
    "volunteers": "wolontariuszki i wolontariusze",
    "newcomers": "migranci i uchodźcy we własnym imieniu",
    "citizens": "mieszkanki i mieszkańcy",
    "faith_based": "organizacje religijne lub wyznaniowe",
    "labour_union": "związki zawodowe",
    "cooperative": "spółdzielnie",
    "academia": "uczelnie i osoby prowadzące badania",
    "foundation": "fundacje",
    "sports_club": "kluby sportowe",
    "private_or_cooperative": "firmy i banki",
}
MODES = {"online": " w trybie online", "on_site": " w trybie stacjonarnym", "hybrid": " w trybie hybrydowym"}
ITEM_HEADINGS = {
    "commitments_review": "Wcześniejsze zobowiązania",
    "open_needs": "Potrzeby bez odpowiedzi",
    "welcome": "Powitanie",
    "new_members": "Projekt dla nowych członków",
    "project_presentation": "Projekt",
    "field_update": "Wieści z terenu",
    "pilot_update": "Projekt pilotażowy",
    "member_presentation": "Prezentacja członka platformy",
    "breakout": "W grupach",
    "plenary": "Znów razem",
    "training": "Szkolenie",
    "question": "Pytanie do członków",
    "announcement": "Ogłoszenia",
    "next_date": "Następny termin",
    "other": "Kolejny punkt",
}
ITEM_SENTENCES = {
    "commitments_review": "Członkowie platformy omówili wcześniejsze zobowiązania.",
    "open_needs": "Członkowie platformy wrócili do potrzeb, które pozostawały bez odpowiedzi.",
    "welcome": "Spotkanie rozpoczęło się od powitania.",
    "new_members": "Projekt przedstawiono organizacjom, które były na platformie nowe.",
    "project_presentation": "Przedstawiono projekt.",
    "field_update": "Zespół pracujący w terenie opowiedział, co się zmieniło.",
    "pilot_update": "Przekazano wieści o projekcie pilotażowym.",
    "member_presentation": "Jeden z członków platformy przedstawił swoją działalność.",
    "breakout": "Uczestnicy kontynuowali rozmowy w grupach.",
    "plenary": "Wszyscy znów zebrali się razem.",
    "training": "Częścią spotkania było szkolenie.",
    "question": "Członkom platformy zadano pytanie.",
    "announcement": "Następnie przekazano ogłoszenia.",
    "next_date": "Następny termin był jednym z punktów spotkania.",
    "other": "Nie odnotowano, co przyniósł ten punkt.",
}
# A name is masculine, feminine or neuter, which no record tells: the verb agrees with those who spoke for it.
PRESENTED = {
    "pilot_update": "Przedstawiciele organizacji {presenter} przekazali wieści o projekcie pilotażowym.",
    "field_update": "Przedstawiciele organizacji {presenter} opowiedzieli, co zmieniło się w terenie.",
    "member_presentation": "Przedstawiciele organizacji {presenter} opowiedzieli o jej działalności.",
    "training": "Przedstawiciele organizacji {presenter} poprowadzili szkolenie.",
}
NEEDS, PROPOSALS, PROMISES = (
    ("potrzebę", "potrzeby", "potrzeb"),
    ("propozycję", "propozycje", "propozycji"),
    ("zobowiązanie", "zobowiązania", "zobowiązań"),
)
MINUTES = ("minutę", "minuty", "minut")


def typeset(text: str) -> str:
    """Set apostrophes, and keep words of one letter and «r.» with what they belong to."""
    text = re.sub(r"(?<!\w)([aiouwzAIOUWZ]) (?=\S)", r"\1" + FIXED, text.replace("'", "’"))
    return re.sub(r"(?<=\d) (?=r\.)", FIXED, text)


def day(when: date) -> str:
    """Say a date in words: the month in the genitive, and «r.» for «roku»."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year} r."


def number(count: int, one: str, two: str) -> str:
    """Say a count in words up to twelve, in the accusative; one and two agree with the noun."""
    if count in {1, 2}:
        return one if count == 1 else two
    return SMALL[count] if 2 < count < len(SMALL) else str(count)


def after_preposition(count: int) -> str:
    """Say a count of two or more after «w» or «z»: w dwóch grupach, z czterech spotkań."""
    return SMALL_AFTER_PREPOSITION[count] if 1 < count < len(SMALL_AFTER_PREPOSITION) else str(count)


def counted_words(needs: int, proposals: int) -> str:
    """Join what was raised, in the accusative: pięć potrzeb i jedną propozycję."""
    words = [
        f"{number(needs, 'jedną', 'dwie')} {form_for(needs, NEEDS, LANGUAGE)}" if needs else "",
        f"{number(proposals, 'jedną', 'dwie')} {form_for(proposals, PROPOSALS, LANGUAGE)}" if proposals else "",
    ]
    return joined([word for word in words if word], LANGUAGE)


def title(facts: Facts, region: str) -> str:
    """Title the report; the region stands first because it is not inflected."""
    said = nth_roundtable(facts.number, LANGUAGE)
    return f"{region}: {said[:1].lower()}{said[1:]}"


def lead(needs: int, proposals: int, promises: int) -> str:
    """Sum up what was recorded; nothing where nothing was."""
    raised = counted_words(needs, proposals)
    given = f"{number(promises, 'jedno', 'dwa')} {form_for(promises, PROMISES, LANGUAGE)}"
    parts = [f"zgłoszono {raised}" if raised else "", f"podjęto {given}" if promises else ""]
    said = " oraz ".join(part for part in parts if part)
    return f"Podczas spotkania {said}." if said else ""


def held(facts: Facts, region: str, told: str) -> str:
    """Say when, where and how."""
    place = f"{region} ({told})" if told else region
    return (
        f"{day(facts.date)} platforma {place}, na której organizacje współpracują na rzecz integracji migrantów "
        f"i uchodźców, odbyła swoje {place_in_series(facts.number, LANGUAGE)} {ROUNDTABLE[LANGUAGE][0]}"
        f"{MODES.get(facts.mode, '')}."
    )


def lasted(start: time | None, minutes: int | None) -> str:
    """Say when it began and how long it was meant to last."""
    length = plural(minutes, MINUTES, LANGUAGE) if minutes else ""
    if start and minutes:
        return f"Spotkanie rozpoczęło się o godz. {start:%H:%M}; przewidziano na nie {length}."
    if start:
        return f"Spotkanie rozpoczęło się o godz. {start:%H:%M}."
    return f"Na spotkanie przewidziano {length}." if minutes else ""


def hosted(venue: str) -> str:
    """Say where it took place."""
    return f"Miejsce spotkania: {venue}."


def organised(by: Sequence[str], with_: Sequence[str], cooperating: Sequence[str], supporting: Sequence[str]) -> str:
    """Say who stood behind it, in which capacity."""
    capacities = ("organizacja", "współorganizacja", "współpraca", "wsparcie")
    named = zip(capacities, (by, with_, cooperating, supporting), strict=True)
    said = "; ".join(f"{capacity}: {joined(names, LANGUAGE)}" for capacity, names in named if names)
    first, colon, rest = said.partition(":")
    return f"{first[:1].upper()}{first[1:]} spotkania{colon}{rest}." if said else ""


def attended(headcount: Headcount | None) -> str:
    """Say how many took part."""
    if headcount is None or not (headcount.is_recorded or headcount.organisations is not None):
        return "Liczby uczestników nie odnotowano."
    bodies = headcount.organisations
    if not headcount.is_recorded:
        forms = ("Reprezentowana była", "Reprezentowane były", "Reprezentowanych było")
        verb = form_for(bodies or 0, forms, LANGUAGE)
        return f"{verb} {plural(bodies or 0, ORGANISATIONS[LANGUAGE], LANGUAGE)}."
    people = from_in_words(people_in_words(headcount, LANGUAGE), bodies, LANGUAGE)
    parts = f": {headcount.online} online i {headcount.on_site} stacjonarnie" if headcount.online is not None else ""
    return f"W spotkaniu {_took_part(headcount)} {people}{parts}."


def _took_part(headcount: Headcount) -> str:
    """Return the verb: it agrees with osoba, osoby and interesariusz, and is neuter before a genitive."""
    if headcount.total is None:
        return "wzięło udział"
    if headcount.unit == "people":
        return form_for(headcount.total, ("wzięła udział", "wzięły udział", "wzięło udział"), LANGUAGE)
    return "wziął udział" if headcount.total == 1 else "wzięło udział"


def categories(said: str, *, complete: bool) -> str:
    """Say of which categories they were."""
    return f"Według kategorii: {said}." if complete else f"Reprezentowane były między innymi te kategorie: {said}."


def rooms(titles: Sequence[str], count: int) -> str:
    """Say in how many rooms the participants talked, and about what where every title is known."""
    if count == 1:
        return f"Jedna grupa pracowała nad tematem „{titles[0]}”." if titles else "Jedna grupa pracowała osobno."
    if len(titles) != count:
        return f"Uczestnicy rozmawiali w {after_preposition(count)} grupach."
    quoted = joined([f"„{said}”" for said in titles], LANGUAGE)
    return f"Uczestnicy rozmawiali w {after_preposition(count)} grupach: {quoted}."


def training(minutes: int, total: int | None) -> str:
    """Say how much of the roundtable was training."""
    if total:
        return f"Szkolenie zajęło {minutes} z {total} minut."
    return f"Szkolenie trwało {plural(minutes, MINUTES, LANGUAGE)}."


def presented(item: Item) -> str:
    """Say who presented an item."""
    words = PRESENTED.get(item.kind, "Przedstawiciele organizacji {presenter} poprowadzili ten punkt.")
    return words.format(presenter=item.presenter)


def room_heading(place: int, said: str) -> str:
    """Title a room."""
    return f"Grupa {place}: {said}" if said else f"Grupa {place}"


def room_asked(needs: int, proposals: int) -> str:
    """Say how much a room asked for."""
    words = counted_words(needs, proposals)
    return f"Ta grupa zgłosiła {words}." if words else "W tej grupie nie odnotowano żadnej potrzeby."


def asked_of(need: Need, addressees: str) -> str:
    """Say beside a need whom it asks, and whether it came back."""
    kind = "Propozycja" if need.is_proposal else "Potrzeba"
    to_whom = f"adresaci: {addressees}" if addressees else ""
    again = f"zgłoszona po raz {ordinal(need.times_raised, LANGUAGE, 'masculine')}" if need.times_raised > 1 else ""
    return "; ".join(part for part in (kind, to_whom, again) if part)


def promised_by(promise: Promise) -> str:
    """Say beside a promise who gave it and by when."""
    owner = promise.owner or "nikt się tego jeszcze nie podjął"
    due = f"termin: {day(promise.due_on)}" if promise.due_on else "nie ustalono terminu"
    return ", ".join([owner, due, *(["przykład"] if promise.is_example else [])])


def remaining(left: int, planned: int, years: Sequence[int]) -> str:
    """Say how many roundtables were still to come, seen from this one."""
    if left == 0:
        if planned == 1:
            return "Było to jedyne zaplanowane spotkanie."
        return f"Było to ostatnie z {after_preposition(planned)} zaplanowanych spotkań."
    times = "raz" if left == 1 else f"{number(left, '', 'dwa')} razy"
    when = ""
    if years:
        spelled = joined([str(year) for year in years], LANGUAGE)
        when = f", w {spelled} r." if len(years) == 1 else f", w latach {spelled}"
    return f"Platforma ma się spotkać jeszcze {times}{when}."


def part_of(programme: str) -> str:
    """Name the programme."""
    return f"Platforma jest częścią programu {programme}."


def other_regions(count: int, programme: str, countries: Sequence[str]) -> str:
    """Say how many other regions take part."""
    where = f" ({joined(countries, LANGUAGE)})" if countries else ""
    if count == 1:
        return f"W programie {programme} uczestniczy jeszcze jeden region, z własną platformą{where}."
    words = form_for(count, ("", "uczestniczą jeszcze {} inne regiony", "uczestniczy jeszcze {} innych regionów"), "pl")
    return f"W programie {programme} {words.format(number(count, '', 'dwa'))}, każdy z własną platformą{where}."


def read_on(region: str) -> str:
    """Point to the page of the region."""
    return f"Na stronie „{region}” można przeczytać, co jeszcze się tam dzieje."
