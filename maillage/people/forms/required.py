"""What a form says where something is still missing: what to do, in the house's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FILL_IN: dict[type[forms.Field], Any] = {
    forms.Field: _("This is still empty. Fill it in."),
    forms.ChoiceField: _("Choose one of these."),
    forms.MultipleChoiceField: _("Choose at least one of these."),
    forms.ModelChoiceField: _("Choose one of these."),
    forms.ModelMultipleChoiceField: _("Choose at least one of these."),
    forms.BooleanField: _("Tick this to go on."),
    forms.FileField: _("Choose a file."),
}


def say_what_to_do() -> None:
    """Let every form ask for what is missing in these words; a field that has words of its own keeps them.

    Fields take their words when they are made, so this comes before any form is read.
    """
    for kind, words in FILL_IN.items():
        kind.default_error_messages = {**vars(kind).get("default_error_messages", {}), "required": words}
