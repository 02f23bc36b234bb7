"""The forms of a call on the desk: what it says, and how long it is prolonged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.initiatives.actions.calls import CallPlan
from maillage.initiatives.forms.euros import EurosField
from maillage.initiatives.models import PilotCall
from maillage.initiatives.queries.calls import local_close
from maillage.people.forms.choices import choose_from, day_field, time_field
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Region, Theme

TITLE, TEXT = 200, 6000


def closing_fields(region: Region) -> dict[str, forms.Field]:
    """Return the two fields that say when a call closes, by the clocks of its region."""
    day = day_field(gettext_lazy("Closes on"), required=True)
    at = time_field(gettext_lazy("At"))
    at.required = True
    at.error_messages["required"] = gettext_lazy("Say at what time it closes.")
    at.help_text = _("Time in %(region)s (%(zone)s).") % {"region": region.name, "zone": region.time_zone}
    return {"closes_on": day, "closes_time": at}


class CallForm(forms.Form):
    """What a call says; terms that somebody has answered to are shown and stay as they are."""

    budget_eur = EurosField(label=gettext_lazy("Budget of the call, in EUR"))
    largest_grant_eur = EurosField(label=gettext_lazy("Largest grant, in EUR"))
    months = forms.IntegerField(
        label=gettext_lazy("Months a project may take"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"class": "num"}),
        error_messages={
            "min_value": gettext_lazy("Write from 1 to 60 months."),
            "max_value": gettext_lazy("Write from 1 to 60 months."),
            "invalid": gettext_lazy("Write a number of months."),
        },
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any = None, *, region: Region, call: PilotCall | None = None, taken_up: bool = False
    ) -> None:
        super().__init__(data, initial=call_initial(region, call))
        self.region, self.call = region, call
        self.languages = languages_of(region)
        titles = wording_fields("title", self.languages, gettext_lazy("Title"), most=TITLE)
        texts = wording_fields("text", self.languages, gettext_lazy("What is sought"), most=TEXT, lines=8)
        closing = {} if call and call.published_at else closing_fields(region)
        self.fields = {**titles, **texts, **closing, **self.fields}
        self.known = {str(theme.pk): theme for theme in Theme.objects.filter(group=None).order_by("position", "key")}
        choose_from(self, "themes", [(key, str(theme)) for key, theme in self.known.items()])
        for name in ("largest_grant_eur", "months") if taken_up else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not wording_from(cleaned, "title", self.languages):
            self.add_error(f"title_{self.languages[0]}", _("Write the title of the call, in at least one language."))
        return cleaned

    def plan(self) -> CallPlan:
        """Return what was written; texts in languages the form does not show are kept."""
        cleaned, before = self.cleaned_data, self.call
        closes = local_close(before) if before else None
        return CallPlan(
            title=wording_from(cleaned, "title", self.languages, before.title if before else None),
            text=wording_from(cleaned, "text", self.languages, before.text if before else None),
            closes_on=cleaned.get("closes_on") or closes.date(),  # type: ignore[union-attr]  # one of the two is there
            closes_time=cleaned.get("closes_time") or closes.time(),  # type: ignore[union-attr]  # the form is valid here, so the value is there
            budget_eur=cleaned["budget_eur"],
            largest_grant_eur=cleaned["largest_grant_eur"],
            months=cleaned["months"],
            themes=[self.known[key] for key in cleaned["themes"]],
        )


def call_initial(region: Region, call: PilotCall | None) -> dict[str, Any]:
    """Return what the form of a call starts with."""
    if call is None:
        return {"closes_time": "12:00", "months": 10}
    languages, closes = languages_of(region), local_close(call)
    return {
        **as_initial("title", languages, call.title),
        **as_initial("text", languages, call.text),
        "closes_on": closes.date(),
        "closes_time": closes.time(),
        "budget_eur": call.budget_eur,
        "largest_grant_eur": call.largest_grant_eur,
        "months": call.months,
        "themes": [str(theme.pk) for theme in call.themes.all()],
    }


class ProlongForm(forms.Form):
    """The later day and hour."""

    def __init__(self, data: Any = None, *, call: PilotCall) -> None:
        closes = local_close(call)
        super().__init__(data, initial={"closes_on": closes.date(), "closes_time": closes.time()})
        self.fields |= closing_fields(call.region)
