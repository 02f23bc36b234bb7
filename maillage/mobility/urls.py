"""Addresses of mobility: pages of lifts and lessons, for the desk, by link, and for everybody."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "mobility"

urlpatterns: list[URLPattern | URLResolver] = []
