"""The facts of the two roundtables whose published accounts every report must be able to state."""

from __future__ import annotations

from datetime import date

from maillage.core.headcount import Headcount
from maillage.core.report import Facts, Item, Need, Organiser, Practice, Programme, Room, Said
from maillage.core.wording import Wording


def both(english: str, french: str) -> Wording:
    return Wording(en=english, fr=french)


SIRA = Programme(
    name="Share SIRA",
    aim=both(
        "It strengthens and widens the social orientation and the integration of newcomers in rural "
        "territories of Europe.",
        "Il renforce et élargit l'orientation sociale et l'intégration des personnes nouvellement arrivées dans les "
        "territoires ruraux d'Europe.",
    ),
    funder_credit=both(
        "Co-funded by the European Union's Asylum, Migration and Integration Fund.",
        "Cofinancé par le Fonds Asile, migration et intégration de l'Union européenne.",
    ),
    other_regions=9,
    other_countries=(
        both("Spain", "Espagne"),
        both("France", "France"),
        both("Greece", "Grèce"),
        both("Poland", "Pologne"),
    ),
)
LEAD_OF_SHARE = both("lead of the SHARE Network", "tête du réseau SHARE")
DEPARTMENT = {"region_kind": both("department", "département"), "country": both("France", "France")}

SAONE_ET_LOIRE_3 = Facts(
    number=3,
    date=date(2022, 1, 25),
    region=both("Saône-et-Loire", "Saône-et-Loire"),
    programme=SIRA,
    **DEPARTMENT,
    planned=4,
    later_years=(2022,),
    mode="online",
    organisers=(
        Organiser("Entraide Pierre Valdo", "organiser"),
        Organiser("ICMC Europe", "support", LEAD_OF_SHARE),
    ),
    headcount=Headcount("stakeholders", exact=22),
    categories={"ngo": None, "public_employment": None, "local_authorities": None, "regional_authorities": None},
    items=(
        Item(1, "new_members"),
        Item(
            2,
            "field_update",
            brought=both(
                "The team told of people who arrived and of partnerships that began.",
                "L'équipe a parlé des arrivées et des partenariats qui ont commencé.",
            ),
        ),
        Item(3, "pilot_update", both("The pilot", "Le pilote"), presenter="Humanity"),
        Item(4, "breakout"),
    ),
    rooms=(
        Room(
            1,
            both("Social link through interculturality", "Le lien social par l'interculturalité"),
            (
                Need(
                    "sl01",
                    both("Posts dedicated to interculturality", "Des postes dédiés à l'interculturalité"),
                    addressed_to=("ngo", "foundation"),
                ),
                Need(
                    "sl02",
                    both("A budget for these posts.", "Un budget pour ces postes."),
                    addressed_in_words=both("funders", "financeurs"),
                ),
                Need(
                    "sl03",
                    both("Regular news of the work with newcomers.", "Des nouvelles régulières du travail mené."),
                ),
                Need(
                    "sl04",
                    both(
                        "Announcements planned early: where, in which language.",
                        "Des annonces prévues tôt : où, en quelle langue.",
                    ),
                ),
                Need(
                    "sl05",
                    both(
                        "Volunteers trained, without ready-made ideas.",
                        "Des bénévoles formés, sans idées toutes faites.",
                    ),
                ),
            ),
        ),
        Room(
            2,
            both("Mobilising local and regional authorities", "La mobilisation des autorités locales et régionales"),
            (
                Need(
                    "sl06",
                    both("Residents told what refugee status means.", "Les habitants informés du statut de réfugié."),
                    addressed_to=("regional_authorities",),
                ),
            ),
        ),
    ),
    other_needs=(
        Need(
            "sl07",
            both(
                "Invite refugees to the social and political life of their town.",
                "Inviter les réfugiés à la vie sociale et politique.",
            ),
            is_proposal=True,
            addressed_to=("local_authorities",),
        ),
        Need("sl08", both("Answers to mobility.", "Des réponses à la mobilité.")),
        Need(
            "sl09",
            both(
                "State services, authorities, providers, associations and volunteers coordinate.",
                "Une meilleure coordination.",
            ),
            times_raised=2,
        ),
    ),
    practices=(
        Practice(
            "pr01",
            both("Driving lessons", "Leçons de conduite"),
            both(
                "Associations teach driving and the language of the written test.",
                "Des associations enseignent la conduite et la langue du code.",
            ),
        ),
        Practice(
            "pr02",
            both("Carpool schedules", "Horaires de covoiturage"),
            both(
                "Residents drive those without car or licence.",
                "Des habitants conduisent ceux qui n'ont ni voiture ni permis.",
            ),
        ),
    ),
    said=(
        Said(
            "n01",
            both(
                "The project advances well and becomes concrete with the pilot.", "Le projet avance et devient concret."
            ),
            item=3,
        ),
        Said("n02", both("Several came to know Humanity through it.", "Plusieurs ont découvert Humanity.")),
    ),
)

VAUCLUSE_2 = Facts(
    number=2,
    date=date(2021, 7, 27),
    region=both("Vaucluse", "Vaucluse"),
    programme=SIRA,
    **DEPARTMENT,
    planned=4,
    later_years=(2021, 2022),
    mode="online",
    organisers=(
        Organiser("Entraide Pierre Valdo", "organiser"),
        Organiser("ICMC Europe", "cooperation", LEAD_OF_SHARE),
    ),
    headcount=Headcount("stakeholders", exact=10),
    items=(
        Item(
            1,
            "member_presentation",
            both("Good practices", "Bonnes pratiques"),
            both(
                "Going on from the first roundtable, members spoke of past and present initiatives in mobility, "
                "vocational "
                "training and employment, language support, culture and sport.",
                "Dans la suite de la première table ronde, les membres ont parlé d'initiatives passées et présentes : "
                "mobilité, formation et emploi, langue, culture et sport.",
            ),
        ),
        Item(
            2,
            "announcement",
            brought=both("The factfile and pilots are to come.", "La fiche territoriale et les pilotes sont à venir."),
        ),
    ),
    other_needs=(
        Need(
            "va01",
            both(
                "Initiatives sit mostly in towns, where exclusion and unemployment are noticed.",
                "Les initiatives se concentrent dans les villes.",
            ),
        ),
    ),
    practices=(
        Practice(
            "pr03",
            both(
                "A focal point for French as a foreign language in the AGIR project",
                "Une personne référente FLE dans le projet AGIR",
            ),
        ),
        Practice(
            "pr04",
            both(
                "Art exhibitions where many newcomers settle", "Des expositions là où s'installent beaucoup d'arrivants"
            ),
            organisation="Art et vivre",
        ),
    ),
    said=(
        Said(
            "n03",
            both("The variety of what is done in Vaucluse became visible.", "La variété des actions est apparue."),
        ),
    ),
)
