"""Ready-made training modules for volunteers, to be taken as they are or put into a region's own words."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.core.wording import Wording
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.enums import Skill, Subject
from maillage.territory.models import Region


@dataclass(frozen=True)
class ReadyMade:
    """What a module begins with."""

    subject: Subject
    title: dict[str, str]
    about: dict[str, str]
    minutes: int = 120
    needed_for: tuple[Skill, ...] = ()
    good_for_months: int | None = None


READY_MADE = (
    ReadyMade(
        Subject.MEETING_PEOPLE,
        {"en": "Meeting people without prejudice", "fr": "Rencontrer sans préjugés"},
        {
            "en": "Where do our pictures of other people come from, and what do they do to a first meeting? With short "
            "scenes from daily life we practise to ask instead of assuming, to listen, to speak plainly, and to say no "
            "kindly. We look at what newcomers may have been through without asking about it, at what is theirs to "
            "tell, and at where to turn when something is too much for one volunteer.",
            "fr": "D’où viennent nos images des autres, et que font-elles d’une première "
            "rencontre\N{NARROW NO-BREAK SPACE}? À partir de courtes scènes de la vie quotidienne, nous apprenons "
            "à demander plutôt qu’à supposer, "
            "à écouter, à parler simplement, à dire non avec bienveillance. Nous voyons ce que des personnes "
            "nouvellement arrivées ont pu traverser sans les interroger à ce sujet, ce qu’il leur revient de raconter, "
            "et à qui s’adresser quand c’est trop pour une seule personne.",
        },
        180,
        (Skill.LANGUAGE, Skill.MENTORING, Skill.CHILDREN, Skill.PAPERWORK),
    ),
    ReadyMade(
        Subject.DRIVING_OTHERS,
        {"en": "Driving others safely and within the rules", "fr": "Conduire d’autres personnes en règle"},
        {
            "en": "Licence, insurance and a car that is fit for it; sharing costs without earning; seats for children; "
            "what to do after an accident; being on time at the meeting point, and what to do when nobody comes. Two "
            "people alone in a car: how both feel at ease.",
            "fr": "Permis, assurance et véhicule en état\N{NARROW NO-BREAK SPACE}; partager les frais sans en tirer de "
            "revenu\N{NARROW NO-BREAK SPACE}; sièges pour enfants\N{NARROW NO-BREAK SPACE}; que faire après un "
            "accident\N{NARROW NO-BREAK SPACE}; être à l’heure au point de rendez-vous, et que faire si personne ne "
            "vient. Seuls à deux dans une voiture\N{NARROW NO-BREAK SPACE}: comment chacun se sent à l’aise.",
        },
        90,
        (Skill.DRIVING,),
        36,
    ),
    ReadyMade(
        Subject.LANGUAGE,
        {"en": "Teaching the language to adults", "fr": "Enseigner la langue à des adultes"},
        {
            "en": "A first lesson with people who share no language, some of whom never went to school: speaking "
            "before writing, words for the next day, groups of different levels, and where teaching material is free.",
            "fr": "Une première leçon avec des personnes sans langue commune, dont certaines ne sont jamais allées à "
            "l’école\N{NARROW NO-BREAK SPACE}: parler avant d’écrire, les mots du lendemain, des groupes de niveaux "
            "différents, et où trouver du matériel gratuit.",
        },
        180,
        (Skill.LANGUAGE,),
    ),
    ReadyMade(
        Subject.RIGHTS,
        {"en": "Rights and procedures of newcomers", "fr": "Droits et démarches des personnes nouvellement arrivées"},
        {
            "en": "Who decides what, which letters cannot wait, which dates end a right, and which office or "
            "association helps for free. A volunteer accompanies and explains; giving legal advice is for those whose "
            "work it is.",
            "fr": "Qui décide de quoi, quels courriers n’attendent pas, quels délais font perdre un droit, et quel "
            "service ou quelle association aide gratuitement. Une personne bénévole accompagne et "
            "explique\N{NARROW NO-BREAK SPACE}; le conseil juridique revient à celles et ceux dont c’est le métier.",
        },
        120,
        (Skill.PAPERWORK,),
        24,
    ),
    ReadyMade(
        Subject.MENTORING,
        {"en": "Being a mentor", "fr": "Être mentor"},
        {
            "en": "Meeting two to four times a month, as equals: what both expect, what stays between the two, money "
            "and presents, how to end well, and whom to call. Nothing of what is said is written down anywhere.",
            "fr": "Se voir deux à quatre fois par mois, d’égal à égal\N{NARROW NO-BREAK SPACE}: ce que chacun attend, "
            "ce qui reste entre les deux, l’argent et les cadeaux, comment bien finir, et qui appeler. Rien de ce qui "
            "se dit n’est écrit nulle part.",
        },
        120,
        (Skill.MENTORING,),
    ),
)
CHARTER = {
    "en": "I meet people as equals, whatever their origin, faith or way of life.\n\n"
    "I come when I said I would come, and say early when I cannot.\n\n"
    "I do not ask about what people have been through; I listen when they want to tell.\n\n"
    "What I learn about somebody stays with me. If somebody is in danger, I call the coordinator.\n\n"
    "I take no money and no presents of value, and I do not try to win anybody over to a belief or a party.\n\n"
    "I ask for help when something is too much for me, and I may stop whenever I wish.",
    "fr": "Je rencontre chaque personne d’égal à égal, quels que soient son origine, sa religion ou son mode de vie."
    "\n\nJe viens quand j’ai dit que je viendrais, et je préviens tôt quand je ne peux pas.\n\n"
    "Je n’interroge pas les personnes sur ce qu’elles ont vécu\N{NARROW NO-BREAK SPACE}; j’écoute quand elles veulent "
    "raconter.\n\n"
    "Ce que j’apprends sur quelqu’un reste avec moi. Si une personne est en danger, j’appelle la coordination.\n\n"
    "Je n’accepte ni argent ni cadeau de valeur, et je ne cherche à convaincre personne d’une croyance ou d’un parti."
    "\n\nJe demande de l’aide quand c’est trop pour moi, et je peux arrêter quand je le souhaite.",
}


def ready_made(subject: str) -> ReadyMade | None:
    """Return what we propose on a subject."""
    return next((one for one in READY_MADE if one.subject == subject), None)


def in_languages_of(region: Region, text: dict[str, str]) -> Wording:
    """Return a text in those of its languages that a region writes, else in English."""
    kept = {code: words for code, words in text.items() if code in region.languages}
    return Wording(kept or {SOURCE_LANGUAGE: text[SOURCE_LANGUAGE]})
