"""Travel times estimated from the distance: the straight line, made longer by the bends of the roads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext

from maillage.mobility.enums import TravelSource
from maillage.mobility.models import RideRules
from maillage.mobility.travel.nouns import NoTravelTimes, Stop, Travel, without_degrees

# A circle as large as a municipality of which nobody knows the area: 15 km², the middle of French communes.
USUAL_AREA = 15.0
SECONDS_AN_HOUR = 3600


def estimate(stops: Sequence[Stop], rules: RideRules) -> Travel:
    """Return driving times by distance × circuity ÷ speed; two stops of one municipality are half its radius apart.

    Raises NoTravelTimes where a stop has no coordinates. Source: haversine × 1.3 at 52 km/h unless the rules say else.
    """
    from maillage.core.coverage.distance import haversine, own_distance

    lost = without_degrees(stops)
    if lost:
        raise NoTravelTimes(
            gettext("Nobody knows where %(stops)s is. Give the meeting point coordinates, or import the places anew.")
            % {"stops": ", ".join(sorted({stop.name for stop in lost}))}
        )
    north = [stop.latitude or 0.0 for stop in stops]
    east = [stop.longitude or 0.0 for stop in stops]
    kilometres = haversine(north, east, north, east)
    own = own_distance([stop.area_km2 or USUAL_AREA for stop in stops])
    municipality = np.array([stop.municipality for stop in stops])
    kilometres = np.where(municipality[:, None] == municipality[None, :], np.maximum(kilometres, own), kilometres)
    np.fill_diagonal(kilometres, 0.0)
    metres = np.ceil(kilometres * float(rules.circuity) * 1000).astype(np.int64)
    seconds = np.ceil(metres * SECONDS_AN_HOUR / (rules.speed_kmh * 1000)).astype(np.int64)
    return Travel(tuple(stops), seconds, metres, TravelSource.ESTIMATE)
