"""The verbs of territory, one a function."""

from maillage.territory.actions.public_version import touch_region

__all__ = ["touch_region"]
