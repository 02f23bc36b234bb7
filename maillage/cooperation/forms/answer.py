"""The form by which a guest answers an invitation: one press of a button, the details below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.reply import Reply
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Invitation
from maillage.core.plain_text import one_line
from maillage.people.forms.choices import NOT_AN_ADDRESS, choose_from

WAYS = [(Mode.ONLINE.value, gettext_lazy("Online")), (Mode.ON_SITE.value, gettext_lazy("On site"))]
YES: list[tuple[str, Promise]] = [(Answer.COMING.value, gettext_lazy("I am coming"))]
# Where people meet both ways, each yes says which: one press is enough there too.
YES_EITHER_WAY: list[tuple[str, Promise]] = [
    (f"{Answer.COMING.value}-{Mode.ON_SITE.value}", gettext_lazy("I am coming, on site")),
    (f"{Answer.COMING.value}-{Mode.ONLINE.value}", gettext_lazy("I take part online")),
]
OTHERS: list[tuple[str, Promise]] = [
    (Answer.NOT_COMING.value, gettext_lazy("I cannot come")),
    (Answer.MAYBE.value, gettext_lazy("I am not sure yet")),
]
ANSWERS = [answer.value for answer in Answer if answer != Answer.NONE]
NOT_KEPT = gettext_lazy("There is a sign in it that cannot be kept. Write it once more.")
TOO_LONG = gettext_lazy("This is too long: there is room for %(limit_value)s letters, these are %(show_value)s.")
WORDS = {"max_length": TOO_LONG, "null_characters_not_allowed": NOT_KEPT}
NOT_OFFERED = {"invalid_choice": gettext_lazy("This cannot be chosen here. Choose one that is shown.")}


@dataclass(frozen=True)
class Button:
    """One answer that a press gives."""

    value: str
    label: str
    is_chosen: bool


class AnswerForm(forms.Form):
    """Whether somebody comes, and what they need for it; sent without an answer, it keeps the one there is."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Are you coming?"), required=False, widget=forms.HiddenInput, error_messages=NOT_OFFERED
    )
    substitute_name = forms.CharField(
        label=gettext_lazy("Who comes instead"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages=WORDS,
    )
    substitute_email = forms.EmailField(
        label=gettext_lazy("Their address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={**WORDS, **NOT_AN_ADDRESS},
        help_text=gettext_lazy("They get date, place and the calendar file, nothing else."),
    )
    comes = forms.ChoiceField(
        label=gettext_lazy("How do they take part?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        required=False,
        error_messages=NOT_OFFERED,
    )
    interpreter = forms.ChoiceField(label=gettext_lazy("Interpreter"), required=False, error_messages=NOT_OFFERED)
    access_needs = forms.CharField(
        label=gettext_lazy("What else do you need to take part?"),
        max_length=500,
        required=False,
        error_messages=WORDS,
        help_text=gettext_lazy("A step-free room, subtitles, a lift from the station …"),
    )
    message = forms.CharField(
        label=gettext_lazy("Before the meeting: what should be talked about?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages=WORDS,
        help_text=gettext_lazy("The convenor reads it."),
    )

    def __init__(self, data: Any = None, *, invitation: Invitation, asked: str = "") -> None:
        super().__init__(data, initial=said_before(invitation))
        self.invitation = invitation
        self.asked = asked if asked in ANSWERS else ""
        self.is_hybrid = invitation.roundtable.mode == Mode.HYBRID
        offered = [*YES, *YES_EITHER_WAY] if self.is_hybrid else YES
        choose_from(self, "answer", [*offered, *OTHERS, (Answer.SUBSTITUTE.value, "")])
        choose_from(self, "interpreter", [("", _("No interpreter needed")), *settings.LANGUAGES])
        if not self.is_hybrid:
            del self.fields["comes"]

    @property
    def buttons(self) -> list[Button]:
        """What can be pressed; the answer there is, or the one that the link in the mail names, stands out."""
        yes = YES_EITHER_WAY if self.is_hybrid else YES
        said = self.asked or self.invitation.answer
        way = f"{said}-{self.invitation.comes}"
        first = yes[0][0] if said in {Answer.NONE, Answer.SUBSTITUTE} else ""
        return [
            Button(value, str(label), value in {said, way, first} or (value.partition("-")[0] == self.asked))
            for value, label in [*yes, *OTHERS]
        ]

    @property
    def is_about_substitute(self) -> bool:
        """Whether the part on who comes instead stands open."""
        wrong = bool({"substitute_name", "substitute_email", "comes"} & set(self.errors))
        return wrong or Answer.SUBSTITUTE in {self.asked or self.invitation.answer}

    @property
    def is_about_needs(self) -> bool:
        """Whether the part on needs stands open."""
        return any(self[name].value() or self[name].errors for name in ("interpreter", "access_needs", "message"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "answer" in self.errors:
            return cleaned
        answer, _dash, way = str(cleaned.get("answer", "")).partition("-")
        cleaned["substitute_name"] = one_line(cleaned.get("substitute_name", ""))
        newly_named = cleaned["substitute_name"] not in {"", self.invitation.substitute_name}
        cleaned["answer"] = answer = self._meant(answer, newly_named)
        if way or answer == self.invitation.answer == Answer.COMING:
            cleaned["comes"] = way or cleaned.get("comes") or self.invitation.comes
        if not answer:
            self.add_error("answer", _("Say whether you come: press one of the buttons."))
        elif newly_named and answer in {Answer.COMING, Answer.MAYBE}:
            self.add_error(
                "substitute_name", _("Somebody else is named here. Press the button below the name, or empty it.")
            )
        elif answer == Answer.SUBSTITUTE and not cleaned["substitute_name"] and "substitute_name" not in self.errors:
            self.add_error("substitute_name", _("Write who comes, so that there is a seat."))
        self._check_way(cleaned)
        return cleaned

    def _meant(self, answer: str, newly_named: bool) -> str:
        """Return what a press means: details sent without an answer keep it, a name says that somebody else comes."""
        if newly_named and answer in {"", Answer.NOT_COMING}:
            return Answer.SUBSTITUTE.value
        known = self.invitation.answer if self.invitation.answer != Answer.NONE else ""
        return answer or known

    def _check_way(self, cleaned: dict[str, Any]) -> None:
        comes = cleaned.get("answer") in {Answer.COMING, Answer.SUBSTITUTE}
        if self.is_hybrid and comes and not cleaned.get("comes") and "comes" not in self.errors:
            self.add_error("comes", _("Say whether it is online or on site, so that there is a chair or a link."))

    def reply(self) -> Reply:
        """Return what was said."""
        return Reply(**self.cleaned_data)


def said_before(invitation: Invitation) -> dict[str, str]:
    """Return what the form starts with: what was answered before."""
    names = ("comes", "substitute_name", "substitute_email", "interpreter", "access_needs", "message")
    return {name: getattr(invitation, name) for name in names}
