"""The product's own settings with the addresses of the drills; home, port and mail server come from the environment."""

from maillage.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.served.urls"
EMAIL_TIMEOUT = 5
