"""Initiatives as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "maillage.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        import_module("maillage.initiatives.actions.index_practices")
        import_module("maillage.initiatives.actions.leaving")
        import_module("maillage.initiatives.call_mails")
        import_module("maillage.initiatives.call_ticks")
        import_module("maillage.initiatives.card_mails")
        import_module("maillage.initiatives.card_ticks")
        import_module("maillage.initiatives.pilot_mails")
        import_module("maillage.initiatives.pilot_ticks")
