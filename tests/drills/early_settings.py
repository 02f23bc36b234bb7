"""The control of the crash drill: the product's settings with a server that says "saved" before it is."""

from maillage.config.settings import *  # noqa: F403 - settings of another installation begin with all of the usual ones
from maillage.config.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["tests.drills.early.answer_first", *OURS]
