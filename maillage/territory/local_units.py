"""How Eurostat fills its tables of local units: marks of what is not known, square metres, codes that lost a zero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.territory.places_cells import ISO_COUNTRY
from maillage.territory.places_columns import Layout

NOT_KNOWN = {"n.a.", "n.a", "n/a", "na", ":", "..", "-"}
FIGURES = ("population", "area_m2", "area_km2", "degurba")
THOUSANDS = re.compile(r"[0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+")
# Where every code of a country has as many digits, a spreadsheet that took it for a number has lost its first zeros.
DIGITS = {"DE": 8, "DK": 3, "EE": 4, "ES": 5, "FI": 3, "FR": 5, "GR": 8, "IT": 6, "NO": 4, "SE": 4}


@dataclass(frozen=True)
class Wanted:
    """Which lines of a table are asked for, by country and by the beginning of the NUTS code; else all."""

    countries: frozenset[str] = frozenset()
    nuts: tuple[str, ...] = ()

    @classmethod
    def of(cls, countries: Iterable[str] = (), nuts: Iterable[str] = ()) -> Wanted:
        """Read codes as people write them: small letters, EL or GR."""
        asked = [code.strip().upper() for code in countries]
        starts = [code.strip().upper() for code in nuts]
        alike = ISO_COUNTRY | {iso: alias for alias, iso in ISO_COUNTRY.items()}
        both = [alike[code[:2]] + code[2:] for code in starts if code[:2] in alike]
        return cls(frozenset(ISO_COUNTRY.get(code, code) for code in asked), (*starts, *both))

    def __bool__(self) -> bool:
        return bool(self.countries or self.nuts)

    def takes(self, cells: dict[str, str]) -> bool:
        """Tell whether a line is asked for."""
        nuts = cells.get("nuts", "").upper()
        country = (cells.get("country") or nuts[:2]).upper()
        in_country = not self.countries or ISO_COUNTRY.get(country, country) in self.countries
        return in_country and (not self.nuts or nuts.startswith(self.nuts))

    def may_hold(self, sheet: str) -> bool:
        """Tell whether a sheet named after a country can hold what is asked for."""
        if not re.fullmatch("[A-Z]{2}", sheet) or not self:
            return True
        country = ISO_COUNTRY.get(sheet, sheet)
        starts = {ISO_COUNTRY.get(start[:2], start[:2]) for start in self.nuts}
        return (not self.countries or country in self.countries) and (not starts or country in starts)


def ours(cells: dict[str, str], layout: Layout) -> dict[str, str]:
    """Return the cells of a line the way our own tables write them."""
    if layout.local_units:
        for name in FIGURES:
            cell = cells.get(name, "")
            if cell.casefold() in NOT_KNOWN:
                cells[name] = ""
            elif name != "area_km2" and THOUSANDS.fullmatch(cell):
                cells[name] = re.sub(r"[^0-9]", "", cell)
    if cells.get("area_m2") and not cells.get("area_km2"):
        cells["area_km2"] = _square_kilometres(cells["area_m2"])
    if layout.population_year and cells.get("population") and not cells.get("population_year"):
        cells["population_year"] = layout.population_year
    if not cells.get("name") and cells.get("name_latin"):
        cells["name"] = cells["name_latin"]
    return cells


def _square_kilometres(cell: str) -> str:
    try:
        return repr(round(float(cell.replace(",", ".")) / 1_000_000, 6))
    except ValueError:
        return cell


def with_zeros(code: str, country: str) -> str:
    """Give a code that a spreadsheet kept as a number the zeros it begins with."""
    return code.zfill(DIGITS.get(ISO_COUNTRY.get(country, country), 0)) if code.isdecimal() else code
