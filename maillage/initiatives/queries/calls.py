"""Questions about calls: how one stands at this hour, what came in, what was chosen."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from maillage.core.judging import GridLine
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import Assessor, Criterion, Pilot, PilotApplication, PilotCall
from maillage.territory.models import Region

SENT = Q(submitted_at__isnull=False, withdrawn_at__isnull=True)
SENT_TO_CALL = Q(applications__submitted_at__isnull=False, applications__withdrawn_at__isnull=True)


def state_of(call: PilotCall, now: datetime | None = None) -> CallState:
    """Return how a call stands, by the clock of the server."""
    if call.withdrawn_at:
        return CallState.WITHDRAWN
    if call.published_at is None:
        return CallState.DRAFT
    if call.decided_at:
        return CallState.DECIDED
    return CallState.OPEN if (now or timezone.now()) < call.closes_at else CallState.CLOSED


def local_close(call: PilotCall) -> datetime:
    """Return when a call closes, as the clocks of its region show it."""
    return call.closes_at.astimezone(ZoneInfo(call.region.time_zone))


def calls_of(region: Region) -> QuerySet[PilotCall]:
    """Return the calls of a region, those that close last first, with how many applications were sent."""
    known = PilotCall.objects.filter(region=region).annotate(
        sent=Count("applications", filter=SENT_TO_CALL, distinct=True)
    )
    return known.order_by("-closes_at", "-pk")


def public_calls(region: Region) -> QuerySet[PilotCall]:
    """Return the calls that the public sees: those that were published, withdrawn ones included."""
    return PilotCall.objects.filter(region=region, published_at__isnull=False).order_by("-closes_at", "-pk")


def to_decide(now: datetime | None = None) -> QuerySet[PilotCall]:
    """Return the calls of all regions that have closed and are neither decided nor withdrawn."""
    closed = PilotCall.objects.filter(published_at__isnull=False, closes_at__lte=now or timezone.now())
    return closed.filter(decided_at=None, withdrawn_at=None)


def sent_to(call: PilotCall) -> QuerySet[PilotApplication]:
    """Return the applications that are judged: sent, and not withdrawn."""
    return PilotApplication.objects.filter(SENT, call=call).order_by("pk")


def is_taken_up(call: PilotCall) -> bool:
    """Tell whether somebody has sent an application: from then on questions, grid and terms stay as they are."""
    return PilotApplication.objects.filter(call=call, submitted_at__isnull=False).exists()


def writing_for(call: PilotCall) -> QuerySet[PilotApplication]:
    """Return the applications that were begun or sent and whose writers can still be told something."""
    return PilotApplication.objects.filter(call=call, withdrawn_at__isnull=True).exclude(contact_email="")


def judging(call: PilotCall) -> QuerySet[Assessor]:
    """Return the assessors of a call whom nobody has taken back, in the order in which they were asked."""
    known = Assessor.objects.filter(call=call, taken_back_at__isnull=True).select_related("contact__organisation")
    return known.order_by("asked_at", "pk")


def grid_of(criteria: list[Criterion]) -> list[GridLine]:
    """Return the grid as it is reckoned with."""
    return [GridLine(line.pk, line.most_points, line.weight) for line in criteria]


def chosen_in(call: PilotCall) -> QuerySet[Pilot]:
    """Return the pilots that a call chose."""
    known = Pilot.objects.filter(application__call=call, application__decision__is_chosen=True)
    return known.select_related("holder", "region").order_by("pk")
