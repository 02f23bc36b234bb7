"""Addresses of initiatives, pilots and what pays for them."""

from django.urls import URLPattern, URLResolver

from maillage.initiatives import urls_means, urls_pilot

app_name = "initiatives"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_means.urlpatterns,
    *urls_pilot.urlpatterns,
]
