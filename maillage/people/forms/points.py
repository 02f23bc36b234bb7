"""The forms about whom to ask: the search, and what a contact can be asked about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.people.forms.choices import RowField, offer
from maillage.people.forms.places import Gazetteer, PlaceField, know_places
from maillage.territory.models import Place, Theme


class PointForm(forms.Form):
    """A theme and a place; an empty theme means all of them, an empty place the whole region."""

    theme = RowField(label=_("Theme"), required=False, empty=_("all themes"))
    place = PlaceField(
        label=_("Place"),
        widget=forms.TextInput({"list": "places", "autocomplete": "off"}),
        help_text=_("A municipality of the region, or nothing for the whole region."),
    )

    def __init__(self, *args: Any, themes: list[Theme], places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = Gazetteer(places)
        offer(self, "theme", themes)
        know_places(self, self.known, "place")
