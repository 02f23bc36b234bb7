"""The control of the crash drill: the product's settings with a server that says "saved" before it is."""

from maillage.config.settings import *  # noqa: F403
from maillage.config.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["tests.drills.early.answer_first", *OURS]
