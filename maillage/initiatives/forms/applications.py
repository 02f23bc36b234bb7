"""The forms of those who apply: an address for the link, the application itself, and why it is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.initiatives.actions.applications import LONGEST_DRAFT, Written
from maillage.initiatives.call_words import euros
from maillage.initiatives.forms.euros import EurosField
from maillage.initiatives.models import CallQuestion, PilotApplication, PilotCall

TOO_LONG = gettext_lazy("This text has %(show_value)d characters; %(limit_value)d fit. Shorten it.")


class BeginForm(forms.Form):
    """An address, and a field that only machines fill in."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send you a link of your own. There is no account and no password."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Write your address, such as name@example.org."),
            "invalid": gettext_lazy("This does not look like an address. Write it as name@example.org."),
        },
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )


def line(label: Any, most: int, **attrs: str) -> forms.CharField:
    """Return a field for one line."""
    widget = forms.TextInput({"dir": "auto", **attrs})
    return forms.CharField(
        label=label, max_length=most, required=False, widget=widget, error_messages={"max_length": TOO_LONG}
    )


class ApplicationForm(forms.Form):
    """One application; as a draft anything goes, what keeps it from being sent is told by its fields."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    organisation_name = line(gettext_lazy("Organisation that applies"), 200, autocomplete="organization")
    contact_name = line(gettext_lazy("Whom we can speak with"), 150, autocomplete="name")
    title = line(gettext_lazy("Title of the project"), 200)
    amount_eur = EurosField(label=gettext_lazy("How much you ask for, in EUR"))
    months = forms.IntegerField(
        label=gettext_lazy("How many months it takes"),
        required=False,
        min_value=0,
        max_value=32_000,
        widget=forms.NumberInput({"class": "num"}),
        error_messages={
            "invalid": gettext_lazy("Write a number of months."),
            "min_value": gettext_lazy("Write how many months the project takes."),
            "max_value": gettext_lazy("Write a smaller number of months."),
        },
    )

    def __init__(self, data: Any = None, *, application: PilotApplication, questions: list[CallQuestion]) -> None:
        super().__init__(data, initial=application_initial(application, questions))
        self.questions = questions
        call: PilotCall = application.call
        most = call.largest_grant_eur or call.budget_eur
        if most:
            self.fields["amount_eur"].help_text = _("At most %(most)s.") % {"most": euros(most)}
        if call.months:
            self.fields["months"].help_text = _("At most %(most)s.") % {"most": call.months}
        for question in questions:
            self.fields[f"answer_{question.pk}"] = answer_field(question)

    def answers(self) -> list[tuple[forms.BoundField, bool]]:
        """Return the fields of the questions, and whether each waits for an answer."""
        return [(self[f"answer_{question.pk}"], question.is_required) for question in self.questions]

    def written(self) -> Written:
        """Return what was written."""
        cleaned = self.cleaned_data
        names = ("organisation_name", "contact_name", "title", "amount_eur", "months")
        answers = {str(question.pk): cleaned[f"answer_{question.pk}"] for question in self.questions}
        return Written(**{name: cleaned[name] for name in names}, answers=answers)


def answer_field(question: CallQuestion) -> forms.CharField:
    """Return the field of one question; a draft may be longer than what can be sent."""
    fits = _("%(most)s characters fit.") % {"most": question.longest}
    return forms.CharField(
        label=str(question.text),
        help_text=f"{question.hint} {fits}".strip(),
        required=False,
        max_length=LONGEST_DRAFT,
        widget=forms.Textarea({"rows": 6 if question.longest > 500 else 2, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )


def application_initial(application: PilotApplication, questions: list[CallQuestion]) -> dict[str, Any]:
    """Return what the form of an application starts with."""
    names = ("version", "organisation_name", "contact_name", "title", "amount_eur", "months")
    answers = {f"answer_{one.pk}": application.answers.get(str(one.pk), "") for one in questions}
    return {**{name: getattr(application, name) for name in names}, **answers}


class GiveUpForm(forms.Form):
    """Why an application is withdrawn."""

    because = forms.CharField(
        label=gettext_lazy("Why do you withdraw it?"),
        max_length=400,
        help_text=gettext_lazy("One line, which the convenor reads."),
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Say in a line why, so that nobody asks you."),
            "max_length": TOO_LONG,
        },
    )
