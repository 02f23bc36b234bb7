"""The columns of a table of places: ours, and those of the tables of local units that Eurostat publishes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

COLUMNS = (
    "code", "name", "country", "kind", "parent_code", "region", "population", "population_year", "area_km2",
    "latitude", "longitude", "degurba", "degurba_source", "source",
)  # fmt: skip
HELPING_COLUMNS = ("parent_name", "nuts", "area_m2", "name_latin")
ALIASES = {
    "pop": "population",
    "pop_year": "population_year",
    "year": "population_year",
    "area": "area_km2",
    "lat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "nuts3": "nuts",
    "nuts_code": "nuts",
    "parent": "parent_code",
}
# The headings of the workbooks of local units (EU-27-LAU-…xlsx) and of the tables beside Eurostat's map files.
LOCAL_UNITS = {
    "lau_code": "code",
    "lau_id": "code",
    "lau_name": "name",
    "lau_name_national": "name",
    "lau_name_latin": "name_latin",
    "cntr_code": "country",
    "nuts_3_code": "nuts",
    "total_area_(m2)": "area_m2",
    "total_area_(km2)": "area_km2",
}
NUTS_OF_YEAR = re.compile(r"nuts_3(_code)?_[0-9]{4}")
POPULATION_OF_YEAR = re.compile(r"pop(?:ulation)?_([0-9]{4})")


@dataclass(frozen=True)
class Layout:
    """What each column of a table holds; `local_units` tells Eurostat's tables from ours."""

    names: tuple[str, ...]
    local_units: bool = False
    population_year: str = ""

    def sentences(self) -> list[str]:
        """Say what is missing or stands there twice; nothing where the table can be read."""
        used = [name for name in self.names if name in (*COLUMNS, *HELPING_COLUMNS)]
        twice = sorted({name for name in used if used.count(name) > 1})
        said = [_("The column “%(name)s” stands there twice. Keep one.") % {"name": name} for name in twice]
        missing = [name for name in ("code", "name") if name not in used]
        if "country" not in used and "nuts" not in used:
            missing.append("country")
        if missing:
            message = ngettext(
                "The column %(names)s is missing. Add it to the first line and fill it for each place.",
                "The columns %(names)s are missing. Add them to the first line and fill them for each place.",
                len(missing),
            )
            said.append(message % {"names": ", ".join(missing)})
        return said


def layout_of(header: Sequence[str]) -> Layout:
    """Recognise the columns by their headings; capitals, spaces and underscores do not matter."""
    headings = [re.sub(r"[\s_]+", "_", cell.strip().casefold()) for cell in header]
    years = [found[1] for heading in headings if (found := POPULATION_OF_YEAR.fullmatch(heading))]
    return Layout(
        names=tuple(_name(heading) for heading in headings),
        local_units="lau_code" in headings or "lau_id" in headings,
        population_year=years[0] if len(years) == 1 else "",
    )


def _name(heading: str) -> str:
    if POPULATION_OF_YEAR.fullmatch(heading):
        return "population"
    if NUTS_OF_YEAR.fullmatch(heading):
        return "nuts"
    return LOCAL_UNITS.get(heading) or ALIASES.get(heading, heading)
