"""Where countries lie, roughly: enough to see that latitude and longitude stand in each other's place."""

from __future__ import annotations

# South, north, west, east of the land in Europe, in degrees, rounded outwards.
LANDS = {
    "AL": (39, 43, 19, 22), "AT": (46, 50, 9, 18), "BA": (42, 46, 15, 20), "BE": (49, 52, 2, 7), "BG": (41, 45, 22, 29),
    "CH": (45, 48, 5, 11), "CY": (34, 36, 32, 35), "CZ": (48, 52, 12, 19), "DE": (47, 56, 5, 16), "DK": (54, 58, 8, 16),
    "EE": (57, 60, 21, 29), "ES": (35, 44, -10, 5), "FI": (59, 71, 19, 32), "FR": (41, 52, -6, 10),
    "GB": (49, 61, -9, 2), "GR": (34, 42, 19, 30), "HR": (42, 47, 13, 20), "HU": (45, 49, 16, 23),
    "IE": (51, 56, -11, -5), "IS": (63, 67, -25, -13), "IT": (35, 48, 6, 19), "LI": (47, 48, 9, 10),
    "LT": (53, 57, 20, 27), "LU": (49, 51, 5, 7), "LV": (55, 59, 20, 29), "ME": (41, 44, 18, 21),
    "MK": (40, 43, 20, 24), "MT": (35, 37, 14, 15), "NL": (50, 54, 3, 8), "NO": (57, 72, 4, 32), "PL": (49, 55, 14, 25),
    "PT": (36, 43, -10, -6), "RO": (43, 49, 20, 30), "RS": (41, 47, 18, 24), "SE": (55, 70, 10, 25),
    "SI": (45, 47, 13, 17), "SK": (47, 50, 16, 23), "UA": (44, 53, 22, 41),
}  # fmt: skip


def lies_in(country: str, latitude: float, longitude: float) -> bool:
    """Tell whether a point lies about where the country does; land overseas and unknown countries do not."""
    if country not in LANDS:
        return False
    south, north, west, east = LANDS[country]
    return south <= latitude <= north and west <= longitude <= east


def is_swapped(country: str, latitude: float, longitude: float) -> bool:
    """Tell whether a point lies in its country only once its two coordinates change places."""
    return not lies_in(country, latitude, longitude) and lies_in(country, longitude, latitude)
