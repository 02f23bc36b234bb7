"""Questions about how long people stayed: minutes present, who left midway, who attended the training."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from maillage.cooperation.enums import ItemKind
from maillage.cooperation.models import AgendaItem, Presence, Roundtable
from maillage.core.stays import Span, Stay


def stay_of(presence: Presence) -> Stay:
    """Return a presence as a stay."""
    away = tuple(Span(datetime.fromisoformat(left), datetime.fromisoformat(back)) for left, back in presence.away)
    return Stay(presence.arrived_at, presence.left_at, away)


def agenda_that_ran(roundtable: Roundtable) -> list[AgendaItem]:
    """Return the items that were begun."""
    return list(AgendaItem.objects.filter(roundtable=roundtable, started_at__isnull=False))


def span_of(roundtable: Roundtable, ran: Iterable[AgendaItem]) -> Span | None:
    """Return from when to when people met: as it ran where that is known, else as it was planned."""
    items = list(ran)
    over = bool(items) and all(item.ended_at for item in items)
    begins = min((item.started_at for item in items if item.started_at), default=roundtable.starts_at)
    ends = max(item.ended_at for item in items if item.ended_at) if over else roundtable.ends_at
    return Span(begins, ends) if begins and ends else None


def minutes_present(presence: Presence, roundtable: Roundtable, ran: Iterable[AgendaItem] | None = None) -> int | None:
    """Return for how many minutes of a roundtable somebody was there; None where nobody knows how long it lasted."""
    span = span_of(roundtable, agenda_that_ran(roundtable) if ran is None else ran)
    return stay_of(presence).minutes_in(span) if span else None


@dataclass(frozen=True)
class Trained:
    """For how many of the minutes of training somebody was there."""

    presence: Presence
    minutes: int
    of_minutes: int

    @property
    def throughout(self) -> bool:
        """Missed no more than a tenth."""
        return self.minutes * 10 >= self.of_minutes * 9


def trainings_of(ran: Iterable[AgendaItem]) -> list[Span]:
    """Return when there was training: items of that kind that were begun and ended."""
    return [
        Span(item.started_at, item.ended_at)
        for item in ran
        if item.kind == ItemKind.TRAINING and item.started_at and item.ended_at
    ]


def trained_at(roundtable: Roundtable) -> list[Trained]:
    """Return who was there while a training ran inside a roundtable, by name, whoever missed all of it left out."""
    trainings = trainings_of(agenda_that_ran(roundtable))
    of_minutes = sum(Stay(span.begins).minutes_in(span) for span in trainings)
    there = Presence.objects.filter(roundtable=roundtable).select_related("contact__organisation")
    counted = [
        Trained(presence, sum(stay_of(presence).minutes_in(span) for span in trainings), of_minutes)
        for presence in there.order_by("contact__name", "pk")
    ]
    return [one for one in counted if one.minutes]
