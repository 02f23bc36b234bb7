"""The forms of those who ask for a lift: the lift, how they are reached, and one day left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.mobility.asked import Asked, Person, faults_of_asked, faults_of_person
from maillage.mobility.enums import HEALTH_NEEDS, Need, Qualifies, TimeKind
from maillage.mobility.forms.lift_fields import (
    CHOOSE,
    PointField,
    days_fields,
    hour_field,
    minutes_field,
    offer_points,
    person_fields,
    person_of,
    seats_field,
    trap_field,
    when_of,
)
from maillage.mobility.models import Course, MeetingPoint, RideRequest
from maillage.people.forms.choices import day_field
from maillage.people.forms.refused import tell_faults
from maillage.territory.models import Region

PLAIN_NEEDS = [need for need in Need if need not in HEALTH_NEEDS]
OF_HEALTH = [need for need in Need if need in HEALTH_NEEDS]
KEEP_THIS = gettext_lazy("You may keep this until the last lift, to find a car that fits")


def needs_field(label: Any, needs: Iterable[Need], hint: Any = "") -> forms.MultipleChoiceField:
    """Return a field for what is needed of the car."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(need.value, need.label) for need in needs],
        widget=forms.CheckboxSelectMultiple,
        help_text=hint,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )


class AskForm(forms.Form):
    """A lift as it is asked for; `with_person` asks how somebody is reached, `request` is one that is changed."""

    from_point = PointField(label=pgettext_lazy("lift", "From"))
    to_point = PointField(label=gettext_lazy("To"))
    kind = forms.ChoiceField(
        label=gettext_lazy("I want to"), choices=TimeKind.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )

    def __init__(
        self,
        data: Any = None,
        *,
        region: Region,
        points: Iterable[MeetingPoint],
        today: date,
        initial: dict[str, Any] | None = None,
        request: RideRequest | None = None,
        course: Course | None = None,
        with_person: bool = False,
        at_desk: bool = False,
    ) -> None:
        known = asked_initial(request) if request else {"kind": TimeKind.ARRIVE_BY, "seats": 1, **(initial or {})}
        super().__init__(data, initial=known)
        self.region, self.today, self.request, self.course = region, today, request, course
        self.with_person, self.at_desk = with_person, at_desk
        self.fields |= self._further(at_desk)
        if with_person:
            self.fields |= person_fields()
        own = [request.from_point, request.to_point] if request else []
        offer_points(self, with_own(points, own), "from_point", "to_point")

    def _further(self, at_desk: bool) -> dict[str, forms.Field]:
        once = gettext_lazy("Leave it empty if it is only once.")
        wait = gettext_lazy("Minutes that I can be there earlier, or leave later")
        fields: dict[str, forms.Field] = {
            "time": hour_field(gettext_lazy("At")),
            "back_at": hour_field(
                gettext_lazy("Back from"), required=False, hint=gettext_lazy("Leave it empty without a way back.")
            ),
            "flexible_minutes": minutes_field(wait, initial=30),
            **days_fields(with_off=self.request is None, last_hint=once),
            "seats": seats_field(gettext_lazy("For how many people"), initial=1),
            "needs": needs_field(gettext_lazy("We need"), PLAIN_NEEDS),
            "health_needs": needs_field(
                gettext_lazy("For reasons of health we need"),
                OF_HEALTH,
                gettext_lazy("Only if you want to say so."),
            ),
            "consents": forms.BooleanField(label=KEEP_THIS, required=False),
        }
        if at_desk and self.with_person:
            fields["qualifies"] = qualifies_field()
        return fields if at_desk else {**fields, "website": trap_field()}

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field was filled in that no person sees."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.with_person and not {"name", "phone", "email", "language"} & set(self.errors):
            tell_faults(self, faults_of_person(person_of(cleaned)))
        if not set(self.errors) - {"name", "phone", "email", "language"}:
            since = self.request.first_on if self.request else None
            tell_faults(self, faults_of_asked(self.asked(), self.region, self.today, since))
        return cleaned

    def asked(self) -> Asked:
        """Return what is asked for."""
        cleaned, before = self.cleaned_data, self.request
        off = [one.on for one in before.exceptions.all() if not one.takes_place] if before else []
        return Asked(
            from_point=cleaned["from_point"],
            to_point=cleaned["to_point"],
            when=when_of(cleaned, off),
            time=cleaned["time"],
            kind=cleaned["kind"],
            flexible_minutes=cleaned["flexible_minutes"],
            back_at=cleaned["back_at"],
            seats=cleaned["seats"],
            needs=frozenset([*cleaned["needs"], *cleaned["health_needs"]]),
            consents=cleaned["consents"],
            course=before.course if before else self.course,
        )

    def person(self) -> Person:
        """Return who asks."""
        return person_of(self.cleaned_data)


def with_own(points: Iterable[MeetingPoint], own: Iterable[MeetingPoint]) -> list[MeetingPoint]:
    """Return the points that can be chosen, and those that a request has already though they are closed by now."""
    known = {point.pk: point for point in [*points, *own]}
    return sorted(known.values(), key=lambda point: (point.place.name, point.place.code, point.name))


def asked_initial(request: RideRequest) -> dict[str, Any]:
    """Return what the form of a request starts with; what tells of health has been agreed to."""
    needs = [row.need for row in request.needs.all()]
    names = ("kind", "time", "back_at", "flexible_minutes", "seats", "first_on", "last_on", "in_holidays")
    return {
        **{name: getattr(request, name) for name in names},
        "from_point": request.from_point.public_id,
        "to_point": request.to_point.public_id,
        "weekdays": [str(day) for day in request.weekdays],
        "needs": [need for need in needs if need not in HEALTH_NEEDS],
        "health_needs": [need for need in needs if need in HEALTH_NEEDS],
        "consents": any(need in HEALTH_NEEDS for need in needs),
    }


class DetailsForm(forms.Form):
    """How somebody is called and reached."""

    def __init__(self, data: Any = None, *, person: Person) -> None:
        initial = {"name": person.name, "phone": person.phone, "email": person.email, "language": person.language}
        super().__init__(data, initial=initial)
        self.fields |= person_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            tell_faults(self, faults_of_person(person_of(cleaned)))
        return cleaned

    def person(self) -> Person:
        """Return what was written."""
        return person_of(self.cleaned_data)


class DayForm(forms.Form):
    """One day that is left out or taken in again."""

    on = day_field(gettext_lazy("Not on this day"), required=True)
    back = forms.BooleanField(required=False, widget=forms.HiddenInput)


def qualifies_field() -> forms.ChoiceField:
    """Return the field that says by which rule somebody may ride."""
    return forms.ChoiceField(
        label=gettext_lazy("May ride"),
        choices=Qualifies.choices,
        initial=Qualifies.UNKNOWN,
        help_text=gettext_lazy("Which resources somebody has is not written down."),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class QualifiesForm(forms.Form):
    """By which rule somebody may ride."""

    def __init__(self, data: Any = None, *, qualifies: str) -> None:
        super().__init__(data, initial={"qualifies": qualifies})
        self.fields["qualifies"] = qualifies_field()


class SettleForm(forms.Form):
    """What the desk answers: yes, in spite of a rule with a reason; or no, with a word that is read by who asked."""

    act = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")], widget=forms.HiddenInput)
    because = forms.CharField(
        label=gettext_lazy("Why all the same"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("One line that the desk alone reads."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    word = forms.CharField(
        label=gettext_lazy("A word if you decline"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("One line that is read by whoever asked or offered."),
        widget=forms.TextInput({"dir": "auto"}),
    )
