"""Stages of lifts, lessons and volunteers for the gallery: one of each in a region, with the address of each page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from maillage.mobility.models import Course, MeetingPoint, Newcomer
from maillage.people.models import Mentoring, TrainingModule, Volunteer
from maillage.territory.models import Region
from tests.isolation.routes import PUBLIC_IDS, VALUES, Route
from tests.journeys.furnish import BY
from tests.journeys.furnish_lessons import lesson_tokens, lessons_there
from tests.journeys.furnish_lifts import lift_tokens, lifts_there
from tests.journeys.furnish_plans import plans_there
from tests.journeys.furnish_volunteers import volunteer_tokens, volunteers_there
from tests.journeys.furnish_weeks import week_tokens, weeks_there

PARAMETERS = {"region", "public_id", "token", "asked", "on"}
WORDED = {Course: ["title"], TrainingModule: ["title"]}
NAMED = {MeetingPoint: "name", Newcomer: "name", Volunteer: "name", Mentoring: "mentee"}


def rows_of_lifts(region: Region) -> dict[str, Any]:
    """Return one of everything that lifts, lessons and volunteers are made of; what is missing is made."""
    rows = {"region": region, **volunteers_there(region, BY)}
    rows |= lifts_there(region, rows["volunteer"])
    return rows | weeks_there(rows) | plans_there(rows) | lessons_there(rows, rows["volunteer"])


def addresses_of_lifts(region: Region, routes: list[Route]) -> list[tuple[Route, str]]:
    """Return the addresses of pages that ask for such a row, in a region that has them."""
    if not Volunteer.objects.filter(region=region).exists():
        return []
    rows = rows_of_lifts(region)
    tokens = volunteer_tokens(rows) | lift_tokens(rows) | lesson_tokens(rows) | week_tokens(rows)
    found = []
    for route in routes:
        is_ours = PUBLIC_IDS.get(route.name, "region") in rows if "public_id" in route.parameters else False
        if set(route.parameters) <= PARAMETERS and (is_ours or route.name in tokens):
            found.append((route, address(route, rows, tokens)))
    return found


def address(route: Route, rows: dict[str, Any], tokens: dict[str, Any]) -> str:
    values = {key: VALUES[key](route.name, rows) for key in route.parameters}
    if route.name in tokens:
        values["token"] = tokens[route.name]().rstrip("/").rsplit("/", 1)[1]
    return reverse(route.name, kwargs=values)
