"""Furnishes volunteers: one with training, a pause and a pair that has gone quiet, and one who waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.people.actions.training import take_ready_made
from maillage.people.enums import Coming, HalfDay, Skill, VolunteerState
from maillage.people.link_renewal import again_token
from maillage.people.models import (
    Charter,
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
from maillage.people.volunteer_links import AS_VOLUNTEER, volunteer_link
from maillage.territory.models import Region

KNOWN = "furnished-volunteer"


def volunteers_there(region: Region, by: Any) -> dict[str, Any]:
    """Return a volunteer with one of everything."""
    volunteer = Volunteer.objects.filter(public_id=KNOWN).first() or make_all(region, by)
    coming = TrainingPresence.objects.filter(volunteer=volunteer, coming=Coming.ASKED).select_related("session").get()
    return {
        "volunteer": volunteer,
        "training module": TrainingModule.objects.filter(region=region).earliest("pk"),
        "training session": coming.session,
        "training presence": coming,
        "pair": Mentoring.objects.filter(volunteer=volunteer).earliest("pk"),
        "sought": SkillSought.objects.filter(region=region).earliest("pk"),
    }


def make_all(region: Region, by: Any) -> Volunteer:
    """Make the volunteers with their training, and return the one who takes part."""
    now, today = timezone.now(), timezone.localdate()
    for version in (1, 2):
        text = in_languages_of(region, CHARTER)
        Charter.objects.create(region=region, version=version, text=text, published_at=now)
    volunteer = a_volunteer(region, "Demonstration volunteer", VolunteerState.WELCOME, public_id=KNOWN)
    a_volunteer(region, "Demonstration volunteer who waits", VolunteerState.ASKED)
    for ready in READY_MADE[:2]:
        module = take_ready_made(region=region, ready=ready, by=by)
        held = TrainingSession.objects.create(
            module=module, starts_at=now - timedelta(days=30), venue="Salle des fêtes"
        )
        TrainingPresence.objects.create(session=held, volunteer=volunteer, coming=Coming.PRESENT)
    coming = TrainingSession.objects.create(
        module=module, starts_at=now + timedelta(days=5), seats=8, video_link="https://meet.example.org/training"
    )
    TrainingPresence.objects.create(session=coming, volunteer=volunteer)
    VolunteerPause.objects.create(
        volunteer=volunteer, first_on=today + timedelta(days=40), last_on=today + timedelta(days=50)
    )
    pair = Mentoring.objects.create(
        region=region,
        volunteer=volunteer,
        mentee="Demonstration newcomer",
        language="ar",
        starts_on=today - timedelta(days=100),
    )
    MentoringMeeting.objects.create(mentoring=pair, met_on=today - timedelta(days=70))
    SkillSought.objects.create(region=region, skill=Skill.LANGUAGE, text={"fr": "Une heure par semaine."}, since=now)
    return volunteer


def a_volunteer(region: Region, name: str, state: VolunteerState, **fields: Any) -> Volunteer:
    return Volunteer.objects.create(
        region=region,
        name=name,
        email=f"{state}@demonstration.invalid",
        preferred_language="fr",
        also_speaks=["ar"],
        skills=[Skill.MENTORING, Skill.DRIVING],
        available=[HalfDay.MONDAY_MORNING],
        state=state,
        is_demonstration=True,
        **fields,
    )


def volunteer_tokens(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the link of a volunteer to each of their own pages."""
    own = partial(volunteer_link, rows["volunteer"], language="en", masked=False)
    pages = ("page", "own", "own-pause", "own-charter", "own-training", "own-met", "own-stop", "own-held")
    again = partial(again_url, rows["volunteer"])
    return {**{f"people:volunteer-{page}": own for page in pages}, "people:link-again": again}


def again_url(volunteer: Volunteer) -> str:
    """Return the address that a replaced link leads to."""
    return reverse("people:link-again", args=[again_token(AS_VOLUNTEER, volunteer.public_id)])


def volunteer_letters(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each composer of volunteers is given."""
    themselves = {"volunteer": rows["volunteer"].pk}
    about = {**themselves, "presence": rows["training presence"].pk}
    return {
        **{
            f"people.volunteer_{kind}": themselves
            for kind in ("registered", "link", "new_link", "welcome", "charter", "still")
        },
        **{f"people.training_{kind}": about for kind in ("invitation", "reminder", "changed", "cancelled")},
        "people.mentoring_quiet": {**themselves, "pair": rows["pair"].pk},
    }
