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
USUAL_AGENDA: tuple[tuple[ItemKind, int, str, str], ...] = (
    (ItemKind.WELCOME, 5, "Welcome", "Accueil"),
    (ItemKind.FIELD_UPDATE, 15, "News from the field", "Nouvelles du terrain"),
    (ItemKind.PILOT_UPDATE, 10, "News of the pilot", "Nouvelles du projet pilote"),
    (ItemKind.BREAKOUT, 35, "Two rooms, two subjects", "Deux ateliers, deux sujets"),
    (ItemKind.PLENARY, 15, "Back together", "Retour en plénière"),
    (ItemKind.ANNOUNCEMENT, 5, "Announcements", "Annonces"),
    (ItemKind.NEXT_DATE, 5, "Next date", "Prochaine date"),
)
# Made up, and told as such: they show how a promise answers a need. Key of the need, of the organisation, due date.
EXAMPLES = (
    (
        "sl3-06",
        "epv",
        date(2022, 4, 30),
        "We write one page that tells residents what refugee status is.",
        "Nous écrivons une page qui explique aux habitants ce qu’est le statut de réfugié.",
    ),
    (
        "sl3-08",
        "viltais",
        date(2022, 5, 15),
        "We list the associations that teach driving or the theory test, with days and places.",
        "Nous listons les associations qui enseignent la conduite ou le code, avec jours et lieux.",
    ),
    (
        "sl3-03",
        "humanity",
        date(2022, 5, 31),
        "We send all members a short piece of news about the pilot each month.",
        "Nous envoyons chaque mois à tous les membres une courte nouvelle du projet pilote.",
    ),
)
FIRST_NEWS = {
    "en": "Example: the first piece of news has been sent.",
    "fr": "Exemple\N{NARROW NO-BREAK SPACE}: la première nouvelle est partie.",
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


def _agree_on_agenda(region: Region) -> None:
    AgendaTemplate.objects.bulk_create(
        AgendaTemplate(region=region, position=position, kind=kind, minutes=minutes, title={"en": en, "fr": fr})
        for position, (kind, minutes, en, fr) in enumerate(USUAL_AGENDA, start=1)
    )


def add_examples(homes: dict[str, Region]) -> None:
    """Add the made-up commitments of Saône-et-Loire, open and due, so that its next roundtable begins with them."""
    region = homes["saone-et-loire"]
    roundtable = region.roundtables.get(number=3)
    for key, organisation, due, en, fr in EXAMPLES:
        commitment = Commitment.objects.create(
            region=region,
            roundtable=roundtable,
            public_id=f"example-{key}",
            text={"en": en, "fr": fr},
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
