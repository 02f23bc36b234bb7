"""The form of an organisation and its seat."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.core.folding import fold
from maillage.kit.context import autonym_of
from maillage.kit.spoken import page_language
from maillage.people.actions import Profile, SeatTerms
from maillage.people.enums import Category, Part
from maillage.people.models import Organisation, Seat
from maillage.territory.models import Place, Region

SHOWN_FAULTS = 20


class Day(forms.DateField):
    """A day, or nothing where it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        kwargs.setdefault("error_messages", {"invalid": _("Write the day as year, month and day, such as 2022-01-25.")})
        super().__init__(required=False, widget=widget, **kwargs)


class OrganisationForm(forms.Form):
    """What the directory says of an organisation; places are written by name, one a line."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the name of the organisation.")}
    )
    former_names = forms.CharField(label=_("Former names"), max_length=400, required=False)
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[("", _("not known")), *Category.choices])
    label = forms.CharField(label=_("Its own wording of the category"), max_length=120, required=False)
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, such as https://example.org.")},
    )
    reached_by = forms.CharField(
        label=_("How the public reaches it"),
        max_length=200,
        required=False,
        help_text=_("The number, mailbox or page of an office, never a person’s. Everybody reads it."),
    )
    places = forms.CharField(
        label=_("Places it serves"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Municipalities of the region, one on each line."),
    )
    part = forms.ChoiceField(label=_("Part on the platform"), choices=Part.choices, initial=Part.MEMBER)
    joined_on = Day(label=_("Member since"), help_text=_("Leave it empty if nobody knows."))
    left_on = Day(label=_("Left on"))

    def __init__(self, *args: Any, region: Region, seat: Seat | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.seat = region, seat
        self.language = page_language()
        self.fields["label"].help_text = _("In %(language)s, where the list is too coarse.") % {
            "language": autonym_of(self.language)
        }
        if seat is not None:
            self.initial = initial_of(seat, self.language)

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        same = Organisation.objects.filter(programme=self.region.programme, name__iexact=name)
        if self.seat is not None:
            if same.exclude(pk=self.seat.organisation_id).exists():
                raise ValidationError(_("Another organisation of the programme has this name. Tell the two apart."))
        elif same.filter(seats__region=self.region).exists():
            raise ValidationError(_("This organisation is in the directory already. Look for it there."))
        return name

    def clean_places(self) -> list[Place]:
        names = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if not names:
            return []
        by_name: dict[str, Place] = {}
        for place in self.region.places.order_by("code"):
            by_name.setdefault(fold(place.name), place)
        unknown = [name for name in names if fold(name) not in by_name]
        if unknown:
            raise ValidationError(_no_such_places(unknown, by_name))
        return list({by_name[fold(name)].pk: by_name[fold(name)] for name in names}.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        joined, left = cleaned.get("joined_on"), cleaned.get("left_on")
        if joined and left and left < joined:
            self.add_error("left_on", _("An organisation leaves after it joined. Correct one of the two days."))
        return cleaned

    @property
    def profile(self) -> Profile:
        """What was written of the organisation."""
        said = self.cleaned_data
        return Profile(
            name=said["name"],
            category=said["category"],
            former_names=said["former_names"],
            label=said["label"],
            label_language=self.language,
            website=said["website"],
            reached_by=said["reached_by"],
            places=said["places"],
        )

    @property
    def terms(self) -> SeatTerms:
        """What was written of its seat."""
        said = self.cleaned_data
        return SeatTerms(part=said["part"], joined_on=said["joined_on"], left_on=said["left_on"])


def initial_of(seat: Seat, language: str) -> dict[str, Any]:
    """Return what a form shows of an organisation and its seat."""
    organisation = seat.organisation
    return {
        "name": organisation.name,
        "former_names": organisation.former_names,
        "category": organisation.category,
        "label": organisation.category_label.get(language, ""),
        "website": organisation.website,
        "reached_by": organisation.reached_by,
        "places": "\n".join(organisation.places_served.values_list("name", flat=True)),
        "part": seat.part,
        "joined_on": seat.joined_on,
        "left_on": seat.left_on,
    }


def _no_such_places(names: list[str], by_name: dict[str, Place]) -> list[str]:
    """Say of the first names what is wrong, since looking for the nearest takes its time, and count the others."""
    sentences = [_no_such_place(name, by_name) for name in names[:SHOWN_FAULTS]]
    if more := len(names) - len(sentences):
        sentences.append(_("There are %(count)s more lines to correct.") % {"count": more})
    return sentences


def _no_such_place(name: str, by_name: dict[str, Place]) -> str:
    near = get_close_matches(fold(name), by_name, n=1)
    if near:
        return _("There is no place “%(name)s” in the region. The nearest name is “%(near)s”.") % {
            "name": name,
            "near": by_name[near[0]].name,
        }
    return _("There is no place “%(name)s” in the region. Write another, or leave it out.") % {"name": name}
