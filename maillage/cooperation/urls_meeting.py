"""Addresses of the meeting itself: rooms, live, wrap-up."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
