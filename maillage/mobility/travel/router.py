"""Travel times from a road router that the operator of the installation has named."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext
from numpy.typing import NDArray

from maillage.mobility.enums import TravelSource
from maillage.mobility.travel.nouns import UNKNOWN, NoTravelTimes, Stop, Travel, without_degrees

PATIENCE_SECONDS = 30
RETRY_SECONDS = 3
DENIED = (401, 403)
# What comes of an answer that is JSON, but no table.
NOT_A_TABLE = (LookupError, ValueError, TypeError, AttributeError)
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
    refuse_unaskable(source, stops)
    seconds, metres = ask_between(source, stops, stops)
    np.fill_diagonal(seconds, 0)
    np.fill_diagonal(metres, 0)
    return Travel(tuple(stops), seconds, metres, source)


def refuse_unaskable(source: TravelSource, stops: Sequence[Stop]) -> None:
    """Raise NoTravelTimes where the operator names no such router, or a stop has no coordinates."""
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


def ask_between(
    source: TravelSource, froms: Sequence[Stop], tos: Sequence[Stop]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return seconds and metres, shape (froms, tos), asked block by block. Raises NoTravelTimes."""
    seconds = np.full((len(froms), len(tos)), UNKNOWN, dtype=np.int64)
    metres = seconds.copy()
    starts = [[stop.longitude, stop.latitude] for stop in froms]
    ends = [[stop.longitude, stop.latitude] for stop in tos]
    for row in range(0, len(froms), BLOCK):
        for column in range(0, len(tos), BLOCK):
            block = np.s_[row : row + BLOCK, column : column + BLOCK]
            seconds[block], metres[block] = _asked(source, starts[row : row + BLOCK], ends[column : column + BLOCK])
    return seconds, metres


def trouble_of(source: TravelSource, start: Stop, end: Stop) -> str:
    """Ask a router for one way, and return in a few English words what is wrong with its answer, or nothing.

    A router that answers in its own protocol that it knows no road there is well.
    """
    import requests
    from routingpy.exceptions import JSONParseError, RouterApiError, RouterError, Timeout

    places = [[start.longitude, start.latitude], [end.longitude, end.latitude]]
    try:
        _matrix(source, places[:1], places[1:])
    except RouterApiError as refusal:
        if refusal.status in DENIED:
            return "it does not accept the key"
        return "" if is_json(refusal.message) else "something else answers there"
    except (requests.RequestException, Timeout):
        return "it does not answer"
    except (RouterError, JSONParseError, *NOT_A_TABLE) as error:
        return f"it answers, but not as it should ({type(error).__name__})"
    return ""


def is_json(text: object) -> bool:
    """Tell whether a text is JSON."""
    try:
        json.loads(str(text))
    except ValueError:
        return False
    return True


def _asked(
    source: TravelSource, froms: list[list[float | None]], tos: list[list[float | None]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ask for one block; every failure becomes a sentence."""
    import requests
    from routingpy.exceptions import JSONParseError, OverQueryLimit, RouterError, Timeout

    try:
        return _matrix(source, froms, tos)
    except OverQueryLimit as error:
        raise NoTravelTimes(
            gettext("The router says that it is asked too often. Wait a while, or choose another source.")
        ) from error
    except (Timeout, requests.RequestException) as error:
        raise NoTravelTimes(
            gettext("The router does not answer. Try again later, or choose another source.")
        ) from error
    except (RouterError, JSONParseError, *NOT_A_TABLE) as error:
        raise NoTravelTimes(
            gettext("The router did not answer as it should. Try again later, or choose another source.")
        ) from error


def _matrix(
    source: TravelSource, froms: list[list[float | None]], tos: list[list[float | None]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    indices = {
        "sources": list(range(len(froms))),
        "destinations": list(range(len(froms), len(froms) + len(tos))),
    }
    with warnings.catch_warnings():
        # The package warns of each new try; the failure at the end is told once.
        warnings.simplefilter("ignore", UserWarning)
        matrix = _router(source).matrix(locations=[*froms, *tos], profile=PROFILE[source], **_wanted(source), **indices)
    shape = (len(froms), len(tos))
    return _whole(matrix.durations, shape), _whole(matrix.distances, shape)


def _wanted(source: TravelSource) -> dict[str, Any]:
    """Return how a router is asked for both times and distances, in seconds and metres."""
    if source == TravelSource.OPENROUTESERVICE:
        return {"metrics": ["duration", "distance"], "units": "m"}
    return {"units": "km"} if source == TravelSource.VALHALLA else {"annotations": ["duration", "distance"]}


def _router(source: TravelSource) -> Any:
    import routingpy

    address = settings.ROUTERS[source.value]
    # A router that sends elsewhere is not followed: only the operator's own addresses are asked.
    manners = {
        "base_url": address,
        "timeout": PATIENCE_SECONDS,
        "retry_timeout": RETRY_SECONDS,
        "retry_over_query_limit": False,
        "allow_redirects": False,
    }
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
