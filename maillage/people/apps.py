"""People as a Django application."""

from importlib import import_module

from django.apps import AppConfig

from maillage.kit import privacy
from maillage.people.forms.plainly import read_plainly
from maillage.people.forms.required import say_what_to_do

# Forms may be read while applications get ready, so their words stand before the first of them does.
say_what_to_do()
read_plainly()


class PeopleConfig(AppConfig):
    name = "maillage.people"
    label = "people"

    def ready(self) -> None:
        import_module("maillage.people.actions.points")
        import_module("maillage.people.held_volunteers")
        import_module("maillage.people.training_mails")
        import_module("maillage.people.volunteer_mails")
        import_module("maillage.people.volunteer_ticks")
        privacy.LIBRARY_TABLES.update(import_module("maillage.people.library_tables").TABLES)
