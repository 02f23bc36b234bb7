"""Questions about volunteers: who fits what is looked for, who is on a pause, which charter stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from maillage.core.folding import fold
from maillage.people.enums import VolunteerState
from maillage.people.models import Charter, SkillSought, Volunteer, VolunteerPause
from maillage.people.queries.training import Trained
from maillage.territory.models import Region

SILENT_FOR = timedelta(days=365)
NOT_LEFT = "here"


@dataclass(frozen=True)
class Looked:
    """What a coordinator looks for among volunteers; what is empty fits everybody."""

    words: str = ""
    skill: str = ""
    language: str = ""
    half_day: str = ""
    place: int | None = None
    state: str = NOT_LEFT
    trained: str = ""


COLUMNS = ("pk", "name", "email", "preferred_language", "also_speaks", "skills", "available", "place", "state")


def find_volunteers(region: Region, looked: Looked, trained: Trained) -> list[int]:
    """Return the keys of who fits: who waits for an answer first, then by name; one query whatever the size."""
    rows = Volunteer.objects.filter(region=region).order_by().values(*COLUMNS)
    fitting = [row for row in rows if fits(row, looked) and fits_training(row, looked, trained)]
    return [row["pk"] for row in sorted(fitting, key=first_who_waits)]


def first_who_waits(row: dict[str, Any]) -> tuple[bool, str, str, int]:
    """Return where a volunteer stands in the list."""
    return row["state"] != VolunteerState.ASKED, fold(row["name"]), row["name"], row["pk"]


def fits(row: dict[str, Any], looked: Looked) -> bool:
    """Tell whether a volunteer has what is looked for, training aside."""
    spoken = {row["preferred_language"], *row["also_speaks"]}
    known = fold(f"{row['name']} {row['email']}")
    states = {row["state"], "" if row["state"] == VolunteerState.LEFT else NOT_LEFT}
    return (
        looked.state in states
        and (not looked.skill or looked.skill in row["skills"])
        and (not looked.language or looked.language in spoken)
        and (not looked.half_day or looked.half_day in row["available"])
        and looked.place in {None, row["place"]}
        and all(word in known for word in fold(looked.words).split())
    )


def fits_training(row: dict[str, Any], looked: Looked, trained: Trained) -> bool:
    """Tell whether a volunteer is trained as wished: for the skill looked for, else for all that they offer."""
    if not looked.trained:
        return True
    lacks = bool(trained.lacking(row["pk"], [looked.skill] if looked.skill else row["skills"]))
    return lacks == (looked.trained == "no")


def current_charter(region: Region) -> Charter | None:
    """Return the newest version of the charter."""
    return region.charters.order_by("-version").first()


def has_accepted(volunteer: Volunteer, charter: Charter) -> bool:
    """Tell whether a volunteer has accepted this version."""
    return volunteer.acceptances.filter(charter=charter).exists()


def without_charter(region: Region, charter: Charter) -> QuerySet[Volunteer]:
    """Return who takes part and has not accepted this version."""
    taking_part = Volunteer.objects.filter(region=region, state=VolunteerState.WELCOME)
    return taking_part.exclude(acceptances__charter=charter)


def skills_sought(region: Region) -> QuerySet[SkillSought]:
    """Return what a region looks for now, by skill and municipality."""
    standing = SkillSought.objects.filter(region=region, ended_at=None)
    return standing.select_related("place").order_by("skill", "place__name", "pk")


def on_a_pause(on: date, volunteer: str = "pk") -> Exists:
    """Return the condition that a volunteer, whom a row names in this column, is asked for nothing on a day."""
    return Exists(VolunteerPause.objects.filter(volunteer=OuterRef(volunteer), first_on__lte=on, last_on__gte=on))


def pauses_of(volunteers: Iterable[Volunteer], on: date) -> dict[int, date]:
    """Return until when those of these volunteers pause who do on a day; one query."""
    now = VolunteerPause.objects.filter(volunteer__in=list(volunteers), first_on__lte=on, last_on__gte=on)
    return dict(now.order_by("last_on").values_list("volunteer", "last_on"))


def silent_volunteers(now: datetime, within: timedelta) -> QuerySet[Any]:
    """Return who takes part, can be written to, and fell silent twelve months ago or up to `within` more."""
    return (
        Volunteer.objects.filter(state=VolunteerState.WELCOME, region__is_active=True)
        .exclude(email="")
        .annotate(heard_at=Coalesce(F("last_heard_at"), F("created_at")))
        .filter(heard_at__lte=now - SILENT_FOR, heard_at__gt=now - SILENT_FOR - within)
        .select_related("region__programme")
    )
