"""What the trail is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.desk.deeds import name_of


class TrailFilter(forms.Form):
    """One day, one kind of deed, both or neither."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a day of the calendar. Write it as 2022-01-25.")},
    )

    def __init__(self, *args: Any, verbs: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((verb, name_of(verb)) for verb in verbs), key=lambda choice: choice[1].casefold())
        self.fields["verb"] = forms.ChoiceField(
            label=_("What was done"),
            required=False,
            choices=[("", _("everything")), *named],
            error_messages={"invalid_choice": _("Nothing of this kind was done here. Choose from the list.")},
        )
