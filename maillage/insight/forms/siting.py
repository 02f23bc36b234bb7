"""The form that asks where next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from maillage.insight.actions.siting import MOST_PLACES, WhereNext
from maillage.insight.forms.coverage import LEAST_REACH, MOST_REACH, PlacesField, choose_places
from maillage.insight.models import CoverageSettings
from maillage.insight.queries.coverage_rows import reach_of
from maillage.people.forms.choices import RowField, offer
from maillage.territory.models import Place, Theme


class SitingForm(forms.Form):
    """For which theme, how far is near, how many places, and the places somebody has in mind."""

    theme = RowField(label=_("Theme"), empty=_("Choose a theme"))
    places = forms.IntegerField(
        label=_("New places"),
        help_text=_("The curve from one to eight is reckoned in any case."),
        min_value=1,
        max_value=MOST_PLACES,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "num"}),
    )
    reach = forms.FloatField(
        label=_("Kilometres that are near"),
        help_text=_("Empty: as set for the theme."),
        required=False,
        min_value=LEAST_REACH,
        max_value=MOST_REACH,
        widget=forms.NumberInput(attrs={"class": "num", "step": "0.5"}),
    )
    own = PlacesField(
        label=_("Places you have in mind"),
        required=False,
        help_text=_("One a line, by name or official code. You see what they cost beside the best choice."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        themes: Iterable[Theme],
        places: QuerySet[Place],
        settings: CoverageSettings,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.settings = settings
        offer(self, "theme", themes)
        choose_places(self, "own", places)

    def clean_own(self) -> list[Place]:
        own: list[Place] = self.cleaned_data["own"]
        if len(own) > MOST_PLACES:
            raise forms.ValidationError(_("Name at most eight places."))
        return own

    @property
    def asked(self) -> WhereNext:
        """What the form asks; how far is near comes from the settings where nothing is written."""
        said = self.cleaned_data
        reach = said["reach"] or reach_of(self.settings, said["theme"].key)
        return WhereNext(float(reach), said["places"], tuple(place.pk for place in said["own"]))
