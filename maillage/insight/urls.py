"""Addresses of coverage, figures and factfiles."""

from django.urls import URLPattern, URLResolver

from maillage.insight import urls_coverage, urls_factfile, urls_figures, urls_papers

app_name = "insight"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_coverage.urlpatterns,
    *urls_figures.urlpatterns,
    *urls_factfile.urlpatterns,
    *urls_papers.urlpatterns,
]
