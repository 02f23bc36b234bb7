"""The forms of the screen Live: a line, its details, somebody new, a late change of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.actions.presence import Tick
from maillage.cooperation.enums import ItemKind, NoteTag
from maillage.cooperation.forms.choices import organisation_field
from maillage.cooperation.models import Commitment, Mention, Need, Note, Roundtable
from maillage.initiatives.models import Initiative
from maillage.kit.spoken import short_day
from maillage.people.enums import Category
from maillage.people.forms.choices import NOT_AN_ADDRESS, RowField, day_field, offer
from maillage.people.models import Organisation
from maillage.territory.models import Theme

UNKNOWN_THEME = {"invalid_choice": _("This theme is not in the list. Choose one from it.")}
UNKNOWN_NEED = {"invalid_choice": _("This need is not one of the region's. Choose one from the list.")}
UNKNOWN_PRACTICE = {"invalid_choice": _("This practice is not one of the region's. Choose one from the list.")}


class LineField(forms.CharField):
    """The words of a line, whatever they hold: the action makes them sound, or says what is wrong with them."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False)
        self.validators = []


class NoteForm(forms.Form):
    """One line, for a room, for an agenda item, or for the whole table; its words are checked by the action."""

    text = LineField()
    room = forms.IntegerField(required=False, min_value=1)
    item = forms.IntegerField(required=False, min_value=1)
    language = forms.CharField(required=False, max_length=8)
    client_key = forms.CharField(required=False, max_length=40)


class LineForm(forms.Form):
    """A line written anew, with the version that was seen; without one, whatever the line says now is shown first."""

    text = LineField()
    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    client_key = forms.CharField(required=False, max_length=40)


class TagForm(forms.Form):
    """What a line turned out to be; empty takes it back."""

    tag = forms.ChoiceField(choices=NoteTag.choices, required=False)


class TickForm(forms.Form):
    """What is ticked for whom."""

    contact = forms.IntegerField(min_value=1, max_value=2**62)
    tick = forms.ChoiceField(choices=[(tick.value, tick.value) for tick in Tick])


class NeedDetailForm(forms.Form):
    """On what theme a need is, whom it asks, and whether it came back."""

    theme = RowField(label=_("Theme"), required=False, error_messages=UNKNOWN_THEME)
    addressed_to = forms.MultipleChoiceField(
        label=_("Addressed to"), choices=Category.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    same_as = RowField(
        label=_("The same as an earlier need"),
        required=False,
        error_messages=UNKNOWN_NEED,
        empty=_("no, it is new"),
        help_text=_("It is then kept as one need that was raised again."),
    )

    def __init__(self, *args: Any, themes: list[Theme], needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", themes)
        offer(self, "same_as", needs)


class PromiseForm(forms.Form):
    """Who keeps a promise, and by when."""

    organisation = organisation_field(_("Organisation"), required=False)
    due_on = day_field(_("Due on"))

    def __init__(self, *args: Any, roundtable: Roundtable, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roundtable = roundtable
        offer(self, "organisation", organisations)
        self.fields["due_on"].widget.attrs["min"] = roundtable.date.isoformat()

    def clean_due_on(self) -> Any:
        """Refuse a date before the roundtable."""
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < self.roundtable.date:
            sentence = _("This is before the roundtable of %(day)s. Choose that day or a later one.")
            raise forms.ValidationError(sentence, params={"day": short_day(self.roundtable.date)})
        return due_on


class CommitmentDetailForm(PromiseForm):
    """Who keeps a promise, by when, and which need it answers."""

    need = RowField(label=_("Answers the need"), required=False, error_messages=UNKNOWN_NEED)

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "need", needs)


class PracticeDetailForm(forms.Form):
    """Who runs a practice, on what theme, where, and whether it is known already."""

    organisation = organisation_field(_("Organisation"), required=False)
    theme = RowField(label=_("Theme"), required=False, error_messages=UNKNOWN_THEME)
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    same_as = RowField(
        label=_("The same as a practice that is known"),
        required=False,
        error_messages=UNKNOWN_PRACTICE,
        empty=_("no, it is new"),
    )

    def __init__(
        self,
        *args: Any,
        organisations: list[Organisation],
        themes: list[Theme],
        practices: list[Initiative],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)
        offer(self, "theme", themes)
        offer(self, "same_as", practices)


class WalkInForm(forms.Form):
    """Somebody who came and is not in the directory."""

    name = forms.CharField(
        label=_("Name"), max_length=150, error_messages={"required": _("Write the name of the person.")}
    )
    organisation = organisation_field(_("Organisation"), required=False, empty=_("none, or not in the list"))
    category = forms.ChoiceField(
        label=_("Counts as"),
        choices=[("", _("not known")), *Category.choices],
        required=False,
        help_text=_("Only for somebody without an organisation."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        error_messages=NOT_AN_ADDRESS,
        help_text=_("Only if the person wants the report and invitations."),
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


class AgendaChangeForm(forms.Form):
    """A late change: another title for an item, one more, one less, one place earlier or later; with what was seen."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("rename", "add", "remove", "earlier", "later")])
    item = forms.IntegerField(required=False, min_value=1)
    version = forms.IntegerField(required=False, min_value=1)
    title = forms.CharField(required=False, max_length=200)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=1440)
    kind = forms.ChoiceField(choices=ItemKind.choices, required=False)


def detail_initial(note: Note, language: str) -> dict[str, Any]:
    """Return what the details of a tagged line start with."""
    made = made_of(note)
    if isinstance(made, Need):
        return {"theme": made.theme_id, "addressed_to": made.addressed_to}
    if isinstance(made, Commitment):
        return {"organisation": made.organisation_id, "due_on": made.due_on, "need": made.need_id}
    if isinstance(made, Initiative):
        theme = made.themes.first()
        place = made.place_in_words.said_in(language, "en")[0]
        return {"organisation": made.organisation_id, "theme": theme.pk if theme else None, "place": place}
    return {}


def made_of(note: Note) -> Need | Commitment | Initiative | None:
    """Return the record that was made of a line, if there is one."""
    if hasattr(note, "raising"):
        return note.raising.need
    if hasattr(note, "commitment"):
        return note.commitment
    mention: Mention | None = getattr(note, "mention", None)
    return mention.initiative if mention else None
