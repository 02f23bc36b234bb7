"""The form that says whom riders and drivers ring when something goes wrong on the day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.mobility.asked import FEWEST_DIGITS
from maillage.mobility.forms.lift_fields import hour_field, weekdays_field
from maillage.mobility.models import OnCall
from maillage.people.forms.refused import tell_faults

HOURS = ("opens", "closes")


class OnCallForm(forms.Form):
    """A number, the hours in which somebody answers, and whether those who drive or ride together read it."""

    phone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("That of an office or of a mobile on duty. Leave it empty to tell none."),
        widget=forms.TextInput({"type": "tel", "dir": "ltr"}),
    )
    is_told = forms.BooleanField(
        label=gettext_lazy("Drivers and riders with a lift read it on their page, in their mails and on paper"),
        required=False,
    )

    def __init__(self, data: Any = None, *, known: OnCall | None) -> None:
        names = ("phone", "opens", "closes", "is_told")
        start = {name: getattr(known, name) for name in names} if known else {"opens": "08:00", "closes": "18:00"}
        days = known.weekdays if known else range(1, 6)
        super().__init__(data, initial={**start, "weekdays": [str(day) for day in days]}, prefix="on_call")
        self.fields = {
            "phone": self.fields["phone"],
            "weekdays": weekdays_field(),
            "opens": hour_field(gettext_lazy("Somebody answers from"), required=False),
            "closes": hour_field(gettext_lazy("Somebody answers until"), required=False),
            "is_told": self.fields["is_told"],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("phone") and not self.errors:
            tell_faults(self, faults_of(cleaned))
        return cleaned

    def values(self) -> dict[str, Any] | None:
        """Return what is kept; nothing where no number is told."""
        if not self.cleaned_data["phone"]:
            return None
        return {**self.cleaned_data, "weekdays": [int(day) for day in self.cleaned_data["weekdays"]]}


def faults_of(said: dict[str, Any]) -> dict[str, Any]:
    """Say by field what is missing."""
    faults: dict[str, Any] = {}
    if sum(letter.isdigit() for letter in said["phone"]) < FEWEST_DIGITS:
        faults["phone"] = gettext_lazy("Write a telephone number in figures.")
    if not said["weekdays"]:
        faults["weekdays"] = gettext_lazy("Choose at least one day of the week.")
    for name in HOURS:
        if said[name] is None:
            faults[name] = gettext_lazy("Write a time of day, such as 14:00.")
    if not faults and said["closes"] <= said["opens"]:
        faults["closes"] = gettext_lazy("It ends before it begins. Choose a later time.")
    return faults
