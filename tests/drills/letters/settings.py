"""The product's settings with the letters installed."""

from maillage.config.settings import *  # noqa: F403 - settings of another installation begin with all of the usual ones
from maillage.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.drills.letters"]
