"""Volunteers of each region with training, pauses and a pair, each private text a canary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maillage.people.enums import Coming, Skill, Subject, VolunteerState
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
from maillage.territory.models import Region


def volunteers_of(region: Region, secret: Callable[[str], str]) -> dict[str, Any]:
    """One volunteer with one of everything; what is not public is secret."""
    now = timezone.now()
    charter = Charter.objects.create(region=region, version=1, text={"en": "We meet as equals."}, published_at=now)
    module = a_module(region)
    session = TrainingSession.objects.create(
        module=module, starts_at=now + timedelta(days=9), video_link=f"https://{secret('training-link')}.example.org/"
    )
    sought = SkillSought.objects.create(region=region, skill=Skill.DRIVING, text={"en": "On Tuesdays"}, since=now)
    volunteer = one_more(region, session, charter, secret)
    pair = Mentoring.objects.get(volunteer=volunteer)
    return {
        "volunteer": volunteer,
        "training module": module,
        "training session": session,
        "pair": pair,
        "sought": sought,
        "charter": charter,
    }


def a_module(region: Region) -> TrainingModule:
    return TrainingModule.objects.create(
        region=region, subject=Subject.MENTORING, title={"en": "Being a mentor"}, needed_for=[Skill.MENTORING]
    )


def one_more(region: Region, session: TrainingSession, charter: Charter, secret: Callable[[str], str]) -> Volunteer:
    """One more volunteer who takes part, with a pause, training, the charter and a pair."""
    today = timezone.localdate()
    volunteer = Volunteer.objects.create(
        region=region,
        name=secret("volunteer"),
        email=f"{secret('volunteer-mail')}@example.org",
        phone=secret("volunteer-phone"),
        skills=[Skill.MENTORING, Skill.DRIVING],
        available=["1-am"],
        state=VolunteerState.WELCOME,
    )
    VolunteerPause.objects.create(volunteer=volunteer, first_on=today, last_on=today)
    CharterAcceptance.objects.create(volunteer=volunteer, charter=charter, accepted_at=timezone.now())
    TrainingPresence.objects.create(session=session, volunteer=volunteer, coming=Coming.YES)
    pair = Mentoring.objects.create(
        region=region, volunteer=volunteer, mentee=secret("mentee"), starts_on=today - timedelta(days=90)
    )
    MentoringMeeting.objects.create(mentoring=pair, met_on=today - timedelta(days=60))
    return volunteer


def settle_more_volunteers(rows: dict[str, Any], number: int) -> None:
    """Add one more of everything."""
    region, now = rows["region"], timezone.now()
    volunteer = one_more(region, rows["training session"], rows["charter"], lambda what: f"{what}-{number}")
    waiting = Volunteer.objects.create(region=region, name=f"Waiting {number}", skills=[Skill.DRIVING])
    TrainingPresence.objects.create(session=rows["training session"], volunteer=waiting)
    module = a_module(region)
    for days in (-9, 12):
        session = TrainingSession.objects.create(module=module, starts_at=now + timedelta(days=days + number))
        TrainingPresence.objects.create(session=session, volunteer=volunteer, coming=Coming.PRESENT)
        TrainingPresence.objects.create(session=session, volunteer=rows["volunteer"], coming=Coming.YES)
    first = timezone.localdate() + timedelta(days=number)
    VolunteerPause.objects.create(volunteer=rows["volunteer"], first_on=first, last_on=first)
    Charter.objects.create(region=region, version=number, text={"en": f"Version {number}"}, published_at=now)
    CharterAcceptance.objects.create(
        volunteer=rows["volunteer"], charter=Charter.objects.get(region=region, version=number), accepted_at=now
    )
    pair = Mentoring.objects.create(
        region=region, volunteer=rows["volunteer"], mentee=f"Mentee {number}", starts_on=first - timedelta(days=80)
    )
    MentoringMeeting.objects.create(mentoring=pair, met_on=first - timedelta(days=70))
    MentoringMeeting.objects.create(mentoring=rows["pair"], met_on=first - timedelta(days=70))
    SkillSought.objects.create(region=region, skill=Skill.DRIVING, since=now)
