"""The forms at the door: a code, who one is, and who somebody at the door turns out to be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Mode
from maillage.cooperation.models import Roundtable
from maillage.people.forms.choices import RowField, offer
from maillage.people.models import Contact

MANNERS = [(Mode.ON_SITE.value, _("In the room")), (Mode.ONLINE.value, _("Online"))]


class CodeForm(forms.Form):
    """The code that stands on the screen."""

    code = forms.CharField(
        label=_("Code of the roundtable"),
        max_length=20,
        error_messages={"required": _("Write the code that stands on the screen.")},
        widget=forms.TextInput(
            attrs={"class": "code", "autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class HereForm(forms.Form):
    """Who is here, by what they know of themselves; nobody is offered a list of names."""

    who = forms.CharField(
        label=_("Your e-mail address, or your name"),
        max_length=150,
        help_text=_("As in your invitation. Without an invitation: your name."),
        error_messages={"required": _("Write your e-mail address or your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        help_text=_("Only if you were not invited."),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )
    comes = forms.ChoiceField(label=_("Where are you?"), choices=MANNERS, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, roundtable: Roundtable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if roundtable.mode != Mode.HYBRID:
            del self.fields["comes"]


class LetInForm(forms.Form):
    """Who somebody at the door is: a guest who is awaited, or somebody new."""

    guest = RowField(label=_("This is"), required=False, empty=_("somebody new"))

    def __init__(self, *args: Any, guests: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "guest", guests)


class HandsForm(forms.Form):
    """How many hands were raised for an idea."""

    hands = forms.IntegerField(min_value=0, max_value=500)
