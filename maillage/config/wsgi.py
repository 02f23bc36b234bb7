"""The WSGI application that the web server runs."""

import os
from importlib import import_module
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")

application = get_wsgi_application()

# The reckoning of coverage brings numpy and scipy along, half a second that no reader shall wait for.
RECKONING = ("maillage.core.coverage", "maillage.insight.coverage_theme_page", "maillage.insight.coverage_place_page")


def warm_up() -> None:
    """Bring in what pages would otherwise bring in while somebody waits."""
    for name in RECKONING:
        import_module(name)


Thread(target=warm_up, name="warming", daemon=True).start()
