"""Who is trained for what on a day: derived from those who were there, and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from maillage.core.training import is_good
from maillage.people.enums import Coming, VolunteerState
from maillage.people.models import TrainingModule, TrainingPresence, TrainingSession, Volunteer
from maillage.territory.models import Region

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Trained:
    """By skill the modules it needs, and by module the volunteers whose training there is good on the day."""

    needed: Mapping[str, tuple[TrainingModule, ...]] = field(default_factory=dict)
    there: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def is_for(self, volunteer: int, skill: str) -> bool:
        """Tell whether nothing keeps a volunteer from doing what a skill is for."""
        return not self.lacking(volunteer, [skill])

    def lacking(self, volunteer: int, skills: Iterable[str]) -> list[TrainingModule]:
        """Return the modules that a volunteer still needs for these skills, each once."""
        wanted = {module.pk: module for skill in skills for module in self.needed.get(skill, ())}
        return [module for key, module in wanted.items() if volunteer not in self.there.get(key, NOBODY)]


def trained_on(region: Region, on: date) -> Trained:
    """Return which volunteers of a region are trained for which skill on a day, in two queries.

    A module that was closed by then is needed no more; training counts from its day on, for as long as it is good.
    """
    zone = ZoneInfo(region.time_zone)
    modules = [module for module in region.training_modules.all() if is_needed(module, on, zone)]
    months = {module.pk: module.good_for_months for module in modules}
    there: dict[int, set[int]] = {}
    were_there = TrainingPresence.objects.filter(
        session__module__in=months, session__cancelled_at=None, coming=Coming.PRESENT
    )
    seen = were_there.order_by().values_list("volunteer", "session__module", "session__starts_at")
    for volunteer, module, starts_at in seen:
        if is_good(starts_at.astimezone(zone).date(), months[module], on):
            there.setdefault(module, set()).add(volunteer)
    needed: dict[str, tuple[TrainingModule, ...]] = {}
    for one in modules:
        for skill in one.needed_for:
            needed[skill] = (*needed.get(skill, ()), one)
    return Trained(needed, {module: frozenset(people) for module, people in there.items()})


def is_needed(module: TrainingModule, on: date, zone: ZoneInfo) -> bool:
    """Tell whether a module stood on a day."""
    return module.closed_at is None or module.closed_at.astimezone(zone).date() > on


def trained_for(region: Region, skill: str, on: date) -> QuerySet[Volunteer]:
    """Return the volunteers who take part and are trained for a skill on a day, whether or not they offer it."""
    trained = trained_on(region, on)
    taking_part = Volunteer.objects.filter(region=region, state=VolunteerState.WELCOME)
    for module in trained.needed.get(skill, ()):
        taking_part = taking_part.filter(pk__in=trained.there.get(module.pk, NOBODY))
    return taking_part


def sessions_of(region: Region) -> QuerySet[TrainingSession]:
    """Return the sessions of a region with module and place, and how many come and were there."""
    return (
        TrainingSession.objects.filter(module__region=region)
        .select_related("module", "place", "held_by")
        .annotate(
            asked=Count("presences"),
            coming=Count("presences", filter=Q(presences__coming=Coming.YES)),
            present=Count("presences", filter=Q(presences__coming=Coming.PRESENT)),
        )
        .order_by("starts_at", "pk")
    )


def open_modules(region: Region) -> QuerySet[TrainingModule]:
    """Return the modules that are offered."""
    return TrainingModule.objects.filter(region=region, closed_at=None)


def public_sessions(region: Region) -> QuerySet[TrainingSession]:
    """Return the sessions to come of modules that are offered, those of today included."""
    today = timezone.now().astimezone(ZoneInfo(region.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = TrainingSession.objects.filter(
        module__region=region, module__closed_at=None, cancelled_at=None, starts_at__gte=today
    )
    return coming.select_related("module", "place", "held_by").order_by("starts_at", "pk")


def seats_left(session: TrainingSession) -> int | None:
    """Return how many seats are free; None where nobody counts them."""
    if session.seats is None:
        return None
    taken = session.presences.filter(coming__in=[Coming.YES, Coming.PRESENT]).count()
    return max(0, session.seats - taken)
