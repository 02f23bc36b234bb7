"""Addresses of initiatives, pilots and what pays for them."""

from django.urls import URLPattern, URLResolver

from maillage.initiatives import urls_calls, urls_means, urls_pilot, urls_practices

app_name = "initiatives"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_calls.urlpatterns,
    *urls_means.urlpatterns,
    *urls_pilot.urlpatterns,
    *urls_practices.urlpatterns,
]
