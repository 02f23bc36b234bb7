"""The kit as a Django application."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "maillage.kit"
    label = "kit"
