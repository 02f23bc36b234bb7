"""The forms of what the region says to volunteers: its charter, and what it looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.core.wording import Wording
from maillage.people.enums import Skill
from maillage.people.forms.places import Gazetteer, PlaceField, know_places
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.people.models import Charter
from maillage.people.training_templates import CHARTER, in_languages_of
from maillage.territory.models import Region

LONGEST_CHARTER, LONGEST_LINE = 6000, 200


class CharterForm(forms.Form):
    """The charter in the languages of the region; it begins with the newest version, or with what we propose."""

    def __init__(self, data: Any = None, *, region: Region, charter: Charter | None) -> None:
        self.languages, self.charter = languages_of(region), charter
        begins = charter.text if charter else in_languages_of(region, CHARTER)
        super().__init__(data, initial=as_initial("text", self.languages, begins))
        self.fields |= wording_fields("text", self.languages, _("Charter"), most=LONGEST_CHARTER, lines=12)

    @property
    def text(self) -> Wording:
        """What was written."""
        return wording_from(self.cleaned_data, "text", self.languages, self.charter.text if self.charter else None)


class SoughtForm(forms.Form):
    """A skill, a municipality, and a line in the languages of the region."""

    skill = forms.ChoiceField(label=_("Somebody who would"), choices=Skill.choices)
    place = PlaceField(
        label=_("Municipality"),
        widget=forms.TextInput({"list": "places", "autocomplete": "off"}),
        help_text=_("Nothing for the whole region."),
    )

    def __init__(self, data: Any = None, *, region: Region) -> None:
        super().__init__(data)
        self.languages = languages_of(region)
        self.known = Gazetteer(region.places.all())
        know_places(self, self.known, "place")
        hint = _("When, for whom, how often. Name nobody.")
        self.fields |= wording_fields("text", self.languages, _("In a line"), most=LONGEST_LINE, hint=hint)

    @property
    def sought(self) -> dict[str, Any]:
        """What is looked for."""
        said = self.cleaned_data
        return {"skill": said["skill"], "place": said["place"], "text": wording_from(said, "text", self.languages)}
