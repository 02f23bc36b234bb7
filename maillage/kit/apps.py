"""The kit as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    name = "maillage.kit"
    label = "kit"

    def ready(self) -> None:
        import_module("maillage.kit.upkeep")
        autodiscover_modules("mails", "ticks")
