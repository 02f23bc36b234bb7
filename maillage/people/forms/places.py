"""Places written by name: what is unknown is said with the nearest name, what is ambiguous is asked back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.territory.models import Place

SHOWN_FAULTS = 20


class Gazetteer:
    """The places that may be named: each by its name, and by name and code where two have the same."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = sorted(places, key=lambda place: (fold(place.name), place.code))
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            self.by_name[fold(place.name)].append(place)
        self.by_code = {fold(f"{place.name} ({place.code})"): place for place in self.places}

    def label(self, place: Place) -> str:
        """Return how a place is written so that it means no other."""
        alone = len(self.by_name[fold(place.name)]) == 1
        return place.name if alone else f"{place.name} ({place.code})"

    @property
    def labels(self) -> list[str]:
        """Every place as it is written."""
        return [self.label(place) for place in self.places]

    def find(self, name: str) -> Place:
        """Return the place of a name; raises ValidationError for one that is unknown, or that several have."""
        if known := self.by_code.get(fold(name)):
            return known
        found = self.by_name.get(fold(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            labels = ", ".join(self.label(place) for place in found)
            sentence = _("Several places are called “%(name)s”. Write one of them with its code: %(labels)s.")
            raise ValidationError(sentence % {"name": name, "labels": labels})
        raise ValidationError(self.nothing_like(name))

    def nothing_like(self, name: str) -> str:
        """Say that no place has this name, and which one comes near."""
        near = get_close_matches(fold(name), self.by_name, n=1)
        if near:
            sentence = _("There is no place “%(name)s” in the region. The nearest name is “%(near)s”.")
            return sentence % {"name": name, "near": self.label(self.by_name[near[0]][0])}
        sentence = _("There is no place “%(name)s” in the region. Write another, or leave it out.")
        return sentence % {"name": name}


class PlaceField(forms.CharField):
    """One place by its name; empty where it is not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(*args, max_length=200, **kwargs)
        self.known = Gazetteer([])

    def clean(self, value: Any) -> Place | None:
        name = super().clean(value).strip()
        return self.known.find(name) if name else None


class PlacesField(forms.CharField):
    """Places by their names, one a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea({"rows": 3}))
        super().__init__(*args, max_length=20_000, **kwargs)
        self.known = Gazetteer([])

    def clean(self, value: Any) -> list[Place]:
        found: dict[int, Place] = {}
        faults: list[str] = []
        for name in filter(None, (line.strip() for line in super().clean(value).splitlines())):
            if len(faults) > SHOWN_FAULTS:
                break
            try:
                place = self.known.find(name)
            except ValidationError as error:
                faults += error.messages
            else:
                found[place.pk] = place
        if faults:
            raise ValidationError(faults)
        return list(found.values())


def know_places(form: forms.BaseForm, known: Gazetteer, *names: str) -> None:
    """Tell fields of a form which places there are."""
    for name in names:
        field = form.fields[name]
        if isinstance(field, PlaceField | PlacesField):
            field.known = known


def as_lines(known: Gazetteer, places: Iterable[Place]) -> str:
    """Return what a field of places starts with."""
    return "\n".join(known.label(place) for place in places)
