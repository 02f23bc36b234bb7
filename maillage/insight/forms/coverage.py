"""Forms of coverage: how it is reckoned, who was asked, who listens, and how many newcomers live where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from maillage.core.folding import fold
from maillage.insight.actions.coverage import HowReckoned
from maillage.insight.actions.newcomers import CountThere
from maillage.insight.enums import Method, Weighs
from maillage.insight.forms.sheet import SheetForm
from maillage.insight.models import CoverageSettings
from maillage.insight.newcomers_table import NewcomersTable, Wrong, persons_of, read_newcomers
from maillage.insight.queries.coverage_desk import places_called
from maillage.insight.queries.coverage_rows import reach_of
from maillage.insight.sheet_reading import Unreadable
from maillage.people.forms.choices import RowField, day_field, offer
from maillage.people.models import Organisation
from maillage.territory.models import Place, Region, Theme

MOST_PLACES = 600
SHOWN_FAULTS = 50
LEAST_REACH, MOST_REACH = 0.5, 200


class PlacesField(forms.CharField):
    """Places of a region, one a line, by name or official code; larger areas mean all that lies in them."""

    def __init__(self, **kwargs: Any) -> None:
        self.among: QuerySet[Place] = Place.objects.none()
        usual = {"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 40_000}
        super().__init__(**{**usual, **kwargs})

    def choose_among(self, places: QuerySet[Place]) -> None:
        """Find places among these, and no others, by code and by name; showing the field reads none of them."""
        self.among = places

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in re.split(r"[\n\r;]", super().clean(value)) if line.strip()]
        if len(lines) > MOST_PLACES:
            raise ValidationError(_now("Name at most 600 places at a time."))
        known = places_called(self.among, lines) if lines else {}
        found = [known.get(fold(line), []) for line in lines]
        unknown = [line[:60] for line, places in zip(lines, found, strict=True) if not places]
        several = [line[:60] for line, places in zip(lines, found, strict=True) if len(places) > 1]
        if unknown:
            raise ValidationError(
                _now("These are no places of this region: %(names)s.") % {"names": ", ".join(unknown[:10])}
            )
        if several:
            said = _now("Several places are called so: %(names)s. Write their codes.")
            raise ValidationError(said % {"names": ", ".join(several[:10])})
        return list({places[0].pk: places[0] for places in found}.values())


class CoverageSettingsForm(forms.Form):
    """How a region's coverage is reckoned; a reach for each shown theme."""

    weighs = forms.ChoiceField(label=_("Who is counted"), choices=Weighs.choices, widget=forms.RadioSelect)
    circuity = forms.FloatField(
        label=_("Roads over straight lines"),
        help_text=_("1 is the straight line. Roads are usually 1.2 to 1.4 times as long."),
        min_value=1,
        max_value=3,
        widget=forms.NumberInput(attrs={"class": "num", "step": "0.05"}),
    )
    listened_since = day_field(_("Needs count since"))

    def __init__(self, data: Any = None, *, settings: CoverageSettings, themes: Iterable[Theme]) -> None:
        self.themes = list(themes)
        reaches = {f"reach_{theme.key}": reach_of(settings, theme.key) for theme in self.themes}
        initial = {
            "weighs": settings.weighs, "circuity": settings.circuity, "listened_since": settings.listened_since,
            **reaches,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["listened_since"].help_text = _(
            "For the silence test. Leave it empty to count all needs ever told."
        )
        for theme in self.themes:
            self.fields[f"reach_{theme.key}"] = forms.FloatField(
                label=str(theme),
                min_value=LEAST_REACH,
                max_value=MOST_REACH,
                widget=forms.NumberInput(attrs={"class": "num", "step": "0.5"}),
            )

    def reaches(self) -> list[forms.BoundField]:
        """Return the fields of the reaches, for the template."""
        return [self[f"reach_{theme.key}"] for theme in self.themes]

    @property
    def how(self) -> HowReckoned:
        """What the form says."""
        cleaned = self.cleaned_data
        return HowReckoned(
            reaches={theme.key: cleaned[f"reach_{theme.key}"] for theme in self.themes},
            circuity=cleaned["circuity"],
            weighs=cleaned["weighs"],
            listened_since=cleaned["listened_since"],
        )


def not_in_the_future(day: date | None) -> date | None:
    """Refuse a day that has not come."""
    if day and day > timezone.localdate():
        raise ValidationError(_now("The day lies in the future."))
    return day


class NoneForm(forms.Form):
    """“We asked: none”: about which theme, in which places, when and whom."""

    theme = RowField(label=_("Theme"), empty=_("Choose a theme"))
    places = PlacesField(label=_("Places"), help_text=_("One a line, by name or official code."))
    asked_on = day_field(_("Asked on"), required=True)
    asked_whom = forms.CharField(
        label=_("Who was asked"), max_length=200, help_text=_("An office or a function, never a person’s name.")
    )

    def __init__(self, data: Any = None, *, themes: Iterable[Theme], places: QuerySet[Place]) -> None:
        super().__init__(data)
        offer(self, "theme", themes)
        choose_places(self, "places", places)

    def clean_asked_on(self) -> date | None:
        return not_in_the_future(self.cleaned_data["asked_on"])


class ListenerForm(forms.Form):
    """Who listens in which places, since when and until when."""

    organisation = RowField(label=_("Organisation"), required=False, empty=_("none of these"))
    called = forms.CharField(
        label=_("Or an office"), required=False, max_length=200, help_text=_("Its name, never a person’s.")
    )
    places = PlacesField(label=_("Places"), help_text=_("One a line, by name or official code."))
    since = day_field(_("Listens since"), required=True)
    until = day_field(_("Until"))

    def __init__(self, data: Any = None, *, organisations: Iterable[Organisation], places: QuerySet[Place]) -> None:
        super().__init__(data)
        offer(self, "organisation", organisations)
        choose_places(self, "places", places)


class NewcomersForm(forms.Form):
    """How many newcomers live in one place."""

    places = PlacesField(label=_("Place"), help_text=_("By name or official code."), widget=forms.TextInput)
    persons = forms.IntegerField(label=_("Newcomers"), min_value=0, widget=forms.NumberInput(attrs={"class": "num"}))
    as_of = day_field(_("Counted on"), required=True)
    source = forms.CharField(label=_("Who counted"), max_length=200, help_text=_("An office or an organisation."))
    method = forms.ChoiceField(label=_("How"), choices=Method.choices, initial=Method.MEASURED)

    def __init__(self, data: Any = None, *, places: QuerySet[Place]) -> None:
        super().__init__(data)
        choose_places(self, "places", places)

    def clean_as_of(self) -> date | None:
        return not_in_the_future(self.cleaned_data["as_of"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found, persons = cleaned.get("places"), cleaned.get("persons")
        if found and len(found) > 1:
            self.add_error("places", _now("Write one place."))
        elif found and persons is not None:
            try:
                persons_of(str(persons), found[0])
            except Wrong as wrong:
                self.add_error("persons", str(wrong))
        return cleaned

    @property
    def count(self) -> CountThere:
        """What the form says."""
        said = self.cleaned_data
        return CountThere(said["places"][0], said["persons"], said["as_of"], said["source"], said["method"])


class NewcomersSheetForm(SheetForm):
    """A table of newcomers by place; each fault is told with its line, and nothing is kept while there is one."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.table = region, NewcomersTable()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        places = {fold(place.code): place for place in self.region.places.all()}
        try:
            self.table = read_newcomers(self.lines(), places, timezone.localdate())
        except Unreadable as error:
            self.add_error(self.told_at, str(error))
        for fault in self.table.faults[:SHOWN_FAULTS]:
            self.add_error(None, fault)
        more = len(self.table.faults) - SHOWN_FAULTS
        if more > 0:
            self.add_error(None, _now("There are %(count)s more to correct.") % {"count": more})
        if self.table.faults:
            said = _now("Nothing is saved yet. Correct the lines above, then send the table again.")
            self.add_error(self.told_at, said)
        return cleaned


def choose_places(form: forms.Form, name: str, places: QuerySet[Place]) -> None:
    """Let a field find its places among these."""
    field = form.fields[name]
    if not isinstance(field, PlacesField):
        raise TypeError(f"{name} does not name places.")
    field.choose_among(places)
