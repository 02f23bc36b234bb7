"""Addresses where needs and calls for pilots meet."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import call_needs

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/<slug:region>/calls/<slug:public_id>/needs/", call_needs.call_needs, name="call-needs"),
]
