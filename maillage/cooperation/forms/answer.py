"""The form by which a guest answers an invitation, on one page with one button."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.reply import Reply
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.forms.choices import NOT_AN_ADDRESS, choose_from
from maillage.cooperation.models import Invitation

ANSWERS = [
    (Answer.COMING.value, gettext_lazy("I am coming")),
    (Answer.SUBSTITUTE.value, gettext_lazy("Somebody comes instead of me")),
    (Answer.MAYBE.value, gettext_lazy("I am not sure yet")),
    (Answer.NOT_COMING.value, gettext_lazy("I cannot come")),
]
WAYS = [(Mode.ONLINE.value, gettext_lazy("Online")), (Mode.ON_SITE.value, gettext_lazy("On site"))]


class AnswerForm(forms.Form):
    """Whether somebody comes, and what they need for it."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Are you coming?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the four.")},
    )
    comes = forms.ChoiceField(
        label=gettext_lazy("How do you take part?"), choices=WAYS, widget=forms.RadioSelect, required=False
    )
    substitute_name = forms.CharField(
        label=gettext_lazy("Who comes instead"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    substitute_email = forms.EmailField(
        label=gettext_lazy("Their address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages=NOT_AN_ADDRESS,
        help_text=gettext_lazy("They get date, place and the calendar file, nothing else."),
    )
    interpreter = forms.ChoiceField(label=gettext_lazy("Interpreter"), required=False)
    access_needs = forms.CharField(
        label=gettext_lazy("What else do you need to take part?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("A step-free room, subtitles, a lift from the station …"),
    )
    message = forms.CharField(
        label=gettext_lazy("Before the meeting: what should be talked about?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The convenor reads it."),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "interpreter", [("", _("No interpreter needed")), *settings.LANGUAGES])
        if invitation.roundtable.mode != Mode.HYBRID:
            del self.fields["comes"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        instead = answer == Answer.SUBSTITUTE and "substitute_name" not in self.errors
        if instead and not cleaned.get("substitute_name"):
            self.add_error("substitute_name", _("Write who comes, so that there is a seat."))
        comes = answer in {Answer.COMING, Answer.SUBSTITUTE}
        if "comes" in self.fields and comes and not cleaned.get("comes") and "comes" not in self.errors:
            self.add_error("comes", _("Say whether it is online or on site, so that there is a chair or a link."))
        return cleaned

    def reply(self) -> Reply:
        """Return what was said."""
        return Reply(**self.cleaned_data)


def said_before(invitation: Invitation, asked: str) -> dict[str, str]:
    """Return what the form starts with: what was answered before, and the answer that the link in the mail names."""
    names = ("answer", "comes", "substitute_name", "substitute_email", "interpreter", "access_needs", "message")
    said = {name: getattr(invitation, name) for name in names}
    return {**said, "answer": asked} if asked in dict(ANSWERS) else said
