"""Forms on the plan of a week: which week to plan, and which drive a lift goes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.mobility.asked import MOST_AHEAD
from maillage.mobility.enums import Leg

NO_LIFT = ("", _("no lift"))
LABELS = {Leg.OUT: _("The way there"), Leg.BACK: _("The way back")}


class WeekForm(forms.Form):
    """The Monday of the week to plan."""

    monday = forms.DateField(error_messages={"invalid": _("This is not a day."), "required": _("Say which week.")})

    def clean_monday(self) -> date:
        monday: date = self.cleaned_data["monday"]
        if monday.weekday() != 0:
            raise forms.ValidationError(_("A week of lifts begins on a Monday."))
        if monday > timezone.localdate() + MOST_AHEAD:
            raise forms.ValidationError(_("This is more than a year ahead. Choose an earlier day."))
        return monday


class ByHandForm(forms.Form):
    """For each way of somebody's lift the drive that it goes to."""

    def __init__(
        self, data: Any = None, *, legs: Iterable[Leg], drives: list[tuple[str, str]], now: dict[str, str]
    ) -> None:
        super().__init__(data)
        for leg in legs:
            self.fields[leg.value] = forms.ChoiceField(
                label=LABELS[leg], choices=[NO_LIFT, *drives], required=False, initial=now.get(leg.value, "")
            )

    @property
    def drives(self) -> dict[str, str]:
        """By way the key of the chosen drive, "" for none."""
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
