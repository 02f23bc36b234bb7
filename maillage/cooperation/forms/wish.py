"""The form by which a guest ranks the rooms: a first wish, and a second where there are more than two rooms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.models import Room
from maillage.people.forms.choices import RowField

GONE = {"invalid_choice": gettext_lazy("This room is gone. Choose another one.")}


class WishForm(forms.Form):
    """Any room will do where nothing is chosen."""

    def __init__(self, *args: Any, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [_("First wish"), _("Second wish")][: max(1, len(rooms) - 1)]
        for rank, label in enumerate(labels, start=1):
            field = RowField(label=label, required=False, empty=_("any room"), error_messages=GONE)
            field.offer(rooms)
            self.fields[f"wish_{rank}"] = field

    @property
    def rooms(self) -> list[Room]:
        """The rooms wished for, the first wish first."""
        return [self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)]
