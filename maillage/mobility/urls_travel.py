"""Addresses of travel times on the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from maillage.mobility.views import travel

DESK = "desk/<slug:region>/lifts/travel"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/", travel.travel, name="travel"),
    path(f"{DESK}/source/", travel.travel_choose, name="travel-choose"),
    path(f"{DESK}/send/", travel.travel_send, name="travel-send"),
    path(f"{DESK}/ask/", travel.travel_ask, name="travel-ask"),
    path(f"{DESK}/table.csv", travel.travel_table, name="travel-table"),
]
