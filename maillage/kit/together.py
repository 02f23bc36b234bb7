"""A migration's step that makes many tables at once: Django draws the state of the models once instead of for each."""

from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """Make the tables of several models, each of which may point to those before it."""

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, *where: Any) -> None:
        for model in self.models:
            model.database_forwards(*where)
