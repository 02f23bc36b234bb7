"""The persons of the demonstration: all made up, named as such, at an address that no mail can reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from maillage.cooperation.enums import ItemKind, Progress
from maillage.cooperation.models import AgendaTemplate, Commitment, FollowUp, Need
from maillage.demonstration.roles import DOMAIN
from maillage.people.enums import Category, Role
from maillage.people.models import Contact, Membership, Organisation, User
from maillage.territory.actions import touch_region
from maillage.territory.models import Programme, Region
from maillage.territory.themes import LANGUAGES

WITH_CONTACTS = ("saone-et-loire", "vaucluse")
PEOPLE_AT_EACH = 2
# Persons without an organisation, by the category under which they are counted.
ON_THEIR_OWN = (
    Category.VOLUNTEERS,
    Category.NEWCOMERS,
    Category.CITIZENS,
    Category.VOLUNTEERS,
    Category.NEWCOMERS,
    Category.CITIZENS,
)
ROLES = (
    ("lead", "Demonstration lead", Role.LEAD, "", ""),
    ("convenor.saone-et-loire", "Demonstration convenor", Role.CONVENOR, "saone-et-loire", "epv"),
    ("convenor.vaucluse", "Demonstration convenor (Vaucluse)", Role.CONVENOR, "vaucluse", "epv"),
    ("editor.saone-et-loire", "Demonstration editor", Role.EDITOR, "saone-et-loire", "epv"),
    ("member.saone-et-loire", "Demonstration member (Humanity)", Role.MEMBER, "saone-et-loire", "humanity"),
)
# Kind, minutes, and the title in English, French, Spanish, Polish and Greek.
USUAL_AGENDA: tuple[tuple[ItemKind, int, tuple[str, ...]], ...] = (
    (ItemKind.WELCOME, 5, ("Welcome", "Accueil", "Bienvenida", "Powitanie", "Καλωσόρισμα")),
    (
        ItemKind.FIELD_UPDATE,
        15,
        (
            "News from the field",
            "Nouvelles du terrain",
            "Novedades sobre el terreno",
            "Wieści z terenu",
            "Νέα από το πεδίο",
        ),
    ),
    (
        ItemKind.PILOT_UPDATE,
        10,
        (
            "News of the pilot",
            "Nouvelles du projet pilote",
            "Noticias del proyecto piloto",
            "Wieści o projekcie pilotażowym",
            "Νέα του πιλοτικού έργου",
        ),
    ),
    (
        ItemKind.BREAKOUT,
        35,
        (
            "Two rooms, two subjects",
            "Deux ateliers, deux sujets",
            "Dos grupos, dos temas",
            "Dwie grupy, dwa tematy",
            "Δύο ομάδες, δύο θέματα",
        ),
    ),
    (
        ItemKind.PLENARY,
        15,
        ("Back together", "Retour en plénière", "De nuevo en plenario", "Znów razem", "Ξανά όλοι μαζί"),
    ),
    (ItemKind.ANNOUNCEMENT, 5, ("Announcements", "Annonces", "Anuncios", "Ogłoszenia", "Ανακοινώσεις")),
    (ItemKind.NEXT_DATE, 5, ("Next date", "Prochaine date", "Próxima fecha", "Następny termin", "Επόμενη ημερομηνία")),
)
# Made up, and told as such: they show how a promise answers a need. Key of the need, of the organisation, due date,
# and the promise in the same five languages.
EXAMPLES = (
    (
        "sl3-06",
        "epv",
        date(2022, 4, 30),
        (
            "We write one page that tells residents what refugee status is.",
            "Nous écrivons une page qui explique aux habitants ce qu’est le statut de réfugié.",
            "Redactamos una página que explica a la población local qué es el estatuto de refugiado.",
            "Napiszemy jedną stronę, która wyjaśni mieszkańcom, co to jest status uchodźcy.",
            "Γράφουμε μία σελίδα που εξηγεί στους κατοίκους τι είναι το καθεστώς πρόσφυγα.",
        ),
    ),
    (
        "sl3-08",
        "viltais",
        date(2022, 5, 15),
        (
            "We list the associations that teach driving or the theory test, with days and places.",
            "Nous listons les associations qui enseignent la conduite ou le code, avec jours et lieux.",
            "Elaboramos una lista de las asociaciones que enseñan a conducir o preparan "
            "el examen teórico, con días y lugares.",
            "Sporządzimy listę stowarzyszeń, które uczą jazdy lub przygotowują do egzaminu "
            "teoretycznego, z dniami i miejscami.",
            "Καταρτίζουμε κατάλογο των οργανώσεων που διδάσκουν οδήγηση ή προετοιμάζουν για "
            "τη θεωρητική εξέταση, με ημέρες και μέρη.",
        ),
    ),
    (
        "sl3-03",
        "humanity",
        date(2022, 5, 31),
        (
            "We send all members a short piece of news about the pilot each month.",
            "Nous envoyons chaque mois à tous les membres une courte nouvelle du projet pilote.",
            "Enviamos cada mes a todos los miembros una breve noticia sobre el proyecto piloto.",
            "Co miesiąc wyślemy wszystkim członkom krótką wiadomość o projekcie pilotażowym.",
            "Στέλνουμε κάθε μήνα σε όλα τα μέλη μια σύντομη είδηση για το πιλοτικό έργο.",
        ),
    ),
)
FIRST_NEWS = {
    "en": "Example: the first piece of news has been sent.",
    "fr": "Exemple\N{NARROW NO-BREAK SPACE}: la première nouvelle est partie.",
    "es": "Ejemplo: ya se ha enviado la primera noticia.",
    "pl": "Przykład: pierwsza wiadomość została wysłana.",
    "el": "Παράδειγμα: η πρώτη είδηση έχει σταλεί.",
}


def add_people(programme: Programme, homes: dict[str, Region]) -> None:
    """Add the roles in which a visitor may look around, the directories of two regions, and all usual agendas."""
    for account, name, role, slug, key in ROLES:
        user = User.objects.create_user(f"{account}@{DOMAIN}", name=name, is_demonstration=True)
        if role == Role.LEAD:
            Membership.objects.create(user=user, role=role, programme=programme)
        else:
            organisation = Organisation.objects.get(public_id=key)
            Membership.objects.create(user=user, role=role, region=homes[slug], organisation=organisation)
    for slug in WITH_CONTACTS:
        Contact.objects.bulk_create(_contacts(homes[slug]))
    for region in homes.values():
        _agree_on_agenda(region)


def _contacts(region: Region) -> Iterator[Contact]:
    """Two persons at each organisation of the platform and some on their own, in the region's two languages."""
    seats = region.seats.select_related("organisation")
    homes: list[tuple[Organisation | None, str]] = [
        (seat.organisation, "") for seat in seats for _person in range(PEOPLE_AT_EACH)
    ]
    homes += [(None, category) for category in ON_THEIR_OWN]
    for number, (organisation, category) in enumerate(homes, start=1):
        where = organisation.name if organisation else Category(category).name.lower()
        yield Contact(
            region=region,
            organisation=organisation,
            category=category,
            name=f"Demonstration contact {number} ({where})",
            email=f"contact{number}.{region.slug}@{DOMAIN}",
            preferred_language=region.languages[number % 3 == 0],
            is_demonstration=True,
        )


