"""The product's own settings with the addresses of the drills; home, port and mail server come from the environment."""

from maillage.config.settings import *  # noqa: F403 - settings of another installation begin with all of the usual ones
from maillage.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.served"]
ROOT_URLCONF = "tests.served.urls"
EMAIL_TIMEOUT = 5
