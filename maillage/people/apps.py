"""People as a Django application."""

from importlib import import_module

from django.apps import AppConfig

from maillage.kit import privacy


class PeopleConfig(AppConfig):
    name = "maillage.people"
    label = "people"

    def ready(self) -> None:
        import_module("maillage.people.actions.points")
        privacy.LIBRARY_TABLES.update(import_module("maillage.people.library_tables").TABLES)
