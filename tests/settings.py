"""Settings of the test suite: the product's own, with a home folder that is thrown away."""

import os
import tempfile

os.environ.setdefault("MAILLAGE_HOME", tempfile.mkdtemp(prefix="maillage-tests-"))
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)

from maillage.config.settings import *  # noqa: F403
from maillage.config.settings import CACHES, STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {**CACHES["default"]}}
WHITENOISE_AUTOREFRESH = True
