"""The nouns of territory, one a file."""

from maillage.territory.models.outline import PlaceOutline, RegionOutline
from maillage.territory.models.place import Place
from maillage.territory.models.programme import Programme
from maillage.territory.models.region import Region
from maillage.territory.models.region_map import RegionMap
from maillage.territory.models.theme import Theme

__all__ = ["Place", "PlaceOutline", "Programme", "Region", "RegionMap", "RegionOutline", "Theme"]
