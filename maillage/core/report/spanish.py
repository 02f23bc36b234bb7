"""The words of a report in Spanish; «la mesa redonda» and «la plataforma» are feminine throughout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from maillage.core.headcount import ORGANISATIONS, Headcount, from_in_words, people_in_words
from maillage.core.ordinals import ROUNDTABLE, nth_roundtable, ordinal, place_in_series
from maillage.core.plurals import form_for, joined, plural
from maillage.core.report.facts import Facts, Item, Need, Promise

LANGUAGE = "es"
MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
SMALL = ("", "", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
HEADINGS = {
    "opening": "La mesa redonda",
    "attendance": "Quiénes participaron",
    "plenary_needs": "Lo que se planteó en común",
    "commitments": "Compromisos adquiridos",
    "practices": "Prácticas mencionadas",
    "said": "Lo que dijeron las personas participantes",
    "remaining": "Cómo continúa",
    "credit": "El programa",
}
CATEGORIES = {
    "regional_authorities": "autoridades y organismos regionales",
    "local_authorities": "autoridades locales",
    "state_service": "servicios del Estado",
    "public_employment": "servicios públicos de empleo",
    "mainstream_services": "proveedores de servicios generales",
    "ngo": "ONG",
    "international_ngo": "ONG internacionales",
    "international_organisation": "organizaciones internacionales",
    "refugee_led": "organizaciones de personas refugiadas",
    "migrant_led": "organizaciones de personas migrantes",
    "volunteers": "personas voluntarias",
    "newcomers": "personas migrantes y refugiadas a título individual",
    "citizens": "vecinas y vecinos",
    "faith_based": "organizaciones religiosas o confesionales",
    "labour_union": "sindicatos",
    "cooperative": "cooperativas",
    "academia": "universidades y personal investigador",
    "foundation": "fundaciones",
    "sports_club": "clubes deportivos",
    "private_or_cooperative": "empresas y bancos",
}
MODES = {
    "online": ", en línea",
    "on_site": ", de forma presencial",
    "hybrid": ", en línea y de forma presencial",
}
ITEM_HEADINGS = {
    "commitments_review": "Los compromisos anteriores",
    "open_needs": "Necesidades sin respuesta",
    "welcome": "Bienvenida",
    "new_members": "El proyecto, para los nuevos miembros",
    "project_presentation": "El proyecto",
    "field_update": "Novedades sobre el terreno",
    "pilot_update": "El proyecto piloto",
    "member_presentation": "Un miembro se presenta",
    "breakout": "En grupos",
    "plenary": "De nuevo en plenario",
    "training": "Formación",
    "question": "Una pregunta a los miembros",
    "announcement": "Anuncios",
    "next_date": "Próxima fecha",
    "other": "Otro punto",
}
ITEM_SENTENCES = {
    "commitments_review": "Los miembros repasaron los compromisos anteriores.",
    "open_needs": "Los miembros volvieron sobre las necesidades que seguían sin respuesta.",
    "welcome": "La mesa redonda comenzó con una bienvenida.",
    "new_members": "El proyecto se presentó a las organizaciones nuevas en la plataforma.",
    "project_presentation": "Se presentó el proyecto.",
    "field_update": "El equipo sobre el terreno contó lo que había cambiado.",
    "pilot_update": "Se dieron noticias del proyecto piloto.",
    "member_presentation": "Un miembro presentó su trabajo.",
    "breakout": "El trabajo continuó en grupos.",
    "plenary": "Los grupos se reunieron de nuevo en plenario.",
    "training": "La mesa redonda incluyó una formación.",
    "question": "Se planteó una pregunta a los miembros.",
    "announcement": "A continuación hubo anuncios.",
    "next_date": "La próxima fecha figuraba en el orden del día.",
    "other": "No se registró lo que aportó este punto.",
}
PRESENTED = {
    "pilot_update": "{presenter} dio noticias del proyecto piloto.",
    "field_update": "{presenter} contó lo que había cambiado sobre el terreno.",
    "member_presentation": "{presenter} presentó su trabajo.",
    "training": "{presenter} impartió una formación.",
}
NEEDS, PROPOSALS, PROMISES = (
    ("necesidad", "necesidades"),
    ("propuesta", "propuestas"),
    ("compromiso", "compromisos"),
)


def typeset(text: str) -> str:
    """Set apostrophes as they are printed."""
    return text.replace("'", "’")


def day(when: date) -> str:
    """Say a date in words."""
    return f"{when.day} de {MONTHS[when.month - 1]} de {when.year}"


def number(count: int, one: str = "una") -> str:
    """Say a count in words up to twelve; one agrees with the noun."""
    return one if count == 1 else SMALL[count] if 1 < count < len(SMALL) else str(count)


def counted_words(needs: int, proposals: int, promises: int = 0) -> str:
    """Join counted things, leaving out those of which there are none: cinco necesidades y una propuesta."""
    words = [
        f"{number(needs)} {form_for(needs, NEEDS, LANGUAGE)}" if needs else "",
        f"{number(proposals)} {form_for(proposals, PROPOSALS, LANGUAGE)}" if proposals else "",
        f"{number(promises, 'un')} {form_for(promises, PROMISES, LANGUAGE)}" if promises else "",
    ]
    return joined([word for word in words if word], LANGUAGE)


def clock(at: time) -> str:
    """Say at what time of day: a las 14:30, a la 1:05."""
    return f"a la{'s' if at.hour != 1 else ''} {at.hour}:{at:%M}"


def title(facts: Facts, region: str) -> str:
    """Title the report."""
    return f"{nth_roundtable(facts.number, LANGUAGE)} en {region}"


def lead(needs: int, proposals: int, promises: int) -> str:
    """Sum up what was recorded; nothing where nothing was."""
    words = counted_words(needs, proposals, promises)
    verb = "surgió" if needs + proposals + promises == 1 else "surgieron"
    return f"De esta mesa redonda {verb} {words}." if words else ""


def held(facts: Facts, region: str, told: str) -> str:
    """Say when, where and how."""
    place = f"{region} ({told})" if told else region
    return (
        f"El {day(facts.date)}, la plataforma de {place}, en la que distintas organizaciones cooperan para la "
        f"integración de personas migrantes y refugiadas, celebró su {place_in_series(facts.number, LANGUAGE)} "
        f"{ROUNDTABLE[LANGUAGE][0]}{MODES.get(facts.mode, '')}."
    )


def lasted(start: time | None, minutes: int | None) -> str:
    """Say when it began and how long it was meant to last."""
    length = plural(minutes, ("minuto", "minutos"), LANGUAGE) if minutes else ""
    if start and minutes:
        return f"Comenzó {clock(start)}, con una duración prevista de {length}."
    if start:
        return f"Comenzó {clock(start)}."
    return f"La duración prevista era de {length}." if minutes else ""


def hosted(venue: str) -> str:
    """Say where it took place."""
    return f"Lugar de celebración: {venue}."


def organised(by: Sequence[str], with_: Sequence[str], cooperating: Sequence[str], supporting: Sequence[str]) -> str:
    """Say who stood behind it, in which capacity."""
    verb = "La organizaron" if len(by) > 1 else "La organizó"
    start = f"{verb} {joined(by, LANGUAGE)}" if by else "Se celebró"
    parts = [
        f" junto con {joined(with_, LANGUAGE)}" if with_ else "",
        f" en colaboración con {joined(cooperating, LANGUAGE)}" if cooperating else "",
        f" con el apoyo de {joined(supporting, LANGUAGE)}" if supporting else "",
    ]
    said = ",".join(part for part in parts if part)
    comma = "," if by and said and not with_ else ""
    return f"{start}{comma}{said}." if by or said else ""


def attended(headcount: Headcount | None) -> str:
    """Say how many took part."""
    if headcount is None or not (headcount.is_recorded or headcount.organisations is not None):
        return "No se registró el número de asistentes."
    bodies = headcount.organisations
    if not headcount.is_recorded:
        verb = "Estuvo representada" if bodies == 1 else "Estuvieron representadas"
        return f"{verb} {plural(bodies or 0, ORGANISATIONS[LANGUAGE], LANGUAGE)}."
    people = from_in_words(people_in_words(headcount, LANGUAGE), bodies, LANGUAGE)
    parts = ""
    if headcount.online is not None:
        parts = f", {headcount.online} en línea y {headcount.on_site} de forma presencial"
    return f"{'Participó' if headcount.total == 1 else 'Participaron'} {people}{parts}."


def categories(said: str, *, complete: bool) -> str:
    """Say of which categories they were."""
    return (
        f"Por categorías: {said}." if complete else f"Entre otras, estuvieron representadas estas categorías: {said}."
    )


def rooms(titles: Sequence[str], count: int) -> str:
    """Say in how many rooms the participants talked, and about what where every title is known."""
    if count == 1:
        return f"Un grupo trabajó sobre «{titles[0]}»." if titles else "Un grupo trabajó por separado."
    if len(titles) != count:
        return f"Se trabajó en {number(count)} grupos."
    return f"Se trabajó en {number(count)} grupos: {joined([f'«{said}»' for said in titles], LANGUAGE)}."


def training(minutes: int, total: int | None) -> str:
    """Say how much of the roundtable was training."""
    if total:
        return f"La formación ocupó {minutes} de los {total} minutos."
    return f"La formación duró {plural(minutes, ('minuto', 'minutos'), LANGUAGE)}."


def presented(item: Item) -> str:
    """Say who presented an item."""
    return PRESENTED.get(item.kind, "{presenter} se encargó de este punto.").format(presenter=item.presenter)


def room_heading(place: int, said: str) -> str:
    """Title a room."""
    return f"Grupo {place}: {said}" if said else f"Grupo {place}"


def room_asked(needs: int, proposals: int) -> str:
    """Say how much a room asked for."""
    words = counted_words(needs, proposals)
    return f"Este grupo planteó {words}." if words else "En este grupo no se registró ninguna necesidad."


def asked_of(need: Need, addressees: str) -> str:
    """Say beside a need whom it asks, and whether it came back."""
    kind = "Propuesta" if need.is_proposal else "Necesidad"
    to_whom = f"{kind} dirigida a: {addressees}" if addressees else kind
    if need.times_raised < 2:
        return to_whom
    return f"{to_whom}; planteada por {ordinal(need.times_raised, LANGUAGE, 'feminine')} vez"


def promised_by(promise: Promise) -> str:
    """Say beside a promise who gave it and by when."""
    owner = promise.owner or "nadie lo ha asumido todavía"
    due = f"para el {day(promise.due_on)}" if promise.due_on else "sin fecha fijada"
    return ", ".join([owner, due, *(["ejemplo"] if promise.is_example else [])])


def remaining(left: int, planned: int, years: Sequence[int]) -> str:
    """Say how many roundtables were still to come, seen from this one."""
    if left == 0:
        if planned == 1:
            return "Fue la única mesa redonda prevista."
        return f"Fue la última de las {number(planned)} mesas redondas previstas."
    times = f"{number(left)} {form_for(left, ('vez', 'veces'), LANGUAGE)} más"
    when = f", en {joined([str(year) for year in years], LANGUAGE)}" if years else ""
    return f"Está previsto que la plataforma se reúna {times}{when}."


def part_of(programme: str) -> str:
    """Name the programme."""
    return f"La plataforma forma parte de {programme}."


def other_regions(count: int, programme: str, countries: Sequence[str]) -> str:
    """Say how many other regions take part."""
    where = f" ({joined(countries, LANGUAGE)})" if countries else ""
    if count == 1:
        return f"Otro territorio participa en {programme} con su propia plataforma{where}."
    return f"Otros {number(count)} territorios participan en {programme} con su propia plataforma{where}."


def read_on(region: str) -> str:
    """Point to the page of the region."""
    return f"La página de {region} cuenta qué más ocurre allí."