def in_each_language(texts: tuple[str, ...]) -> dict[str, str]:
    """Return texts that stand in the order of the taxonomy's languages, each under its language."""
    return dict(zip(LANGUAGES, texts, strict=True))


def _agree_on_agenda(region: Region) -> None:
    AgendaTemplate.objects.bulk_create(
        AgendaTemplate(region=region, position=position, kind=kind, minutes=minutes, title=in_each_language(titles))
        for position, (kind, minutes, titles) in enumerate(USUAL_AGENDA, start=1)
    )


def add_examples(homes: dict[str, Region]) -> None:
    """Add the made-up commitments of Saône-et-Loire, open and due, so that its next roundtable begins with them."""
    region = homes["saone-et-loire"]
    roundtable = region.roundtables.get(number=3)
    for key, organisation, due, texts in EXAMPLES:
        commitment = Commitment.objects.create(
            region=region,
            roundtable=roundtable,
            public_id=f"example-{key}",
            text=in_each_language(texts),
            organisation=Organisation.objects.get(public_id=organisation),
            contact=region.contacts.filter(organisation__public_id=organisation).first(),
            need=Need.objects.get(public_id=key),
            due_on=due,
            is_example=True,
        )
    FollowUp.objects.create(
        commitment=commitment,
        progress=Progress.ON_THE_WAY,
        text=FIRST_NEWS,
        told_at=datetime(2022, 3, 15, 12, tzinfo=UTC),
        told_by="Demonstration member (Humanity)",
    )
    touch_region(region)
