"""Travel times behind one question, wherever they come from: estimate, table of minutes, road router."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.mobility.enums import TravelSource
from maillage.mobility.models import RideRules
from maillage.mobility.travel.estimate import estimate
from maillage.mobility.travel.nouns import UNKNOWN, NoTravelTimes, Stop, Travel, stop_of_place, stop_of_point
from maillage.mobility.travel.routed import routed
from maillage.mobility.travel.uploaded import uploaded
from maillage.territory.models import Region

__all__ = ["UNKNOWN", "NoTravelTimes", "Stop", "Travel", "stop_of_place", "stop_of_point", "times"]


def times(region: Region, stops: Sequence[Stop]) -> Travel:
    """Return the travel times between stops by the source that the region has chosen; stops are told once each.

    A router is asked over the network where its table lacks a stop: never call this inside a transaction.
    Raises NoTravelTimes with a sentence where they cannot be had.
    """
    rules = RideRules.objects.filter(region=region).first() or RideRules(region=region)
    stops = list({stop.key: stop for stop in stops}.values())
    source = TravelSource(rules.travel_source)
    if source == TravelSource.ESTIMATE:
        return estimate(stops, rules)
    if source == TravelSource.UPLOAD:
        return uploaded(region, stops)
    return routed(region, source, stops)
