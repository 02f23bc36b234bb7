"""The forms of a volunteer: to register, for their own page, for the desk, and the search above the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from maillage.kit.spoken import page_language
from maillage.people.actions.volunteers import VolunteerDetails
from maillage.people.enums import HalfDay, Skill, VolunteerState
from maillage.people.forms.choices import NOT_AN_ADDRESS, RowField, day_field, offer
from maillage.people.forms.contact import SPOKEN
from maillage.people.forms.places import Gazetteer, PlaceField, know_places
from maillage.people.models import Charter, Organisation, Volunteer
from maillage.people.queries.volunteers import NOT_LEFT, Looked
from maillage.territory.models import Place, Region

COLUMNS = (
    "name", "email", "phone", "preferred_language", "also_speaks", "place", "skills", "available", "organisation",
)  # fmt: skip
SEVERAL = forms.CheckboxSelectMultiple


class VolunteerForm(forms.Form):
    """What somebody who wants to help tells about themselves."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Write the name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages=NOT_AN_ADDRESS,
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    preferred_language = forms.ChoiceField(label=_("Language in which we write to you"), choices=SPOKEN)
    also_speaks = forms.MultipleChoiceField(
        label=_("Other languages you speak"), required=False, choices=SPOKEN, widget=SEVERAL
    )
    place = PlaceField(
        label=_("Municipality where you live"),
        help_text=_("The name of the municipality alone, never a street."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    skills = forms.MultipleChoiceField(
        label=_("What you would like to do"),
        choices=Skill.choices,
        widget=SEVERAL,
        error_messages={"required": _("Choose at least one thing.")},
    )
    available = forms.MultipleChoiceField(
        label=_("When you have time"), required=False, choices=HalfDay.choices, widget=SEVERAL
    )
    organisation = RowField(
        label=_("Organisation through which you come"), required=False, empty=pgettext_lazy("organisation", "none")
    )

    def __init__(
        self, data: Any = None, *, region: Region, volunteer: Volunteer | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial_of(volunteer, region) if volunteer else initial)
        self.region, self.volunteer = region, volunteer
        self.known = Gazetteer(self.places())
        know_places(self, self.known, "place")
        if "organisation" in self.fields:
            offer(self, "organisation", Organisation.objects.filter(seats__region=region, seats__left_on=None))

    def places(self) -> list[Place]:
        """Return the places that may be named; they are read only where a name is to be checked."""
        return list(self.region.places.all()) if self.is_bound else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "email" in self.fields and not self.errors and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", gettext("Write an e-mail address or a phone number."))
        return cleaned

    @property
    def details(self) -> VolunteerDetails:
        """What was written; a column that the form does not show stays as it is."""
        before = {name: getattr(self.volunteer, name) for name in COLUMNS} if self.volunteer else {}
        written = {name: self.cleaned_data[name] for name in COLUMNS if name in self.cleaned_data}
        return VolunteerDetails(**{**before, **written})


def initial_of(volunteer: Volunteer, region: Region) -> dict[str, Any]:
    """Return what the form of a volunteer starts with."""
    start = {name: getattr(volunteer, name) for name in COLUMNS}
    twins = volunteer.place and region.places.filter(name__iexact=volunteer.place.name).count() > 1
    place = volunteer.place
    named = f"{place.name} ({place.code})" if place and twins else place.name if place else ""
    return {**start, "place": named, "organisation": volunteer.organisation_id}


class JoinForm(VolunteerForm):
    """The public form: the charter is accepted here, and there is a field that only machines fill in."""

    charter = forms.IntegerField(required=False, widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label=_("I have read the charter and accept it"),
        error_messages={"required": _("Read the charter and accept it, or talk with us before.")},
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, region: Region, charter: Charter | None, initial: Any = None) -> None:
        known = {"preferred_language": page_language(), "charter": charter.version if charter else None}
        super().__init__(data, region=region, initial={**known, **(initial or {})})
        self.standing = charter
        if charter is None:
            del self.fields["accept"]

    def clean_charter(self) -> int | None:
        read: int | None = self.cleaned_data["charter"]
        if self.standing and read != self.standing.version:
            raise ValidationError(gettext("The charter was changed meanwhile. Read it once more as it stands now."))
        return read


class OwnForm(VolunteerForm):
    """What a volunteer changes on their own page; the address, to which the link belongs, only the desk changes."""

    def __init__(self, data: Any = None, *, region: Region, volunteer: Volunteer) -> None:
        super().__init__(data, region=region, volunteer=volunteer)
        del self.fields["email"]


class DeskForm(VolunteerForm):
    """The same for the coordinator, in words that speak of somebody else."""

    LABELS = {
        "name": _("Name"),
        "preferred_language": _("Language of messages"),
        "also_speaks": _("Also speaks"),
        "place": _("Municipality"),
        "skills": _("Offers to"),
        "available": _("Has time"),
        "organisation": _("Comes through"),
    }

    def __init__(self, data: Any = None, *, region: Region, volunteer: Volunteer | None = None) -> None:
        super().__init__(
            data, region=region, volunteer=volunteer, initial={"preferred_language": region.first_language}
        )
        for name, label in self.LABELS.items():
            self.fields[name].label = label
        self.fields["place"].widget.attrs["list"] = "places"

    def places(self) -> list[Place]:
        """Return all places of the region, to be proposed while somebody types."""
        return list(self.region.places.all())


class VolunteerSearch(forms.Form):
    """What a coordinator looks for; whatever makes no sense looks for everybody."""

    words = forms.CharField(label=_("Name"), required=False, max_length=100)
    skill = forms.ChoiceField(label=_("Offers to"), required=False, choices=[("", _("anything")), *Skill.choices])
    language = forms.ChoiceField(label=_("Speaks"), required=False, choices=[("", _("any language")), *SPOKEN])
    half_day = forms.ChoiceField(label=_("Has time"), required=False, choices=[("", _("any time")), *HalfDay.choices])
    place = RowField(label=_("Municipality"), required=False, empty=_("all"))
    trained = forms.ChoiceField(
        label=_("Training"),
        required=False,
        choices=[("", _("all")), ("yes", _("trained for it")), ("no", _("not trained yet"))],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all who have not stopped")), *VolunteerState.choices],
    )

    def __init__(self, data: Any, *, region: Region) -> None:
        super().__init__(data)
        offer(self, "place", Place.objects.filter(volunteers__region=region).distinct())

    @property
    def looked(self) -> Looked:
        """What is looked for."""
        said = dict(self.cleaned_data) if self.is_valid() else {}
        place = said.pop("place", None)
        return Looked(**{**said, "place": place.pk if place else None, "state": said.get("state") or NOT_LEFT})

    @property
    def is_search(self) -> bool:
        """Whether anything is looked for."""
        return self.is_valid() and any(self.cleaned_data.values())


class PauseForm(forms.Form):
    """The first and the last day of a pause."""

    first_on = day_field(pgettext_lazy("day", "From"), required=True)
    last_on = day_field(_("Until, that day included"), required=True)
