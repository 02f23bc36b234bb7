"""All addresses: health and pictures at the root, everything people read under their language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from maillage.config.health import healthz
from maillage.website.views.feeds import robots, sitemap
from maillage.website.views.programme import entrance

handler400 = "maillage.kit.refusals.not_understood"
handler403 = "maillage.kit.refusals.not_open"
handler404 = "maillage.kit.refusals.no_such_page"
handler500 = "maillage.kit.refusals.broken"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", entrance, name="entrance"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    *i18n_patterns(
        path("", include("maillage.people.urls")),
        path("", include("maillage.initiatives.urls")),
        path("", include("maillage.mobility.urls")),
        path("", include("maillage.cooperation.urls")),
        path("", include("maillage.insight.urls")),
        path("", include("maillage.desk.urls")),
        path("", include("maillage.website.urls")),
    ),
]
