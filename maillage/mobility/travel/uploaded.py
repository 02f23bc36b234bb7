"""Travel times from the table of minutes that the region has sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from maillage.mobility.enums import TravelSource
from maillage.mobility.travel.kept import kept_of, kept_travel
from maillage.mobility.travel.nouns import NoTravelTimes, Stop, Travel
from maillage.territory.models import Region

NAMED = 5


def uploaded(region: Region, stops: Sequence[Stop]) -> Travel:
    """Return the minutes of the region's own table. Raises NoTravelTimes where it lacks a stop."""
    kept = kept_of(region, TravelSource.UPLOAD)
    if kept is None:
        raise NoTravelTimes(
            gettext("There is no table of minutes yet. Send one, or choose another source of travel times.")
        )
    known = set(kept.stops)
    lacking = sorted({stop.name for stop in stops if stop.key not in known})
    if lacking:
        raise NoTravelTimes(
            gettext(
                "The table of minutes lacks %(stops)s. Download the table of all stops, fill it in, and send it again."
            )
            % {"stops": ", ".join(lacking[:NAMED])}
        )
    return kept_travel(kept, stops, [stop.key for stop in stops])
