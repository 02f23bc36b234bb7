"""Travel times behind one question, wherever they come from: estimate, table of minutes, road router."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.mobility.models import RideRules
from maillage.mobility.travel.estimate import estimate
from maillage.mobility.travel.nouns import UNKNOWN, NoTravelTimes, Stop, Travel, stop_of_place, stop_of_point
from maillage.territory.models import Region

__all__ = ["UNKNOWN", "NoTravelTimes", "Stop", "Travel", "stop_of_place", "stop_of_point", "times"]


def times(region: Region, stops: Sequence[Stop]) -> Travel:
    """Return the travel times between stops by the source that the region has chosen; stops are told once each.

    Raises NoTravelTimes with a sentence where they cannot be had.
    """
    rules = RideRules.objects.filter(region=region).first() or RideRules(region=region)
    return estimate(list(dict.fromkeys(stops)), rules)
