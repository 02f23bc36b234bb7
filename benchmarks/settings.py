"""The product's settings with one bare page beside its own."""

from maillage.config.settings import *  # noqa: F403 - settings of another installation begin with all of the usual ones
from maillage.config.settings import TEMPLATES as OURS

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES = [{**OURS[0], "DIRS": ["benchmarks/templates"]}]
