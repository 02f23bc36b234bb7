"""Travel times from a road router that the operator of the installation has named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext
from numpy.typing import NDArray

from maillage.mobility.enums import TravelSource
from maillage.mobility.travel.nouns import UNKNOWN, NoTravelTimes, Stop, Travel, without_degrees

PATIENCE_SECONDS = 30
# The routers' own limits differ; blocks of this size pass all of them (openrouteservice: 3,500 pairs at once).
BLOCK = 50
PROFILE = {
    TravelSource.OSRM: "driving",
    TravelSource.VALHALLA: "auto",
    TravelSource.OPENROUTESERVICE: "driving-car",
}
ROUTERS = tuple(PROFILE)


def named_routers() -> tuple[TravelSource, ...]:
    """Return the routers that the operator has named, the only ones that can be asked."""
    return tuple(source for source in ROUTERS if settings.ROUTERS.get(source.value))


def ask(source: TravelSource, stops: Sequence[Stop]) -> Travel:
    """Ask a router for all pairs, block by block; never call this inside a transaction.

    Raises NoTravelTimes where the operator names no such router, a stop has no coordinates, or the router fails.
    Pairs without a road are `UNKNOWN`.
    """
    if source not in named_routers():
        raise NoTravelTimes(
            gettext("This installation names no router of that kind. Choose another source of travel times.")
        )
    lost = without_degrees(stops)
    if lost:
        raise NoTravelTimes(
            gettext("Nobody knows where %(stops)s is. Give the meeting point coordinates, or import the places anew.")
            % {"stops": ", ".join(sorted({stop.name for stop in lost}))}
        )
    seconds = np.full((len(stops), len(stops)), UNKNOWN, dtype=np.int64)
    metres = seconds.copy()
    where = [[stop.longitude, stop.latitude] for stop in stops]
    starts = range(0, len(stops), BLOCK)
    for rows, columns in ((first, second) for first in starts for second in starts):
        block = np.ix_(range(rows, min(rows + BLOCK, len(stops))), range(columns, min(columns + BLOCK, len(stops))))
        seconds[block], metres[block] = _asked(source, where[rows : rows + BLOCK], where[columns : columns + BLOCK])
    np.fill_diagonal(seconds, 0)
    np.fill_diagonal(metres, 0)
    return Travel(tuple(stops), seconds, metres, source)


def _asked(
    source: TravelSource, froms: list[list[float | None]], tos: list[list[float | None]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    import requests
    from routingpy.exceptions import RouterError

    indices = {
        "sources": list(range(len(froms))),
        "destinations": list(range(len(froms), len(froms) + len(tos))),
    }
    try:
        matrix = _router(source).matrix(locations=[*froms, *tos], profile=PROFILE[source], **_wanted(source), **indices)
        shape = (len(froms), len(tos))
        return _whole(matrix.durations, shape), _whole(matrix.distances, shape)
    except (RouterError, requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise NoTravelTimes(
            gettext("The router did not answer as it should. Try again later, or choose another source.")
        ) from error


def _wanted(source: TravelSource) -> dict[str, Any]:
    """Return how a router is asked for both times and distances, in seconds and metres."""
    if source == TravelSource.OPENROUTESERVICE:
        return {"metrics": ["duration", "distance"], "units": "m"}
    return {"units": "km"} if source == TravelSource.VALHALLA else {"annotations": ["duration", "distance"]}


def _router(source: TravelSource) -> Any:
    import routingpy

    address = settings.ROUTERS[source.value]
    manners = {"base_url": address, "timeout": PATIENCE_SECONDS, "retry_timeout": PATIENCE_SECONDS}
    if source == TravelSource.OSRM:
        return routingpy.OSRM(**manners)
    if source == TravelSource.VALHALLA:
        return routingpy.Valhalla(**manners)
    return routingpy.ORS(api_key=settings.OPENROUTESERVICE_KEY or None, **manners)


def _whole(rows: Any, shape: tuple[int, int]) -> NDArray[np.int64]:
    """Return a table of whole numbers, rounded up; raises ValueError where it is not of that shape."""
    found = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=np.float64)
    if found.shape != shape:
        raise ValueError(f"{found.shape} for {shape}")
    found = np.where(np.isfinite(found) & (found >= 0), np.ceil(found), UNKNOWN)
    return found.astype(np.int64)
