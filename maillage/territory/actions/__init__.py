"""The verbs of territory, one a function."""

from maillage.territory.actions.description import describe_region
from maillage.territory.actions.draw_map import draw_map
from maillage.territory.actions.import_outlines import OutlinesResult, import_outlines
from maillage.territory.actions.import_places import ImportResult, import_places
from maillage.territory.actions.plant_themes import plant_themes
from maillage.territory.actions.public_version import touch_region
from maillage.territory.actions.start_programme import RESERVED_SLUGS, add_region, extend_series, start_programme

__all__ = [
    "RESERVED_SLUGS",
    "ImportResult",
    "OutlinesResult",
    "add_region",
    "describe_region",
    "draw_map",
    "extend_series",
    "import_outlines",
    "import_places",
    "plant_themes",
    "start_programme",
    "touch_region",
]
