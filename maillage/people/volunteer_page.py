"""What the desk reads of volunteers: rows of the list, one person's page, and the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit.context import autonym_of
from maillage.kit.spoken import language_name
from maillage.people.enums import Coming, HalfDay, Skill, VolunteerState
from maillage.people.models import CharterAcceptance, TrainingModule, TrainingPresence, Volunteer
from maillage.people.queries.training import Trained, sessions_of, trained_on
from maillage.people.queries.volunteers import current_charter, pauses_of
from maillage.people.sheets import Column, Sheet
from maillage.people.training_words import when
from maillage.territory.models import Region

KNOTS = {VolunteerState.ASKED: "open", VolunteerState.WELCOME: "kept", VolunteerState.LEFT: "cut"}
WORKING_DAYS = {str(half.value) for half in HalfDay if half.value[0] in "12345"}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    volunteer: Volunteer
    knot: str
    skills: list[str]
    languages: list[str]
    lacking: list[TrainingModule]
    paused_until: date | None
    needs_training: bool

    @property
    def is_trained(self) -> bool:
        """Whether nothing is lacking for what this volunteer offers."""
        return not self.lacking


def labels(kind: type[Skill] | type[HalfDay], codes: Iterable[str]) -> list[str]:
    """Say codes of a vocabulary in words, in its order; what is unknown is left out."""
    held = set(codes)
    return [str(one.label) for one in kind if one.value in held]


def half_days(codes: Iterable[str]) -> list[str]:
    """Say when somebody has time; all working days, or all days, in one phrase."""
    held = set(codes)
    if held >= set(HalfDay.values):
        return [_("at any time")]
    if held >= WORKING_DAYS:
        return [_("Monday to Friday, all day"), *labels(HalfDay, held - WORKING_DAYS)]
    return labels(HalfDay, held)


def rows_for(keys: list[int], trained: Trained, today: date) -> list[Row]:
    """Read one page of the list, in the order of its keys; two queries."""
    found = Volunteer.objects.select_related("place", "organisation").in_bulk(keys)
    pauses = pauses_of(found.values(), today)
    return [row_of(found[key], trained, pauses.get(key)) for key in keys if key in found]


def row_of(volunteer: Volunteer, trained: Trained, paused_until: date | None) -> Row:
    """Return a volunteer as one line."""
    return Row(
        volunteer,
        KNOTS[VolunteerState(volunteer.state)],
        labels(Skill, volunteer.skills),
        [autonym_of(code) for code in volunteer.languages],
        trained.lacking(volunteer.pk, volunteer.skills),
        paused_until,
        any(skill in trained.needed for skill in volunteer.skills),
    )


def page_of(volunteer: Volunteer) -> dict[str, Any]:
    """Return what the page of one volunteer shows."""
    region, today = volunteer.region, timezone.localdate()
    charter = current_charter(region)
    accepted = list(volunteer.acceptances.select_related("charter"))
    presences = list(volunteer.presences.select_related("session__module").order_by("-session__starts_at"))
    pauses = list(volunteer.pauses.filter(last_on__gte=today))
    now = [pause.last_on for pause in pauses if pause.first_on <= today]
    return {
        "row": row_of(volunteer, trained_on(region, today), max(now, default=None)),
        "half_days": half_days(volunteer.available),
        "charter": charter,
        "accepted": accepted,
        "lacks_charter": charter is not None and all(one.charter_id != charter.pk for one in accepted),
        "presences": [(presence, when(presence.session, region)) for presence in presences],
        "pauses": pauses,
        "pairs": list(volunteer.mentorings.annotate(last_met=Max("meetings__met_on")).order_by("-starts_on")),
        "past_sessions": past_sessions(region, {one.session_id for one in presences if one.coming == Coming.PRESENT}),
    }


def past_sessions(region: Region, known: set[int]) -> list[tuple[Any, str]]:
    """Return the sessions that are over and at which a volunteer is not noted, with their names, newest first."""
    over = sessions_of(region).filter(starts_at__lte=timezone.now(), cancelled_at=None).exclude(pk__in=known)
    return [(one, f"{one.module} ({when(one, region)})") for one in over.order_by("-starts_at")[:50]]


def sheet_of(region: Region, keys: list[int]) -> Sheet:
    """Return the list as a table, for the coordinator alone."""
    today = timezone.localdate()
    trained = trained_on(region, today)
    newest = current_charter(region)
    signed = CharterAcceptance.objects.filter(charter=newest, volunteer__in=keys) if newest else []
    accepted = {one.volunteer_id: timezone.localdate(one.accepted_at) for one in signed}
    columns = [
        Column(_("Name")),
        Column(_("State")),
        Column(_("E-mail address")),
        Column(_("Phone number")),
        Column(_("Municipality")),
        Column(_("Organisation")),
        Column(_("Languages"), _("The one in which this person is written to comes first.")),
        Column(_("Offers to")),
        Column(_("Has time")),
        Column(_("Trained for"), _("Of what this person offers: that for which no needed training is missing today.")),
        Column(_("Charter accepted on"), _("The newest version; empty where it is not accepted.")),
        Column(_("On a pause until")),
    ]
    rows = [cells_of(row, trained, accepted) for row in rows_for(keys, trained, today)]
    notes = [_("For the coordination of volunteers alone. Delete this file once it is used: people change and stop.")]
    return Sheet(_("Volunteers"), columns, rows, notes)


def cells_of(row: Row, trained: Trained, accepted: dict[int, date]) -> list[Any]:
    """Return a volunteer as one line of the table."""
    one = row.volunteer
    trained_for = [skill for skill in one.skills if trained.is_for(one.pk, skill)]
    return [
        one.name,
        one.get_state_display(),
        one.email,
        one.phone,
        str(one.place or ""),
        str(one.organisation or ""),
        ", ".join(language_name(code) for code in one.languages),
        ", ".join(row.skills),
        ", ".join(labels(HalfDay, one.available)),
        ", ".join(labels(Skill, trained_for)),
        accepted.get(one.pk),
        row.paused_until,
    ]


def of_session(presences: Iterable[TrainingPresence]) -> dict[str, list[TrainingPresence]]:
    """Return who was asked to a session by what they said, or what was seen there."""
    said: dict[str, list[TrainingPresence]] = {str(coming): [] for coming in Coming}
    for presence in presences:
        said[presence.coming].append(presence)
    return said
