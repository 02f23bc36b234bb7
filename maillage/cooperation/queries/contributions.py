"""Questions about contributions: which wait to be read, and for which table."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.enums import ContributionKind, State
from maillage.cooperation.models import Contribution, Roundtable
from maillage.cooperation.queries.invitations import has_started
from maillage.territory.models import Region


def unsettled(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Keep those that are neither a line, nor a need, nor set aside."""
    return contributions.filter(note__isnull=True, need__isnull=True, set_aside_at__isnull=True)


def contributions_to(roundtable: Roundtable) -> QuerySet[Contribution]:
    """Return what was said ahead of a table, in the order it came, with what became of it."""
    said = Contribution.objects.filter(roundtable=roundtable)
    return said.select_related("note", "need")


def waiting_for(region: Region) -> QuerySet[Contribution]:
    """Return the needs that wait for the region's next table: raised for it, or left over from one that is past."""
    elsewhere = Q(roundtable__isnull=True) | Q(roundtable__state__in=[State.HELD, State.CANCELLED])
    return unsettled(Contribution.objects.filter(elsewhere, region=region, kind=ContributionKind.NEED))


def said_ahead(region: Region, roundtable: Roundtable | None = None) -> QuerySet[Contribution]:
    """Return what waits to be read: for a table that is opened already, else the needs that wait for the next one."""
    if roundtable is None:
        return waiting_for(region)
    return unsettled(Contribution.objects.filter(roundtable=roundtable))


def to_read(roundtable: Roundtable) -> int:
    """Count what was said ahead of a table and nobody has settled yet."""
    return unsettled(Contribution.objects.filter(roundtable=roundtable)).count()


def coming_table(region: Region) -> Roundtable | None:
    """Return the table that comes next: opened, and not begun yet."""
    opened = Roundtable.objects.filter(
        region=region, state__in=[State.DRAFT, State.CALLED], date__gte=timezone.localdate()
    )
    return next((one for one in opened.order_by("number") if not has_started(one)), None)


def why_taken_no_more(roundtable: Roundtable) -> str:
    """Say why nothing can be said ahead of a table, or nothing while it can."""
    if roundtable.state == State.CANCELLED:
        return _("This roundtable does not take place.")
    if roundtable.state == State.DRAFT:
        return _("This roundtable is not called yet.")
    if roundtable.state == State.HELD or has_started(roundtable):
        return _("The roundtable has begun; texts were taken until then.")
    return ""
