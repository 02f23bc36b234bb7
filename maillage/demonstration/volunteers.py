"""Made-up volunteers of one region, named as such: what they offer, their training, their charter, two pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from maillage.demonstration.roles import DOMAIN
from maillage.people.enums import Coming, HalfDay, Skill, Subject, VolunteerState
from maillage.people.models import (
    Charter,
    CharterAcceptance,
    Mentoring,
    MentoringMeeting,
    SkillSought,
    TrainingModule,
    TrainingPresence,
    TrainingSession,
    Volunteer,
    VolunteerPause,
)
from maillage.people.training_templates import CHARTER, READY_MADE, in_languages_of
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region

HOME = "saone-et-loire"
WEEK = tuple(half.value for half in HalfDay if half.value[0] in "12345")
MORNINGS = tuple(half for half in WEEK if half.endswith("am"))
AFTERNOONS = tuple(half for half in WEEK if half.endswith("pm"))


class Told(NamedTuple):
    """What one made-up volunteer tells."""

    first_name: str
    place: str
    skills: Sequence[Skill]
    available: Sequence[str]
    also_speaks: Sequence[str] = ()
    state: VolunteerState = VolunteerState.WELCOME
    was_there: bool = True


VOLUNTEERS = (
    Told("Claire", "Mâcon", (Skill.DRIVING, Skill.MENTORING), WEEK, ("en",)),
    Told("Bernard", "Chalon-sur-Saône", (Skill.DRIVING,), MORNINGS),
    Told("Nadia", "Montceau-les-Mines", (Skill.LANGUAGE, Skill.INTERPRETING), AFTERNOONS, ("ar", "en")),
    Told("Joël", "Le Creusot", (Skill.DRIVING, Skill.DRIVING_THEORY), WEEK),
    Told("Marie-Odile", "Autun", (Skill.DRIVING, Skill.PAPERWORK), MORNINGS, was_there=False),
    Told("Thomas", "Charolles", (Skill.DRIVING,), ("2-am", "2-pm", "4-am", "4-pm"), ("en",)),
    Told("Solange", "Paray-le-Monial", (Skill.DRIVING, Skill.CHILDREN), AFTERNOONS),
    Told("Oksana", "Digoin", (Skill.INTERPRETING, Skill.MENTORING), WEEK, ("uk", "en")),
    Told("Hervé", "Gueugnon", (Skill.DRIVING,), ("1-am", "3-am", "5-am"), was_there=False),
    Told("Patricia", "Tournus", (Skill.DRIVING, Skill.LANGUAGE), WEEK, ("es",)),
    Told("Amadou", "Louhans-Châteaurenaud", (Skill.DRIVING, Skill.SPORT_CULTURE), AFTERNOONS, ("en",)),
    Told("Luc", "Cluny", (Skill.DRIVING,), ("6-am", "6-pm", "7-am"), was_there=False),
    Told("Inès", "Mâcon", (Skill.CHILDREN, Skill.SPORT_CULTURE), AFTERNOONS, ("es",), VolunteerState.ASKED, False),
    Told("Gérard", "Charolles", (Skill.DRIVING,), MORNINGS, (), VolunteerState.ASKED, False),
)
# Skill, municipality, and the line that the public reads.
SOUGHT = (
    (
        Skill.DRIVING,
        "Charolles",
        {
            "en": "Tuesday and Thursday afternoons, to the lessons in Montceau-les-Mines (demonstration).",
            "fr": "Mardi et jeudi après-midi, vers les cours de Montceau-les-Mines (démonstration).",
        },
    ),
    (
        Skill.LANGUAGE,
        "Autun",
        {
            "en": "One hour a week with two adults (demonstration).",
            "fr": "Une heure par semaine avec deux adultes (démonstration).",
        },
    ),
    (
        Skill.MENTORING,
        "",
        {
            "en": "Two to four meetings a month (demonstration).",
            "fr": "Deux à quatre rencontres par mois (démonstration).",
        },
    ),
)
# What was held, and how many days ago.
HELD = ((Subject.MEETING_PEOPLE, 60), (Subject.DRIVING_OTHERS, 46), (Subject.MENTORING, 39))
# Which volunteer, what the newcomer is called, in which language they speak, since how many days,
# and how many days ago they met: the first pair keeps its rhythm, the second has gone quiet.
PAIRS = (
    (0, "Demonstration newcomer A", "fr", 120, (4, 17, 33, 45, 61, 75, 92, 106)),
    (7, "Demonstration newcomer B", "uk", 130, (52, 66, 83, 97, 115)),
)


def show_volunteers(homes: Mapping[str, Region]) -> None:
    """Show volunteers of one region, what they are trained for, and whom they accompany."""
    region, now = homes[HOME], timezone.now()
    places = {place.name: place for place in region.places.filter(name__in={one.place for one in VOLUNTEERS})}
    volunteers = write_down(region, places, now)
    taking_part = [one for one in volunteers if one.state == VolunteerState.WELCOME]
    accepted(region, taking_part, now)
    trained(region, volunteers, places, now)
    paired(region, volunteers, timezone.localdate(now))
    SkillSought.objects.bulk_create(
        SkillSought(region=region, skill=skill, place=places.get(name), text=text, since=now - timedelta(days=10))
        for skill, name, text in SOUGHT
    )
    away = timezone.localdate(now) + timedelta(days=20)
    VolunteerPause.objects.create(volunteer=volunteers[9], first_on=away, last_on=away + timedelta(days=13))
    touch_region(region)


def write_down(region: Region, places: Mapping[str, Place], now: datetime) -> list[Volunteer]:
    """Write the volunteers down, each marked as made up, at addresses that no mail can reach."""
    return Volunteer.objects.bulk_create(
        Volunteer(
            region=region,
            public_id=f"demo-volunteer-{number:02}",
            name=f"{one.first_name} (demonstration)",
            email=f"volunteer{number}@{DOMAIN}",
            place=places.get(one.place),
            preferred_language="fr",
            also_speaks=list(one.also_speaks),
            skills=list(one.skills),
            available=list(one.available),
            state=one.state,
            is_demonstration=True,
            last_heard_at=now - timedelta(days=3 * number),
        )
        for number, one in enumerate(VOLUNTEERS, start=1)
    )


def accepted(region: Region, volunteers: Sequence[Volunteer], now: datetime) -> None:
    """Publish the charter we propose; all but the last accept it."""
    then = now - timedelta(days=90)
    text = in_languages_of(region, CHARTER)
    charter = Charter.objects.create(region=region, version=1, text=text, published_at=then)
    CharterAcceptance.objects.bulk_create(
        CharterAcceptance(
            volunteer=one, charter=charter, accepted_at=then + timedelta(days=place), on_paper=place % 4 == 3
        )
        for place, one in enumerate(volunteers[:-1])
    )


def trained(region: Region, volunteers: Sequence[Volunteer], places: Mapping[str, Place], now: datetime) -> None:
    """Offer the modules we propose: each needed one was held once, and one session comes."""
    modules = {
        ready.subject: TrainingModule.objects.create(
            region=region,
            public_id=f"demo-module-{number}",
            subject=ready.subject,
            title=in_languages_of(region, ready.title),
            about=in_languages_of(region, ready.about),
            minutes=ready.minutes,
            needed_for=list(ready.needed_for),
            good_for_months=ready.good_for_months,
        )
        for number, ready in enumerate(READY_MADE, start=1)
    }
    there = [one for one, told in zip(volunteers, VOLUNTEERS, strict=True) if told.was_there]
    missed = [one for one, told in zip(volunteers[:12], VOLUNTEERS, strict=False) if not told.was_there]
    evening = now.replace(hour=17, minute=0, second=0, microsecond=0)
    for number, (subject, days) in enumerate(HELD, start=1):
        held = TrainingSession.objects.create(
            module=modules[subject],
            public_id=f"demo-session-{number}",
            starts_at=evening - timedelta(days=days),
            place=places.get("Charolles"),
            venue="Salle de démonstration",
        )
        noted(held, there, Coming.PRESENT, now)
        noted(held, missed, Coming.ABSENT, now)
    coming = TrainingSession.objects.create(
        module=modules[Subject.DRIVING_OTHERS],
        public_id="demo-session-4",
        starts_at=evening + timedelta(days=12),
        place=places.get("Paray-le-Monial"),
        venue="Salle de démonstration",
        seats=12,
    )
    noted(coming, missed[:1], Coming.YES, now)
    noted(coming, missed[1:], Coming.ASKED, None)


def noted(session: TrainingSession, volunteers: Sequence[Volunteer], coming: Coming, at: datetime | None) -> None:
    """Note what several volunteers said of a session, or that they were there."""
    TrainingPresence.objects.bulk_create(
        TrainingPresence(session=session, volunteer=one, coming=coming, answered_at=at) for one in volunteers
    )


def paired(region: Region, volunteers: Sequence[Volunteer], today: date) -> None:
    """Bring two pairs together: one keeps its rhythm, one has gone quiet."""
    for number, (place, mentee, language, since, met) in enumerate(PAIRS, start=1):
        pair = Mentoring.objects.create(
            region=region,
            public_id=f"demo-pair-{number}",
            volunteer=volunteers[place],
            mentee=mentee,
            language=language,
            starts_on=today - timedelta(days=since),
        )
        MentoringMeeting.objects.bulk_create(
            MentoringMeeting(mentoring=pair, met_on=today - timedelta(days=days)) for days in met
        )
