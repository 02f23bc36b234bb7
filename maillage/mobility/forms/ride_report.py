"""The form for what the platform cannot know of a year of lifts: who runs them, with whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.core.plain_text import one_line

MOST_PEOPLE = 100_000
SHORT = forms.NumberInput({"class": "num", "inputmode": "numeric"})


class ReportForm(forms.Form):
    """Everything may stay empty; the report then says that it is not filled in."""

    name = forms.CharField(label=_("Name of the association"), max_length=150, required=False)
    register_number = forms.CharField(
        label=_("Register number"),
        max_length=40,
        required=False,
        help_text=_("The number under which the association is registered: RNA or SIREN in France."),
    )
    address = forms.CharField(label=_("Address of the association"), max_length=200, required=False)
    staff = forms.IntegerField(label=_("Employees"), min_value=0, max_value=MOST_PEOPLE, required=False, widget=SHORT)
    volunteers = forms.IntegerField(
        label=_("Volunteers"), min_value=0, max_value=MOST_PEOPLE, required=False, widget=SHORT
    )
    members = forms.IntegerField(label=_("Members"), min_value=0, max_value=MOST_PEOPLE, required=False, widget=SHORT)
    vehicles = forms.IntegerField(
        label=_("Vehicles of the association itself"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        widget=SHORT,
        help_text=_("The cars of volunteers are counted by the platform."),
    )
    remarks = forms.CharField(
        label=_("Remarks"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def words(self) -> dict[str, Any]:
        """Return what was filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in {"", None}}
        return {
            name: one_line(value) if isinstance(value, str) and name != "remarks" else value
            for name, value in given.items()
        }
