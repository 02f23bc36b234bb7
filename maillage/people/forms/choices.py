"""Choices that a form shows many times, asked of the database once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class RowField(forms.ChoiceField):
    """Chooses one of the rows it is given; the rows are at hand, so that showing them costs no query."""

    def __init__(self, *args: Any, empty: Any = "", **kwargs: Any) -> None:
        self.rows: dict[str, models.Model] = {}
        self.empty = empty
        super().__init__(*args, **kwargs)

    def offer(self, rows: Iterable[models.Model]) -> None:
        """Offer these rows."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", self.empty), *((key, str(row)) for key, row in self.rows.items())]

    def clean(self, value: Any) -> Any:
        return self.rows.get(str(super().clean(value)))


def choose_from(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Let one field of a form choose from these values."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)
NOT_A_DAY = {"invalid": _("This is not a day. Write it as 2022-05-31."), "required": _("Say on which day.")}
NOT_A_TIME = {"invalid": _("This is not a time of day. Write it as 14:00.")}
NOT_A_LINK = {"invalid": _("This is not a web address. Copy it whole, from https:// on.")}
NOT_AN_ADDRESS = {"invalid": _("This is not an e-mail address. Write it as name@example.org.")}


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    limits = [
        MinValueValidator(EARLIEST, _("Choose a day from 1990 on.")),
        MaxValueValidator(LATEST, _("Choose a day before the year 2200.")),
    ]
    return forms.DateField(label=label, required=required, widget=widget, error_messages=NOT_A_DAY, validators=limits)


def time_field(label: Any) -> forms.TimeField:
    """Return a field for a time of day that may be unknown."""
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, error_messages=NOT_A_TIME)


def offer(form: forms.BaseForm, name: str, rows: Iterable[models.Model]) -> None:
    """Offer these rows in the field `name` of a form."""
    field = form.fields[name]
    if not isinstance(field, RowField):
        raise TypeError(f"{name} does not choose a row.")
    field.offer(rows)
