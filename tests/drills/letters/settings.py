"""The product's settings with the letters installed."""

from maillage.config.settings import *  # noqa: F403
from maillage.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.drills.letters"]
