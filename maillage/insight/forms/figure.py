"""The forms of a figure and of a strategy in force."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.core.factfile.entered import plain
from maillage.insight.enums import Indicator, Level, Method
from maillage.insight.figure_check import LONGEST, UNITS, check_figure, places_by_name
from maillage.insight.models import Figure, Strategy
from maillage.insight.wording.values import unit_in_words
from maillage.kit.fields import LocalWording
from maillage.people.forms.choices import NOT_A_LINK, day_field
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Region

COLUMNS = ("indicator", "unit", "level", "source", "licence", "method", "flag", "checked_by")


def units() -> list[tuple[str, str]]:
    """Return every unit that a figure may have, each once."""
    known = dict.fromkeys(unit for allowed in UNITS.values() for unit in allowed)
    return [(unit, unit_in_words(unit) or unit) for unit in known]


class FigureForm(forms.Form):
    """One figure with all that a statistician asks of it; what is wrong is said beside its field."""

    indicator = forms.ChoiceField(
        label=_("Indicator"), choices=[choice for choice in Indicator.choices if choice[0] in UNITS]
    )
    value = forms.CharField(
        label=_("Value"), required=False, max_length=30, help_text=_("Leave it empty where nobody knows: it is told.")
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=units)
    out_of = forms.CharField(
        label=_("Share of how many people"),
        required=False,
        max_length=12,
        help_text=_("Only for a share of newcomers. It is looked at and not kept."),
    )
    as_of = day_field(_("Day of which it tells"), required=True)
    level = forms.ChoiceField(label=_("Territory"), choices=Level.choices, initial=Level.REGION)
    place = forms.CharField(
        label=_("Municipality"), required=False, max_length=160, help_text=_("Only where the figure is of one.")
    )
    source = forms.CharField(label=_("Source"), max_length=LONGEST["source"])
    licence = forms.CharField(label=_("Licence"), required=False, max_length=LONGEST["licence"])
    method = forms.ChoiceField(label=_("How it was come by"), choices=Method.choices, initial=Method.MEASURED)
    flag = forms.CharField(
        label=_("Flag of the source"), required=False, max_length=LONGEST["flag"], help_text=_("As printed: u, c, b …")
    )
    checked_by = forms.CharField(
        label=_("Checked by"),
        required=False,
        max_length=LONGEST["checked_by"],
        help_text=_("An organisation or a function, not a person."),
    )
    checked_on = day_field(_("Checked on"))

    def __init__(self, *args: Any, region: Region, figure: Figure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.figure, self.languages = region, figure, languages_of(region)
        self.fields.update(wording_fields("label", self.languages, _("What exactly is counted")))
        self.kept: dict[str, Any] = {}
        if figure is not None:
            self.initial = initial_of(figure) | as_initial("label", self.languages, figure.label)

    def labels(self) -> list[forms.BoundField]:
        """Return the fields that say what is counted, for the template."""
        return [self[f"label_{language}"] for language in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        label = wording_from(cleaned, "label", self.languages, self.figure.label if self.figure else None)
        if not any(label.values()):
            self.add_error(f"label_{self.languages[0]}", _("Say what exactly is counted."))
        if self.errors:
            return cleaned
        cells = {name: as_text(value) for name, value in cleaned.items()}
        checked = check_figure(cells, places_by_name(self.region, cells["place"].strip()))
        for column, sentence in checked.errors.items():
            self.add_error(column, sentence)
        self.kept = {**checked.fields, "label": LocalWording(label)}
        return cleaned


def as_text(value: Any) -> str:
    """Return a value as it would stand in a table."""
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def initial_of(figure: Figure) -> dict[str, Any]:
    """Return what the form of a figure begins with."""
    return {
        **{name: getattr(figure, name) for name in COLUMNS},
        "value": "" if figure.value is None else plain(figure.value),
        "as_of": figure.as_of,
        "checked_on": figure.checked_on,
        "place": figure.place.name if figure.place else "",
    }


class StrategyForm(forms.Form):
    """A strategy of welcome: what it is called, who made it, since when, where it is read."""

    made_by = forms.CharField(label=_("Made by"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.REGION)
    since = day_field(_("In force since"))
    until = day_field(_("Until"))
    link = forms.URLField(
        label=_("Where it is read"), required=False, assume_scheme="https", error_messages=NOT_A_LINK, max_length=200
    )

    def __init__(self, *args: Any, region: Region, strategy: Strategy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strategy, self.languages = strategy, languages_of(region)
        self.fields.update(wording_fields("title", self.languages, _("Title")))
        self.fields.update(wording_fields("remark", self.languages, _("Remark"), lines=2, most=400))
        if strategy is not None:
            self.initial = {name: getattr(strategy, name) for name in ("made_by", "level", "since", "until", "link")}
            for name in ("title", "remark"):
                self.initial |= as_initial(name, self.languages, getattr(strategy, name))

    def titles(self) -> list[forms.BoundField]:
        """Return the fields of the title, for the template."""
        return [self[f"title_{language}"] for language in self.languages]

    def remarks(self) -> list[forms.BoundField]:
        """Return the fields of the remark, for the template."""
        return [self[f"remark_{language}"] for language in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("It ends before it begins. Correct one of the two days."))
        if not any(self.wording("title").values()):
            self.add_error(f"title_{self.languages[0]}", _("Write the title."))
        return cleaned

    def wording(self, name: str) -> LocalWording:
        """Return a text of the form in the languages of the region."""
        before = getattr(self.strategy, name) if self.strategy else None
        return LocalWording(wording_from(self.cleaned_data, name, self.languages, before))

    @property
    def kept(self) -> dict[str, Any]:
        """What the form says, ready to be kept."""
        told = {name: self.cleaned_data[name] for name in ("made_by", "level", "since", "until", "link")}
        return {**told, "title": self.wording("title"), "remark": self.wording("remark")}
