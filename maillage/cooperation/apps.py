"""Cooperation as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "maillage.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        import_module("maillage.cooperation.report_mails")
        import_module("maillage.cooperation.actions.leaving")
        import_module("maillage.cooperation.actions.answered")
        import_module("maillage.cooperation.pointing")
        import_module("maillage.cooperation.queries.call_needs")
        import_module("maillage.cooperation.queries.answered")
