"""Addresses of mobility: pages of lifts and lessons, for the desk, by link, and for everybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from maillage.mobility import urls_lessons, urls_lift_desk, urls_lifts, urls_plan, urls_travel, urls_week

app_name = "mobility"

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_lessons.urlpatterns,
    *urls_lift_desk.urlpatterns,
    *urls_week.urlpatterns,
    *urls_lifts.urlpatterns,
    *urls_plan.urlpatterns,
    *urls_travel.urlpatterns,
]
