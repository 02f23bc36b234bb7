"""Settings of the test suite: the product's own, with a home folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

if not os.environ.get("MAILLAGE_HOME"):
    os.environ["MAILLAGE_HOME"] = tempfile.mkdtemp(prefix="maillage-tests-")
    atexit.register(shutil.rmtree, os.environ["MAILLAGE_HOME"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)

from maillage.config.settings import *  # noqa: F403 - settings of another installation begin with all of the usual ones
from maillage.config.settings import CACHES, DATABASES, STORAGES
from maillage.config.translations import compile_translations

compile_translations()

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {**CACHES["default"]}}
WHITENOISE_AUTOREFRESH = True

# A pool keeps connections that dropping the test database would have to wait for.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)

# A file, as in the product: the database in memory that Django would take locks whole tables against its own threads.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["MAILLAGE_HOME"], "test.sqlite3")}
