"""The forms of judging: who is asked, and what one assessor gives one application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.initiatives.actions.assessing import LONGEST, Verdict
from maillage.initiatives.models import Criterion
from maillage.people.forms.choices import choose_from
from maillage.people.models import Contact


class AskForm(forms.Form):
    """People of the directory to choose from."""

    contacts = forms.MultipleChoiceField(
        label=gettext_lazy("People of your directory"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one person."),
            "invalid_choice": gettext_lazy("Choose from the people shown."),
        },
    )

    def __init__(self, *args: Any, contacts: Iterable[Contact]) -> None:
        super().__init__(*args)
        self.known = {contact.public_id: contact for contact in contacts}
        choose_from(self, "contacts", [(key, name_of(contact)) for key, contact in self.known.items()])

    def chosen(self) -> list[Contact]:
        """Return the people who were ticked."""
        return [self.known[key] for key in self.cleaned_data["contacts"]]


def name_of(contact: Contact) -> str:
    """Return a person with the organisation."""
    return f"{contact} · {contact.organisation}" if contact.organisation else str(contact)


class VerdictForm(forms.Form):
    """Points line by line, words, and whether the assessor stands aside."""

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=str(criterion.text),
                help_text=str(criterion.hint),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[(points, str(points)) for points in range(criterion.most_points + 1)],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": gettext_lazy("Choose one of the points shown.")},
            )
        self.fields["words"] = forms.CharField(
            label=gettext_lazy("In words, for the convenor"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea({"rows": 4, "dir": "auto"}),
            error_messages={
                "max_length": gettext_lazy("This text has %(show_value)d characters; %(limit_value)d fit. Shorten it.")
            },
        )
        self.fields["stands_aside"] = forms.BooleanField(
            label=gettext_lazy("I stand aside: I am too close to this project"), required=False
        )

    def lines(self) -> list[forms.BoundField]:
        """Return the fields of the grid."""
        return [self[f"points_{criterion.pk}"] for criterion in self.criteria]

    def verdict(self) -> Verdict:
        """Return what was given."""
        cleaned = self.cleaned_data
        points = {criterion.pk: cleaned[f"points_{criterion.pk}"] for criterion in self.criteria}
        return Verdict(
            points={key: given for key, given in points.items() if given is not None},
            words=cleaned["words"],
            stands_aside=cleaned["stands_aside"],
        )
