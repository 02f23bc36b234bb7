"""The forms of those who ask for a seat in a course, and for the lift to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.mobility.asked import Person, faults_of_person
from maillage.mobility.forms.lift_fields import PointField, offer_points, person_fields, person_of, trap_field
from maillage.mobility.models import Course, MeetingPoint
from maillage.people.forms.refused import tell_faults


class SeatForm(forms.Form):
    """How somebody is called and reached, and whether they need a lift."""

    def __init__(self, data: Any = None, *, course: Course, points: Iterable[MeetingPoint]) -> None:
        super().__init__(data)
        self.fields |= person_fields()
        self.offers_rides = course.needs_rides
        if self.offers_rides:
            self.fields |= {
                "wants_rides": forms.BooleanField(label=_("I need a lift to the lessons"), required=False),
                "starts_from": PointField(
                    label=_("From where"),
                    required=False,
                    help_text=_("Only if you need a lift. We ask for no address."),
                ),
            }
            offer_points(self, [point for point in points if point.pk != course.point_id], "starts_from")
        self.fields["website"] = trap_field()

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field was filled in that no person sees."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"name", "phone", "email", "language"} & set(self.errors):
            tell_faults(self, faults_of_person(person_of(cleaned)))
        if cleaned.get("wants_rides") and not cleaned.get("starts_from") and "starts_from" not in self.errors:
            self.add_error("starts_from", _("Choose the meeting point from which you need the lift."))
        return cleaned

    def person(self) -> Person:
        """Return who asks."""
        return person_of(self.cleaned_data)

    def starts_from(self) -> MeetingPoint | None:
        """Return from where a lift is wanted, None where none is."""
        return self.cleaned_data.get("starts_from") if self.cleaned_data.get("wants_rides") else None


class RidesForm(forms.Form):
    """From which meeting point somebody needs the lift to all lessons."""

    starts_from = PointField(label=_("From where"))

    def __init__(self, data: Any = None, *, course: Course, points: Iterable[MeetingPoint]) -> None:
        super().__init__(data)
        offer_points(self, [point for point in points if point.pk != course.point_id], "starts_from")
