"""The forms of practices on the desk: the search above the list, and all that is said of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.core.wording import Wording
from maillage.initiatives.actions.practices import Sheet
from maillage.initiatives.enums import OpenTo, Serves, Setting, Standing
from maillage.initiatives.models import Initiative, Terms
from maillage.initiatives.queries.practices import Choices
from maillage.people.forms.choices import RowField, day_field, offer
from maillage.people.forms.places import Gazetteer, PlaceField, PlacesField, as_lines, know_places
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.people.models import Organisation
from maillage.territory.languages import LANGUAGES
from maillage.territory.models import Region

SPOKEN = [(language.code, language.autonym) for language in LANGUAGES.values()]
# What is written once for each language: field, label, greatest length, lines, hint.
WORDINGS: tuple[tuple[str, Any, int, int, Any], ...] = (
    ("name", gettext_lazy("Name"), 200, 1, ""),
    ("description", gettext_lazy("What it does"), 2000, 3, ""),
    ("where", gettext_lazy("Where, in words"), 200, 1, gettext_lazy("Where no single place says it.")),
    ("funder", gettext_lazy("Who pays"), 200, 1, ""),
)


class PracticeSearch(forms.Form):
    """Words and whether it still runs; both may be empty."""

    q = forms.CharField(label=gettext_lazy("Name or word"), required=False, max_length=100)
    standing = forms.ChoiceField(
        label=gettext_lazy("Does it still run"),
        required=False,
        choices=[("", pgettext_lazy("standing", "all")), *Standing.choices],
    )

    @property
    def sought(self) -> dict[str, str]:
        """What is looked for; a search that makes no sense looks for everything."""
        said = self.cleaned_data if self.is_valid() else {}
        return {"words": said.get("q", ""), "standing": said.get("standing", "")}


class SeveralRowsField(forms.MultipleChoiceField):
    """Chooses several of the rows it is given."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.rows: dict[str, Any] = {}
        super().__init__(*args, required=False, **kwargs)

    def offer(self, rows: Iterable[Any]) -> None:
        """Offer these rows."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, str(row)) for key, row in self.rows.items()]

    def clean(self, value: Any) -> list[Any]:
        return [self.rows[key] for key in super().clean(value)]


class PracticeForm(forms.Form):
    """All that is said of a practice; a member writes those of their own organisation, without a contact."""

    themes = SeveralRowsField(label=gettext_lazy("Themes"))
    organisation = RowField(
        label=gettext_lazy("Who runs it"), required=False, empty=pgettext_lazy("organisation", "not known")
    )
    partners = SeveralRowsField(label=gettext_lazy("With whom"))
    serves = forms.ChoiceField(
        label=gettext_lazy("How it reaches people"), choices=Serves.choices, initial=Serves.UNKNOWN
    )
    place = PlaceField(
        label=gettext_lazy("Place"),
        widget=forms.TextInput({"list": "places", "autocomplete": "off"}),
        help_text=gettext_lazy("A municipality of the region. Type the first letters."),
    )
    places_served = PlacesField(
        label=gettext_lazy("Places it serves"),
        help_text=gettext_lazy("Municipalities of the region, one on each line."),
    )
    outside_region = forms.BooleanField(
        label=gettext_lazy("It is an idea from outside this region"),
        required=False,
        help_text=gettext_lazy("Everybody finds and reads it. It counts in no figure of the region."),
    )
    setting = forms.ChoiceField(label=gettext_lazy("Setting"), choices=Setting.choices, required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Does it still run"), choices=Standing.choices, initial=Standing.UNKNOWN
    )
    started_on = day_field(gettext_lazy("First day"))
    ended_on = day_field(gettext_lazy("Last day"))
    open_to = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it accepts"),
        choices=OpenTo.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None marked means that it is not known."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken there"),
        choices=SPOKEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity_a_week = forms.IntegerField(
        label=gettext_lazy("People in a usual week"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=gettext_lazy("Leave it empty if nobody knows. Nought means that there is no place."),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, such as 12."),
            "min_value": gettext_lazy("Write a number from 0 on."),
            "max_value": gettext_lazy("That is more than lives in most regions. Write how many come in a week."),
        },
    )
    reached_by = forms.CharField(
        label=gettext_lazy("How the public reaches it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The number, mailbox or page of an office, never a person’s. Everybody reads it."),
    )
    contact = RowField(
        label=gettext_lazy("Whom to ask about it"),
        required=False,
        empty=pgettext_lazy("contact", "nobody in particular"),
        help_text=gettext_lazy("Only this desk sees it."),
    )
    sources = forms.CharField(
        label=gettext_lazy("Sources"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Addresses or titles that anybody can look up, one on each line."),
    )

    def __init__(
        self,
        *args: Any,
        region: Region,
        choices: Choices,
        practice: Initiative | None = None,
        house: Organisation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.practice, self.house, self.written = practice, house, languages_of(region)
        self.known = Gazetteer(choices.places)
        texts: dict[str, forms.Field] = {}
        for name, label, most, lines, hint in WORDINGS:
            texts |= wording_fields(name, self.written, label, most=most, lines=lines, hint=hint)
        self.fields = {**texts, **self.fields}
        know_places(self, self.known, "place", "places_served")
        for name, rows in (("themes", choices.themes), ("partners", choices.organisations)):
            several = self.fields[name]
            if isinstance(several, SeveralRowsField):
                several.offer(rows)
        offer(self, "organisation", choices.organisations)
        offer(self, "contact", choices.contacts)
        if house is not None:
            del self.fields["organisation"], self.fields["contact"]
        if practice is not None:
            self.initial = {**initial_of(practice, self.written, self.known, choices), **self.initial}

    def wording_fields_of(self, name: str) -> list[forms.BoundField]:
        """Return the fields of one text, a language each."""
        return [self[f"{name}_{code}"] for code in self.written]

    @property
    def texts(self) -> dict[str, list[forms.BoundField]]:
        """The fields of each text by its name."""
        return {name: self.wording_fields_of(name) for name, *_rest in WORDINGS}

    def clean_sources(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["sources"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not wording_from(cleaned, "name", self.written) and not any(name in self.errors for name in self.fields):
            self.add_error(f"name_{self.written[0]}", _("Write the name, in at least one language."))
        return cleaned

    def refuse(self, errors: dict[str, list[str]]) -> None:
        """Show what an action refused beside the fields it is about."""
        for name, sentences in errors.items():
            field = f"name_{self.written[0]}" if name == "name" else name
            for sentence in sentences:
                self.add_error(field if field in self.fields else None, sentence)

    @property
    def sheet(self) -> Sheet:
        """What was written; texts in languages the form does not show are kept."""
        said, before = self.cleaned_data, self.practice
        own = ("themes", "partners", "serves", "place", "places_served", "standing", "started_on", "ended_on")
        more = ("sources", "setting", "open_to", "languages", "capacity_a_week", "reached_by", "outside_region")
        terms = getattr(before, "terms", None)
        return Sheet(
            name=self.said("name", before.name if before else None),
            description=self.said("description", before.description if before else None),
            place_in_words=self.said("where", before.place_in_words if before else None),
            funder=self.said("funder", before.funder if before else None),
            organisation=self.house or said.get("organisation"),
            contact=said.get("contact") if self.house is None else getattr(terms, "contact", None),
            **{name: said[name] for name in (*own, *more)},
        )

    def said(self, name: str, before: Wording | None) -> Wording:
        return wording_from(self.cleaned_data, name, self.written, before)


def initial_of(practice: Initiative, languages: list[str], known: Gazetteer, choices: Choices) -> dict[str, Any]:
    """Return what the form of a practice starts with."""
    terms = getattr(practice, "terms", None) or Terms()
    return {
        **as_initial("name", languages, practice.name),
        **as_initial("description", languages, practice.description),
        **as_initial("where", languages, practice.place_in_words),
        **as_initial("funder", languages, practice.funder),
        "themes": [str(theme.pk) for theme in choices.themes if theme.chosen],
        "partners": [str(one.pk) for one in choices.organisations if one.joined],
        "organisation": practice.organisation_id,
        "serves": practice.serves,
        "place": known.label(practice.place) if practice.place else "",
        "places_served": as_lines(known, [place for place in known.places if getattr(place, "chosen", False)]),
        "outside_region": terms.outside_region,
        "setting": terms.setting,
        "standing": practice.standing,
        "started_on": practice.started_on,
        "ended_on": practice.ended_on,
        "open_to": terms.open_to,
        "languages": terms.languages,
        "capacity_a_week": terms.capacity_a_week,
        "reached_by": terms.reached_by,
        "contact": terms.contact_id,
        "sources": "\n".join(str(source) for source in practice.sources),
    }
