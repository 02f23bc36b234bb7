"""The demonstration as a Django application."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "maillage.demonstration"
    label = "demonstration"
