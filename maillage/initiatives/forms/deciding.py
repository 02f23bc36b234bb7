"""The form by which a call is decided: one set of fields an application, all sent at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.initiatives.actions.deciding import Choice
from maillage.initiatives.forms.euros import EurosField
from maillage.initiatives.models import PilotApplication
from maillage.people.forms.choices import RowField
from maillage.people.forms.wordings import wording_fields, wording_from
from maillage.people.models import Organisation


class ChoiceForm(forms.Form):
    """What becomes of one application."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("chosen", gettext_lazy("chosen")), ("not", gettext_lazy("not chosen"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Decide: chosen or not chosen.")},
    )
    grant_eur = EurosField(label=gettext_lazy("Grant, in EUR"))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        application: PilotApplication,
        organisations: list[Organisation],
        languages: list[str],
    ) -> None:
        known = next((one for one in organisations if is_same(one, application)), None)
        initial = {"grant_eur": application.amount_eur, "holder": known.pk if known else ""}
        super().__init__(data, prefix=application.public_id, initial=initial)
        self.application, self.languages = application, languages
        empty = _("a new organisation: %(name)s") % {"name": application.organisation_name}
        holder = RowField(label=gettext_lazy("Holder of the pilot"), required=False, empty=empty)
        holder.offer(organisations)
        self.fields["holder"] = holder
        self.fields |= wording_fields("because", languages, gettext_lazy("Why"), most=1000, lines=3)

    def reasons(self) -> list[forms.BoundField]:
        """Return the fields of the reason, one a language."""
        return [self[f"because_{code}"] for code in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "chosen" and not cleaned.get("grant_eur") and "grant_eur" not in self.errors:
            self.add_error("grant_eur", _("Write the grant."))
        if not wording_from(cleaned, "because", self.languages):
            self.add_error(f"because_{self.languages[0]}", _("Say why: the applicant reads it."))
        return cleaned

    def choice(self) -> Choice:
        """Return what was decided."""
        cleaned = self.cleaned_data
        is_chosen = cleaned["outcome"] == "chosen"
        return Choice(
            application=self.application,
            because=wording_from(cleaned, "because", self.languages),
            grant_eur=cleaned["grant_eur"] if is_chosen else None,
            holder=cleaned["holder"] if is_chosen else None,
        )


def is_same(organisation: Organisation, application: PilotApplication) -> bool:
    """Tell whether an applicant writes the name of an organisation that is known."""
    return organisation.name.casefold() == application.organisation_name.casefold()


class DecideForm(forms.Form):
    """What was looked at, and whether more money was found."""

    seen = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    raise_budget = forms.BooleanField(
        label=gettext_lazy("More money was found: raise the budget of the call to what is granted"), required=False
    )
