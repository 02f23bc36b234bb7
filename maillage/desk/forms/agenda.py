"""The usual agenda of a region: one row an item, with spare rows, so that it needs no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import ItemKind
from maillage.cooperation.models import AgendaTemplate
from maillage.core.agenda import USUAL, Line
from maillage.people.forms.wordings import as_initial, wording_fields, wording_from

SPARE_ROWS = 3


class UsualItemForm(forms.Form):
    """One usual item; a row whose kind is left empty is no item."""

    position = forms.IntegerField(
        label=_("Position"), required=False, min_value=1, max_value=99, widget=forms.NumberInput(attrs={"class": "num"})
    )
    kind = forms.ChoiceField(
        label=_("What it is for"),
        required=False,
        choices=[("", _("no item")), *((kind.value, kind.label) for kind in ItemKind)],
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "num"}),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.fields.update(wording_fields("title", languages, _("Title")))

    def clean(self) -> dict[str, Any]:
        """Ask for a kind where a title was written."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("kind") and any(cleaned.get(f"title_{code}") for code in self.languages):
            self.add_error("kind", _("This row has a title. Say what it is for, or clear the title."))
        return cleaned

    @property
    def titles(self) -> list[forms.BoundField]:
        """The fields of the title, one a language."""
        return [self[f"title_{code}"] for code in self.languages]

    @property
    def item(self) -> Line | None:
        """The item this row says, if it says one."""
        row = self.cleaned_data
        if not row.get("kind"):
            return None
        return Line(row["kind"], row["minutes"], wording_from(row, "title", self.languages))


class UsualAgenda(forms.BaseFormSet[UsualItemForm]):
    """All rows together."""

    @property
    def items(self) -> list[Line]:
        """The items in the order of their places; rows without a place come last, in the order of the page."""
        rows = [(form.cleaned_data["position"] or 100, form.item) for form in self.forms if form.item]
        return [item for _place, item in sorted(rows, key=lambda row: row[0])]


def usual_agenda_form(data: Mapping[str, Any] | None, kept: list[AgendaTemplate], languages: list[str]) -> UsualAgenda:
    """Return the rows of the usual agenda, what is typed or else what is kept, and a few more."""
    rows = forms.formset_factory(UsualItemForm, UsualAgenda, extra=SPARE_ROWS, max_num=40)
    return cast(UsualAgenda, rows(data, initial=rows_of(kept, languages), form_kwargs={"languages": languages}))


def rows_of(items: list[AgendaTemplate], languages: list[str]) -> list[dict[str, Any]]:
    """Return what the rows show: the kept items, or the usual shape where none are kept."""
    if not items:
        return [
            {"position": place, "kind": line.kind, "minutes": line.minutes} for place, line in enumerate(USUAL, start=1)
        ]
    return [
        {
            "position": item.position,
            "kind": item.kind,
            "minutes": item.minutes,
            **as_initial("title", languages, item.title),
        }
        for item in items
    ]
