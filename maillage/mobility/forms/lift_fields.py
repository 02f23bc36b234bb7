"""Fields that the forms of asking and offering share: days, hours, meeting points, and how somebody is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from maillage.kit.context import autonym_of
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.mobility.asked import MOST_SEATS, Person, When
from maillage.mobility.lift_words import weekday_name
from maillage.mobility.models import MeetingPoint
from maillage.people.forms.choices import NOT_AN_ADDRESS, day_field, time_field

DAYS_OFF = ("off_1", "off_2", "off_3")
CHOOSE = {"required": gettext_lazy("Choose one of these."), "invalid_choice": gettext_lazy("Choose one from the list.")}
NUMBER = {
    "required": gettext_lazy("Write a number."),
    "invalid": gettext_lazy("Write a whole number."),
}
SEATS = {
    "min_value": gettext_lazy("Write from 1 to 8 seats."),
    "max_value": gettext_lazy("Write from 1 to 8 seats."),
    **NUMBER,
}
TOO_LONG = gettext_lazy("This text has %(show_value)d characters; %(limit_value)d fit. Shorten it.")


class PointField(forms.ChoiceField):
    """One meeting point, chosen from a list by municipality; an unknown one is asked back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.known: dict[str, MeetingPoint] = {}
        kwargs.setdefault("error_messages", CHOOSE)
        super().__init__(*args, **kwargs)

    def offer(self, points: Iterable[MeetingPoint]) -> None:
        """Offer these points, which come by municipality."""
        points = list(points)
        self.known = {point.public_id: point for point in points}
        groups = groupby(points, key=lambda point: point.place)
        self.choices = [
            ("", gettext_lazy("Choose a meeting point")),
            *((str(place), [(point.public_id, str(point)) for point in some]) for place, some in groups),
        ]

    def clean(self, value: Any) -> Any:
        return self.known.get(str(super().clean(value)))


def offer_points(form: forms.BaseForm, points: Iterable[MeetingPoint], *names: str) -> None:
    """Let fields of a form choose from these meeting points."""
    points = list(points)
    for name in names:
        field = form.fields[name]
        if isinstance(field, PointField):
            field.offer(points)


def hour_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.TimeField:
    """Return a field for a time of day."""
    field = time_field(label)
    field.required = required
    field.help_text = hint
    field.error_messages["required"] = gettext_lazy("Write a time of day, such as 14:00.")
    return field


def seats_field(label: Any, *, initial: int) -> forms.IntegerField:
    """Return a field for a number of seats."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MOST_SEATS,
        initial=initial,
        widget=forms.NumberInput({"class": "num", "inputmode": "numeric"}),
        error_messages=SEATS,
    )


def minutes_field(label: Any, *, initial: int, hint: Any = "") -> forms.IntegerField:
    """Return a field for some minutes, at most four hours."""
    few = gettext_lazy("Write from 0 to 240 minutes.")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=240,
        initial=initial,
        help_text=hint,
        widget=forms.NumberInput({"class": "num", "inputmode": "numeric"}),
        error_messages={"min_value": few, "max_value": few, **NUMBER},
    )


def weekdays_field() -> forms.MultipleChoiceField:
    """Return a field for days of the week."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("On which days"),
        required=False,
        choices=[(str(number), weekday_name(number)) for number in range(1, 8)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose days from the list.")},
    )


def days_fields(*, with_off: bool, last_hint: Any = "", last_required: bool = False) -> dict[str, forms.Field]:
    """Return the fields that say on which days; days off are asked for once, and later left out one by one."""
    last = day_field(gettext_lazy("Last day"), required=last_required)
    last.help_text = last_hint
    fields: dict[str, forms.Field] = {
        "weekdays": weekdays_field(),
        "first_on": day_field(gettext_lazy("First day"), required=True),
        "last_on": last,
        "in_holidays": forms.BooleanField(label=gettext_lazy("In the school holidays too"), required=False),
    }
    if with_off:
        fields |= {name: day_field(gettext_lazy("Not on this day")) for name in DAYS_OFF}
    return fields


def when_of(cleaned: Mapping[str, Any], off: Iterable[date] = ()) -> When:
    """Return the days that a form says; without a last day it is the first one alone, whatever its weekday."""
    first = cleaned["first_on"]
    last = cleaned.get("last_on") or first
    weekdays = tuple(int(number) for number in cleaned["weekdays"])
    if first == last and not weekdays:
        weekdays = (first.isoweekday(),)
    named = [cleaned[name] for name in DAYS_OFF if cleaned.get(name)]
    return When(weekdays, first, last, cleaned["in_holidays"], tuple(sorted({*named, *off})))


def person_fields() -> dict[str, forms.Field]:
    """Return the fields that say how somebody is called and reached."""
    language = get_language() or SOURCE_LANGUAGE
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != language)
    return {
        "name": forms.CharField(
            label=gettext_lazy("What may we call you?"),
            max_length=80,
            required=False,
            widget=forms.TextInput({"dir": "auto", "autocomplete": "nickname"}),
            error_messages={"max_length": TOO_LONG},
        ),
        "phone": forms.CharField(
            label=gettext_lazy("Phone number"),
            max_length=40,
            required=False,
            widget=forms.TextInput({"type": "tel", "dir": "ltr", "autocomplete": "tel"}),
            error_messages={"max_length": TOO_LONG},
        ),
        "email": forms.EmailField(
            label=gettext_lazy("E-mail address"),
            max_length=254,
            required=False,
            widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
            error_messages={**NOT_AN_ADDRESS, "max_length": TOO_LONG},
        ),
        "language": forms.ChoiceField(
            label=gettext_lazy("Write to me in"),
            choices=[(code, autonym_of(code)) for code in codes],
            initial=language,
            error_messages=CHOOSE,
        ),
    }


def trap_field() -> forms.CharField:
    """Return the field that no person sees."""
    return forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )


def person_of(cleaned: Mapping[str, Any]) -> Person:
    """Return who a form says it is."""
    return Person(cleaned["name"].strip(), cleaned["phone"].strip(), cleaned["email"], cleaned["language"])
