"""The forms of a factfile: words before a block, and why an edition is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.core.wording import Wording
from maillage.insight.actions.factfile import LONGEST
from maillage.insight.queries.editions import mark_of_words
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Region


class WordsForm(forms.Form):
    """The convenor's own words before a block, in each language of the region."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, region: Region, text: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.text = languages_of(region), text
        self.fields.update(wording_fields("text", self.languages, _("Your words"), lines=8, most=LONGEST))
        self.initial = {**as_initial("text", self.languages, text), "seen": mark_of_words(text)}

    def texts(self) -> list[forms.BoundField]:
        """Return the fields of the words, for the template."""
        return [self[f"text_{language}"] for language in self.languages]

    @property
    def wording(self) -> Wording:
        """The words as written."""
        return wording_from(self.cleaned_data, "text", self.languages, self.text)


class WithdrawForm(forms.Form):
    """Why an edition is taken off the public pages; readers see it."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        self.fields.update(wording_fields("because", self.languages, _("Why it is withdrawn"), lines=2, most=600))

    def reasons(self) -> list[forms.BoundField]:
        """Return the fields of the reason, for the template."""
        return [self[f"because_{language}"] for language in self.languages]

    @property
    def because(self) -> Wording:
        """The reason as written."""
        return wording_from(self.cleaned_data, "because", self.languages)
