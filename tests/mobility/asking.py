"""What people type into the forms of lifts, in a region whose lifts are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maillage.mobility.models import MeetingPoint, RideRules
from maillage.territory.models import Place, Region
from tests.mobility.weeks import a_point, a_village, next_monday, some_rules

TUESDAY = 1


@dataclass
class Ground:
    """Two villages with a meeting point each, twenty kilometres apart, and the rules of the region."""

    region: Region
    rules: RideRules
    here: Place
    there: Place
    start: MeetingPoint
    end: MeetingPoint

    def asked(self, **instead: Any) -> dict[str, Any]:
        """Every Tuesday at ten for eight weeks, from next week but one."""
        first = next_monday(2) + timedelta(days=TUESDAY)
        return {
            "from_point": self.start.public_id,
            "to_point": self.end.public_id,
            "kind": "arrive_by",
            "time": "10:00",
            "back_at": "12:30",
            "flexible_minutes": "30",
            "weekdays": ["2"],
            "first_on": first.isoformat(),
            "last_on": (first + timedelta(weeks=8)).isoformat(),
            "seats": "1",
            "name": "Amina",
            "phone": "06 00 00 00 01",
            "language": "en",
            **instead,
        }

    def offered(self, **instead: Any) -> dict[str, Any]:
        """A trip to the other village every Tuesday morning."""
        first = next_monday(2)
        return {
            "kind": "own_trip",
            "from_place": self.here.name,
            "to_place": self.there.name,
            "leaves": "08:00",
            "arrives": "10:00",
            "weekdays": ["2"],
            "first_on": first.isoformat(),
            "last_on": (first + timedelta(weeks=8)).isoformat(),
            "seats": "3",
            "detour_minutes": "20",
            "weekly_cap": "2",
            "equipment": ["luggage", "child_seat"],
            "name": "Bruno Martin",
            "phone": "06 00 00 00 02",
            "language": "fr",
            **instead,
        }


def open_ground(region: Region, **rules: Any) -> Ground:
    """Let lifts be asked for and offered in a region."""
    here, there = a_village(region, name="Ahuy"), a_village(region, 20, name="Bourg")
    known = some_rules(region, asks_for_proofs=False, **rules)
    return Ground(region, known, here, there, a_point(region, here, name="Town hall"), a_point(region, there))


def days_from_today(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()
