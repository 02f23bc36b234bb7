"""The form that chooses the needs a call answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.models import Need
from maillage.people.forms.choices import choose_from


class CallNeedsForm(forms.Form):
    """The needs of a region, those of the call ticked."""

    needs = forms.MultipleChoiceField(
        label=_("Needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the needs shown.")},
    )

    def __init__(self, data: Any, *, needs: Iterable[Need], chosen: Iterable[Need]) -> None:
        super().__init__(data, initial={"needs": [need.public_id for need in chosen]})
        self.known = {need.public_id: need for need in needs}
        choose_from(self, "needs", [(key, str(need.text)) for key, need in self.known.items()])

    def chosen(self) -> list[Need]:
        """Return the needs that were ticked."""
        return [self.known[key] for key in self.cleaned_data["needs"]]
