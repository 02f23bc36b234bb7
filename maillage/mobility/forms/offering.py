"""The form of those who offer to drive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.mobility.asked import Car, Offered, Person, faults_of_offered, faults_of_person
from maillage.mobility.enums import OfferKind
from maillage.mobility.forms.car import car_fields
from maillage.mobility.forms.lift_fields import (
    CHOOSE,
    days_fields,
    hour_field,
    minutes_field,
    person_fields,
    person_of,
    seats_field,
    trap_field,
    when_of,
)
from maillage.mobility.models import Offer
from maillage.people.forms.places import Gazetteer, PlaceField, know_places
from maillage.people.forms.refused import tell_faults
from maillage.people.models import Volunteer
from maillage.territory.models import Place, Region

PLACE = {"required": gettext_lazy("Write the name of a municipality.")}


class OfferForm(forms.Form):
    """A drive as it is offered; `with_person` asks who offers, `volunteers` lets the desk choose whose it is."""

    kind = forms.ChoiceField(
        label=gettext_lazy("I offer"), choices=OfferKind.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    from_place = PlaceField(
        label=gettext_lazy("I start in"),
        required=True,
        help_text=gettext_lazy("The municipality. No address is kept."),
        widget=forms.TextInput({"dir": "auto"}),
        error_messages=PLACE,
    )
    to_place = PlaceField(
        label=gettext_lazy("I drive to"),
        help_text=gettext_lazy("Leave it empty if you drive for others during a time."),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        region: Region,
        places: Iterable[Place],
        today: date,
        offer: Offer | None = None,
        with_person: bool = False,
        volunteers: Iterable[Volunteer] | None = None,
    ) -> None:
        known = Gazetteer(places)
        super().__init__(data, initial=offer_initial(offer, known) if offer else {"kind": OfferKind.OWN_TRIP})
        self.region, self.today, self.offer, self.with_person = region, today, offer, with_person
        self.known_volunteers = {one.public_id: one for one in volunteers or ()}
        if volunteers is not None:
            self.fields = {"volunteer": volunteer_field(self.known_volunteers), **self.fields}
        self.fields |= self._further()
        if with_person:
            self.fields |= {**car_fields(), **person_fields(), "website": trap_field()}
        know_places(self, known, "from_place", "to_place")

    def _further(self) -> dict[str, forms.Field]:
        detour = gettext_lazy("Beyond your own way; in a time for others, all that you drive.")
        return {
            "leaves": hour_field(gettext_lazy("I leave at")),
            "arrives": hour_field(gettext_lazy("I am there or back at")),
            **days_fields(with_off=self.offer is None, last_required=True),
            "seats": seats_field(gettext_lazy("Seats for others"), initial=3),
            "detour_minutes": minutes_field(gettext_lazy("Minutes of detour at most"), initial=15, hint=detour),
        }

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field was filled in that no person sees."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        of_person = {"name", "phone", "email", "language", "volunteer", "weekly_cap", "equipment"}
        if self.with_person and not of_person & set(self.errors):
            tell_faults(self, faults_of_person(person_of(cleaned)))
        if not set(self.errors) - of_person:
            since = self.offer.first_on if self.offer else None
            tell_faults(self, faults_of_offered(self.offered(), self.region, self.today, since))
        return cleaned

    def offered(self) -> Offered:
        """Return what is offered; a time for others leads nowhere in particular."""
        cleaned = self.cleaned_data
        off = [one.on for one in self.offer.exceptions.all() if not one.takes_place] if self.offer else []
        return Offered(
            kind=cleaned["kind"],
            from_place=cleaned["from_place"],
            to_place=cleaned["to_place"] if cleaned["kind"] == OfferKind.OWN_TRIP else None,
            when=when_of(cleaned, off),
            leaves=cleaned["leaves"],
            arrives=cleaned["arrives"],
            seats=cleaned["seats"],
            detour_minutes=cleaned["detour_minutes"],
        )

    def person(self) -> Person:
        """Return who offers."""
        return person_of(self.cleaned_data)

    def car(self) -> Car:
        """Return what is said of the car, which counts where nothing was known of it before."""
        return Car(self.cleaned_data["weekly_cap"], frozenset(self.cleaned_data["equipment"]))

    def chosen_volunteer(self) -> Volunteer:
        """Return whose offer the desk writes down."""
        return self.known_volunteers[self.cleaned_data["volunteer"]]


def volunteer_field(known: dict[str, Volunteer]) -> forms.ChoiceField:
    """Return the field by which the desk chooses who drives."""
    return forms.ChoiceField(
        label=gettext_lazy("Who drives"),
        choices=[("", gettext_lazy("Choose a volunteer")), *((key, str(one)) for key, one in known.items())],
        error_messages=CHOOSE,
    )


def offer_initial(offer: Offer, known: Gazetteer) -> dict[str, Any]:
    """Return what the form of an offer starts with."""
    names = ("kind", "leaves", "arrives", "seats", "detour_minutes", "first_on", "last_on", "in_holidays")
    return {
        **{name: getattr(offer, name) for name in names},
        "from_place": known.label(offer.from_place),
        "to_place": known.label(offer.to_place) if offer.to_place else "",
        "weekdays": [str(day) for day in offer.weekdays],
    }
