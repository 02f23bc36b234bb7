"""What volunteers say of their car and of how often they drive; the contribution stays with the coordinator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.mobility.asked import MOST_A_WEEK
from maillage.mobility.enums import Need
from maillage.mobility.forms.asking import needs_field
from maillage.mobility.forms.lift_fields import NUMBER
from maillage.mobility.models import Driver

CAR = ("weekly_cap", "equipment")


def car_fields(driver: Driver | None = None) -> dict[str, forms.Field]:
    """Return the fields of how often somebody drives and what the car has room for, as they stand."""
    driver = driver or Driver()
    few = gettext_lazy("Write from 0 to 50 drives a week.")
    cap = forms.IntegerField(
        label=gettext_lazy("Drives a week at most"),
        min_value=0,
        max_value=MOST_A_WEEK,
        initial=driver.weekly_cap,
        help_text=gettext_lazy("We never plan more with you. There and back on one day is one drive."),
        widget=forms.NumberInput({"class": "num", "inputmode": "numeric"}),
        error_messages={"min_value": few, "max_value": few, **NUMBER},
    )
    hint = gettext_lazy("Tick what you can offer. Leave the rest empty.")
    equipment = needs_field(gettext_lazy("My car and I offer"), Need, hint)
    equipment.initial = driver.equipment
    return {"weekly_cap": cap, "equipment": equipment}


class CarForm(forms.Form):
    """What a volunteer changes of it on their own page."""

    def __init__(self, data: Any = None, *, driver: Driver) -> None:
        super().__init__(data)
        self.fields |= car_fields(driver)
