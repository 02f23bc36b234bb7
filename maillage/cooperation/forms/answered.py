"""The form that says which practices answer a need."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.queries.answered import Shelf
from maillage.initiatives.models import Initiative
from maillage.people.forms.choices import choose_from


class AnsweredForm(forms.Form):
    """The practices of a region by theme; those that answer already are not offered, and may be sent once more."""

    practices = forms.MultipleChoiceField(
        label=gettext_lazy("Practices of the region"),
        widget=forms.SelectMultiple({"size": 8}),
        help_text=gettext_lazy("To choose several with a keyboard and a mouse, hold Ctrl, or Cmd on a Mac."),
        error_messages={
            "required": gettext_lazy("Choose at least one practice."),
            "invalid_choice": gettext_lazy("Choose practices of this region."),
        },
    )

    def __init__(self, data: Any, *, shelves: Iterable[Shelf], answering: Collection[Initiative]) -> None:
        super().__init__(data)
        shelves = list(shelves)
        self.known = {one.public_id: one for _theme, practices in shelves for one in practices}
        left_out = set() if self.is_bound else {one.pk for one in answering}
        groups = [
            (str(theme) if theme else _("Without a theme"), [one for one in practices if one.pk not in left_out])
            for theme, practices in shelves
        ]
        offered = [
            (label, [(one.public_id, str(one)) for one in practices]) for label, practices in groups if practices
        ]
        self.offers = bool(offered)
        choose_from(self, "practices", offered)

    def chosen(self) -> list[Initiative]:
        """Return the practices that were chosen."""
        return [self.known[key] for key in self.cleaned_data["practices"]]
