"""The control of the drill of the last seat: the product's settings with answers that take no turn."""

from maillage.config.settings import *  # noqa: F403 - settings of another installation begin with all of the usual ones
from maillage.config.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["tests.drills.careless.without_turns", *OURS]
