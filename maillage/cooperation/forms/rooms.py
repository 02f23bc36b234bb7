"""The forms of the screen Rooms: the rooms themselves, and who sits where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.rooms import PlannedRoom
from maillage.cooperation.models import Room
from maillage.cooperation.queries.rooms import Participant
from maillage.people.forms.choices import RowField, offer
from maillage.people.forms.wordings import as_initial, wording_fields, wording_from
from maillage.people.models import Contact
from maillage.territory.models import Theme

MOST_ROOMS = 12
UNKNOWN_PERSON = {
    "invalid_choice": gettext_lazy("This person is not in the directory of the region. Choose one from the list.")
}
UNKNOWN_THEME = {"invalid_choice": gettext_lazy("This theme is not in the list. Choose one from it.")}


class RoomForm(forms.Form):
    """One breakout room; a room without a title is taken away."""

    id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    theme = RowField(label=gettext_lazy("Theme"), required=False, error_messages=UNKNOWN_THEME)
    facilitator = RowField(label=gettext_lazy("Leads the talk"), required=False, error_messages=UNKNOWN_PERSON)
    note_taker = RowField(label=gettext_lazy("Takes notes"), required=False, error_messages=UNKNOWN_PERSON)

    def __init__(
        self, *args: Any, languages: list[str], themes: list[Theme], people: list[Contact], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.fields |= wording_fields("title", languages, _("Title"))
        offer(self, "theme", themes)
        offer(self, "facilitator", people)
        offer(self, "note_taker", people)

    @property
    def titles(self) -> list[forms.BoundField]:
        """The fields of the title, one a language."""
        return [self[f"title_{code}"] for code in self.languages]

    def planned(self, before: Room | None = None) -> PlannedRoom | None:
        """Return the room as typed, or None where it has no title."""
        data = self.cleaned_data
        title = wording_from(data, "title", self.languages, before.title if before else None)
        if not title:
            return None
        room = data.get("id") if before else None
        return PlannedRoom(title, data["theme"], data["facilitator"], data["note_taker"], room)


RoomFormSet = forms.formset_factory(RoomForm, extra=0, max_num=MOST_ROOMS, validate_max=True)


def initial_of(rooms: Iterable[Room], languages: list[str]) -> list[dict[str, Any]]:
    """Return what the rows of the form start with."""
    return [
        {
            "id": room.pk,
            "theme": room.theme_id,
            "facilitator": room.facilitator_id,
            "note_taker": room.note_taker_id,
            **as_initial("title", languages, room.title),
        }
        for room in rooms
    ]


class SeatsForm(forms.Form):
    """One choice of a room for each person who comes."""

    def __init__(self, *args: Any, people: list[Participant], rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [(str(room.pk), _("Room %(number)s") % {"number": room.number}) for room in rooms]
        for person in people:
            # The list of people prints, forms do not: so each choice names its form and stands outside it.
            widget = forms.Select({"form": "seats"})
            field = RowField(label=person.name, required=False, empty=_("no room"), widget=widget)
            field.rows = {str(room.pk): room for room in rooms}
            field.choices = [("", field.empty), *choices]
            self.fields[self.name_of(person)] = field

    @staticmethod
    def name_of(person: Participant) -> str:
        """Return the name of the field that seats a person."""
        return f"seat_{person.contact.pk}"

    @property
    def seats(self) -> dict[Contact, Room | None]:
        """Return where each person named in what was sent is to sit; others keep their place."""
        sent = [person for person in self.people if self.name_of(person) in self.data]
        return {person.contact: self.cleaned_data.get(self.name_of(person)) for person in sent}


class SpreadForm(forms.Form):
    """Whether those put somewhere by hand may move too; asked only where there are any."""

    free = forms.BooleanField(label=gettext_lazy("Also those who were put somewhere by hand"), required=False)

    def __init__(self, *args: Any, by_hand: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_hand = by_hand


class LateForm(forms.Form):
    """Who is seated when the guests are not those who were expected."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who is seated"),
        choices=[
            ("here", gettext_lazy("Only who was ticked as here")),
            ("coming", gettext_lazy("Also who said yes and is awaited")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who is seated."),
            "invalid_choice": gettext_lazy("Choose who is seated."),
        },
    )


class SeenForm(forms.Form):
    """The version of rooms and seats that a page showed when it was opened."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """The version named, or one that never is where none can be read."""
        return self.cleaned_data["version"] if self.is_valid() else -1
