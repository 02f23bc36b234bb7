"""The settings of a region as its convenor changes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.core.wording import Wording
from maillage.kit.context import autonym_of
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.languages import LANGUAGES
from maillage.territory.models import Region

ZONES = sorted(
    zone for zone in available_timezones() if zone.startswith(("Europe/", "Atlantic/", "America/", "Indian/"))
)
TIME_ZONES = [(zone, zone.replace("_", " ")) for zone in ZONES]


class RegionSettings(forms.Form):
    """Length of the series, languages, zone of the clock, and an introduction in each language."""

    planned_roundtables = forms.IntegerField(
        label=_("Roundtables planned in this series"),
        help_text=_("Raise it to meet more often. A series is not cut short here."),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "num"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the region"),
        help_text=_("Texts are asked for in these. Mails go out in the language of each person."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, autonym_of(code)) for code in LANGUAGES],
        error_messages={"required": _("Choose at least one language.")},
    )
    first_language = forms.ChoiceField(
        label=_("First language"),
        help_text=_("Used where somebody’s own language is not known."),
        choices=[(code, autonym_of(code)) for code in LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Roundtables that are called already keep theirs."),
        choices=TIME_ZONES,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, region: Region) -> None:
        self.region = region
        super().__init__(data, initial=initial_of(region))
        zone = self.fields["time_zone"]
        if isinstance(zone, forms.ChoiceField) and region.time_zone not in ZONES:
            zone.choices = [(region.time_zone, region.time_zone), *TIME_ZONES]
        self.spoken = languages_of(region)
        self.fields.update(wording_fields("introduction", self.spoken, _("Introduction"), most=3000, lines=5))

    def clean(self) -> dict[str, Any]:
        """Refuse a first language that is not among the languages."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen, first = cleaned.get("languages"), cleaned.get("first_language")
        if chosen and first and first not in chosen:
            self.add_error(
                "first_language",
                ValidationError(
                    _("This one is not among the languages of the region. Tick it above, or choose another.")
                ),
            )
        return cleaned

    @property
    def languages_in_order(self) -> list[str]:
        """The chosen languages, the first one first and the others in the order of the list."""
        first = self.cleaned_data["first_language"]
        return [first, *(code for code in self.cleaned_data["languages"] if code != first)]

    @property
    def introduction(self) -> Wording:
        """The introduction as it is now said; what is not shown in the form stays."""
        return wording_from(self.cleaned_data, "introduction", self.spoken, self.region.introduction)

    @property
    def introductions(self) -> list[forms.BoundField]:
        """The fields of the introduction, one a language."""
        return [self[f"introduction_{code}"] for code in self.spoken]


def initial_of(region: Region) -> dict[str, Any]:
    """Return what the form shows before anybody types."""
    return {
        "planned_roundtables": region.planned_roundtables,
        "languages": region.languages,
        "first_language": region.first_language,
        "time_zone": region.time_zone,
        **as_initial("introduction", languages_of(region), region.introduction),
    }
