"""The forms of what lifts rest on in a region: rules, meeting points, school holidays, drivers and their proofs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.mobility.enums import Need, PointKind, ProofKind
from maillage.mobility.forms.asking import needs_field
from maillage.mobility.forms.lift_fields import CHOOSE, NUMBER, TOO_LONG, seats_field
from maillage.mobility.models import Driver, MeetingPoint, RideRules
from maillage.people.forms.choices import choose_from, day_field
from maillage.people.forms.places import Gazetteer, PlaceField, know_places
from maillage.people.forms.refused import tell_faults
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Place

NUM = {"class": "num", "inputmode": "decimal"}
TICKS = ("is_open", "rural_only_km", "asks_for_proofs", "asks_for_training", "asks_for_charter")
FIGURES = ("cap_eur_per_km", "longest_km", "notice_hours", "minutes_at_stop", "longest_ride_factor")


def number(label: Any, low: int, high: int, *, required: bool = True, hint: Any = "") -> forms.IntegerField:
    """Return a field for a whole number within limits."""
    words = {"min_value": gettext_lazy("Write %(limit_value)s or more."), **NUMBER}
    words["max_value"] = gettext_lazy("Write %(limit_value)s or less.")
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=required,
        help_text=hint,
        widget=forms.NumberInput(NUM),
        error_messages=words,
    )


def euros(label: Any, *, required: bool, hint: Any = "") -> forms.DecimalField:
    """Return a field for euros a kilometre."""
    few = gettext_lazy("Write an amount from 0 to 5 EUR, such as 0.32.")
    names = ("min_value", "max_value", "max_decimal_places", "max_digits", "max_whole_digits", "invalid")
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=5,
        max_digits=4,
        decimal_places=2,
        required=required,
        help_text=hint,
        widget=forms.NumberInput({"inputmode": "decimal", "step": "0.01"}),
        error_messages={**dict.fromkeys(names, few), "required": few},
    )


def tick(label: Any, hint: Any = "") -> forms.BooleanField:
    """Return a field to tick."""
    return forms.BooleanField(label=label, required=False, help_text=hint)


class RulesForm(forms.Form):
    """The rules of lifts in a region, and what riders should know."""

    is_open = tick(gettext_lazy("Lifts can be asked for and offered on the public pages"))
    cap_eur_per_km = euros(
        gettext_lazy("Contribution at most, EUR a kilometre"),
        required=False,
        hint=gettext_lazy("Leave it empty where no rule is known."),
    )
    longest_km = number(
        gettext_lazy("Longest way, in kilometres"),
        1,
        2000,
        required=False,
        hint=gettext_lazy("Leave it empty where no rule is known."),
    )
    notice_hours = number(gettext_lazy("Ask so many hours before"), 0, 720)
    rural_only_km = tick(
        gettext_lazy("Who qualifies by place alone stays in rural places or goes to an interchange"),
    )
    asks_for_proofs = tick(gettext_lazy("Driving licence and insurance have to be seen and valid"))
    asks_for_training = tick(gettext_lazy("Drivers have to have been at the training for driving"))
    asks_for_charter = tick(gettext_lazy("Drivers have to have accepted the charter"))
    minutes_at_stop = number(gettext_lazy("Minutes that getting in or out takes"), 0, 30)
    longest_ride_factor = forms.DecimalField(
        label=gettext_lazy("A lift may take at most so many times the direct way"),
        min_value=1,
        max_value=9,
        max_digits=3,
        decimal_places=1,
        help_text=gettext_lazy("Ten minutes are added to it."),
        widget=forms.NumberInput({**NUM, "step": "0.1"}),
        error_messages={
            "min_value": gettext_lazy("Write 1 or more."),
            "max_value": gettext_lazy("Write 9 or less."),
            **NUMBER,
        },
    )

    def __init__(self, data: Any = None, *, rules: RideRules) -> None:
        self.rules, self.languages = rules, languages_of(rules.region)
        initial = {name: getattr(rules, name) for name in (*TICKS, *FIGURES)}
        super().__init__(data, initial={**initial, **as_initial("advice", self.languages, rules.advice)})
        self.fields |= wording_fields(
            "advice",
            self.languages,
            gettext_lazy("What riders should know"),
            most=2000,
            lines=4,
            hint=gettext_lazy("Who may ride, what it costs. It stands on the public page."),
        )

    def values(self) -> dict[str, Any]:
        """Return the rules as they are kept; those that have pages of their own stay as they are."""
        cleaned = self.cleaned_data
        others = ("travel_source", "speed_kmh", "circuity")
        return {
            **{name: getattr(self.rules, name) for name in others},
            **{name: cleaned[name] for name in (*TICKS, *FIGURES)},
            "advice": wording_from(cleaned, "advice", self.languages, self.rules.advice),
        }


class PointForm(forms.Form):
    """A public meeting point in a municipality of the region."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("As people find it, such as: town hall, main door. Never somebody’s home."),
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write how people find it."), "max_length": TOO_LONG},
    )
    place = PlaceField(
        label=gettext_lazy("Municipality"),
        required=True,
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write the name of a municipality.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=PointKind.choices, error_messages=CHOOSE)
    is_interchange = tick(gettext_lazy("A train or a bus goes on from here"))
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=gettext_lazy("Empty: the middle of the municipality."),
        widget=forms.NumberInput({"inputmode": "decimal", "step": "any"}),
        error_messages={
            name: gettext_lazy("Write degrees from -90 to 90.") for name in ("invalid", "min_value", "max_value")
        },
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude"),
        min_value=-180,
        max_value=180,
        required=False,
        widget=forms.NumberInput({"inputmode": "decimal", "step": "any"}),
        error_messages={
            name: gettext_lazy("Write degrees from -180 to 180.") for name in ("invalid", "min_value", "max_value")
        },
    )

    def __init__(self, data: Any = None, *, places: Iterable[Place], point: MeetingPoint | None = None) -> None:
        known = Gazetteer(places)
        super().__init__(data, initial=point_initial(point, known) if point else {"kind": PointKind.TOWN_HALL})
        know_places(self, known, "place")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        degrees = [cleaned.get(name) for name in ("latitude", "longitude") if name not in self.errors]
        if len(degrees) == 2 and (degrees[0] is None) != (degrees[1] is None):
            self.add_error("longitude", gettext_lazy("Write both degrees, or neither."))
        return cleaned


