"""The forms of needs: write one anew, merge one that came back, close one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.needs import Asked
from maillage.cooperation.enums import NeedKind
from maillage.cooperation.models import Need
from maillage.core.wording import Wording
from maillage.people.enums import Category
from maillage.people.forms.choices import RowField, offer
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Place, Region, Theme


class PlacesField(forms.CharField):
    """Places of the region by name, one a line; each must be known there."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        self.region = region
        super().__init__(*args, widget=forms.Textarea({"rows": 2}), max_length=2000, **kwargs)

    def clean(self, value: Any) -> list[Place]:
        names = [name.strip() for name in super().clean(value).splitlines() if name.strip()]
        known = {place.name.casefold(): place for place in self.region.places.filter(name__in=names)} if names else {}
        if unknown := [name for name in names if name.casefold() not in known]:
            sentence = _("Not a place of this region: %(names)s. Write it as on the map, one a line.")
            raise forms.ValidationError(sentence % {"names": ", ".join(unknown)})
        return list({place.pk: place for place in (known[name.casefold()] for name in names)}.values())


class NeedForm(forms.Form):
    """What is needed, of what kind, by whom it is to be answered, and where."""

    theme = RowField(label=gettext_lazy("Theme"), required=False, empty=gettext_lazy("Not set"))
    kind = forms.ChoiceField(label=gettext_lazy("What would answer it"), choices=NeedKind.choices)
    is_proposal = forms.BooleanField(label=gettext_lazy("It is a proposal"), required=False)
    addressed_to = forms.MultipleChoiceField(
        label=gettext_lazy("Addressed to"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, region: Region, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        texts = wording_fields("text", self.languages, gettext_lazy("What is needed"), most=500, lines=2)
        whom = wording_fields("whom", self.languages, gettext_lazy("Or in words: to whom"), most=200)
        places = PlacesField(label=gettext_lazy("Where, one place a line"), required=False, region=region)
        self.fields = {**texts, **self.fields, **whom, "places": places}
        offer(self, "theme", themes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not wording_from(cleaned, "text", self.languages) and not self.errors:
            self.add_error(f"text_{self.languages[0]}", _("Write what is needed, in at least one language."))
        return cleaned

    def asked(self, before: Need) -> Asked:
        """Return what was written; texts in languages the form does not show are kept."""
        cleaned = self.cleaned_data
        return Asked(
            text=wording_from(cleaned, "text", self.languages, before.text),
            theme=cleaned["theme"],
            kind=cleaned["kind"],
            is_proposal=cleaned["is_proposal"],
            addressed_to=tuple(cleaned["addressed_to"]),
            addressed_in_words=wording_from(cleaned, "whom", self.languages, before.addressed_in_words),
            places=cleaned["places"],
        )


def need_initial(need: Need) -> dict[str, Any]:
    """Return what the form of a need starts with."""
    languages = languages_of(need.region)
    return {
        "theme": need.theme_id,
        "kind": need.kind,
        "is_proposal": need.is_proposal,
        "addressed_to": need.addressed_to,
        "places": "\n".join(str(place) for place in need.places.all()),
        **as_initial("text", languages, need.text),
        **as_initial("whom", languages, need.addressed_in_words),
    }


class MergeForm(forms.Form):
    """Names the need that this one is the return of."""

    same_as = RowField(label=gettext_lazy("It is the same as"), empty=gettext_lazy("Choose the earlier need"))

    def __init__(self, *args: Any, needs: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "same_as", needs)


class ReasonForm(forms.Form):
    """A reason that the others read, in the languages of the region."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        self.fields |= wording_fields("reason", self.languages, gettext_lazy("Reason"), most=500, lines=2)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.reason(cleaned):
            self.add_error(f"reason_{self.languages[0]}", _("Write the reason: the others read it."))
        return cleaned

    def reason(self, cleaned: dict[str, Any] | None = None) -> Wording:
        """Return the reason as written."""
        return wording_from(self.cleaned_data if cleaned is None else cleaned, "reason", self.languages)
