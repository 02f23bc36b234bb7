"""Which tables of people speak of a volunteer, for whoever asks what is held about them."""

from __future__ import annotations

from maillage.kit.audit import Actor
from maillage.kit.context import autonym_of
from maillage.people.actions.volunteer_course import erase_volunteer
from maillage.people.enums import Skill
from maillage.people.held import Rows, Words, erased_by, holds_about
from maillage.people.models import (
    CharterAcceptance,
    Mentoring,
    MentoringMeeting,
    TrainingPresence,
    Volunteer,
    VolunteerPause,
)
from maillage.people.volunteer_page import half_days, labels


def _session(presence: TrainingPresence) -> str:
    return str(presence.session.module.title)


SAID: dict[str, Words] = {
    "preferred_language": lambda volunteer: autonym_of(volunteer.preferred_language),
    "also_speaks": lambda volunteer: ", ".join(autonym_of(code) for code in volunteer.also_speaks),
    "skills": lambda volunteer: ", ".join(labels(Skill, volunteer.skills)),
    "available": lambda volunteer: ", ".join(half_days(volunteer.available)),
}

holds_about(
    Volunteer,
    {
        Volunteer: Rows(near=("organisation", "place"), said=SAID),
        VolunteerPause: Rows("volunteer"),
        CharterAcceptance: Rows("volunteer"),
        TrainingPresence: Rows("volunteer", ("session__module",), _session),
        Mentoring: Rows("volunteer", said={"language": lambda pair: autonym_of(pair.language)}),
        MentoringMeeting: Rows("mentoring__volunteer"),
    },
)


def _erase(volunteer: Volunteer, by: Actor) -> None:
    erase_volunteer(volunteer=volunteer, by=by)


erased_by(Volunteer, _erase)