def point_initial(point: MeetingPoint, known: Gazetteer) -> dict[str, Any]:
    """Return what the form of a meeting point starts with."""
    names = ("name", "kind", "is_interchange", "latitude", "longitude")
    return {**{name: getattr(point, name) for name in names}, "place": known.label(point.place)}


class HolidayForm(forms.Form):
    """School holidays, both days included."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what they are called."), "max_length": TOO_LONG},
    )
    first_on = day_field(gettext_lazy("First day"), required=True)
    last_on = day_field(gettext_lazy("Last day"), required=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned["last_on"] < cleaned["first_on"]:
            tell_faults(self, {"last_on": gettext_lazy("The last day comes before the first. Choose a later one.")})
        return cleaned


class DriverForm(forms.Form):
    """What concerns the driving of one volunteer."""

    def __init__(self, data: Any = None, *, driver: Driver) -> None:
        names = ("weekly_cap", "seats", "equipment", "eur_per_km")
        super().__init__(data, initial={name: getattr(driver, name) for name in names})
        self.fields |= {
            "weekly_cap": number(gettext_lazy("Drives a week at most"), 0, 50),
            "seats": seats_field(gettext_lazy("Seats for others"), initial=3),
            "equipment": needs_field(gettext_lazy("Offers"), Need),
            "eur_per_km": euros(gettext_lazy("Contribution asked, EUR a kilometre"), required=True),
        }


class ProofForm(forms.Form):
    """A proof that was seen."""

    kind = forms.ChoiceField(label=gettext_lazy("Proof"), error_messages=CHOOSE)
    seen_on = day_field(gettext_lazy("Seen on"), required=True)
    expires_on = day_field(gettext_lazy("Holds until"), required=True)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"seen_on": today})
        choose_from(self, "kind", ProofKind.choices)
