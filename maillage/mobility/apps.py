"""Mobility as a Django application."""

from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "maillage.mobility"
    label = "mobility"
