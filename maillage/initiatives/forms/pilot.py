"""The forms of a pilot on the desk: what is known of it, milestones, money, targets, reports, the evaluation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.core.wording import Wording
from maillage.initiatives.actions.budgets import MOST
from maillage.initiatives.actions.evaluations import Findings
from maillage.initiatives.actions.pilots import PilotFacts
from maillage.initiatives.forms.amounts import AmountField
from maillage.initiatives.forms.practice import SeveralRowsField
from maillage.initiatives.models import BudgetLine, Evaluation, Pilot
from maillage.initiatives.queries.pilots import Around
from maillage.people.forms.choices import RowField, day_field, offer
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Region

WHOLE = {
    "invalid": gettext_lazy("Write a whole number, such as 12."),
    "required": gettext_lazy("Write a whole number, such as 12."),
    "min_value": gettext_lazy("This number is too small."),
    "max_value": gettext_lazy("This number is too large."),
}


def whole(label: Any, least: int, most: int, *, required: bool = True, hint: Any = "", first: Any = None) -> Any:
    """Return a field for a whole number."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=hint,
        initial=first,
        error_messages=WHOLE,
    )


class WordedForm(forms.Form):
    """A form that begins with one text in the languages of the region."""

    text_label: Any = ""
    lines = 1

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        words = wording_fields("title", self.languages, self.text_label, most=200, lines=self.lines)
        self.fields = {**words, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unread = any(name.startswith("title_") for name in self.errors)
        if not unread and not wording_from(cleaned, "title", self.languages):
            self.add_error(f"title_{self.languages[0]}", _("Write it in at least one language."))
        return cleaned

    @property
    def title(self) -> Wording:
        """What was written."""
        return wording_from(self.cleaned_data, "title", self.languages)


class MilestoneForm(WordedForm):
    """What is to be reached, by which day."""

    text_label = gettext_lazy("What is reached")
    due_on = day_field(gettext_lazy("By which day"), required=True)


class ReachedForm(forms.Form):
    """On which day a milestone was reached."""

    done_on = day_field(gettext_lazy("Reached on"), required=True)


class DropForm(WordedForm):
    """Why a milestone is given up."""

    text_label = gettext_lazy("Why it is dropped")


class BudgetLineForm(WordedForm):
    """What the money is for, and how much is planned."""

    text_label = gettext_lazy("What the money is for")
    planned = AmountField(label=gettext_lazy("Planned, in euros"), most=MOST)


class SpendingForm(forms.Form):
    """Money that went out on a line."""

    line = RowField(label=gettext_lazy("On which line"), empty=gettext_lazy("Choose a line"))
    amount = AmountField(label=gettext_lazy("Spent, in euros"), most=MOST)
    spent_on = day_field(gettext_lazy("On which day"), required=True)
    words = forms.CharField(label=gettext_lazy("For what"), required=False, max_length=200)

    def __init__(self, *args: Any, lines: list[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount"]
        amount.required = True
        amount.error_messages["required"] = _("Write how much was spent.")
        offer(self, "line", lines)


class TargetForm(WordedForm):
    """What is counted, and how many are aimed at."""

    text_label = gettext_lazy("What is counted")
    aimed = whole(gettext_lazy("How many are aimed at"), 0, 1_000_000)
    counts_people = forms.BooleanField(
        label=gettext_lazy("It counts people"),
        required=False,
        help_text=gettext_lazy("Then what was reached is shown in public in fives alone."),
    )


class CountForm(forms.Form):
    """What was reached, and when it was counted."""

    reached = whole(gettext_lazy("Reached"), 0, 1_000_000)
    counted_on = day_field(gettext_lazy("Counted on"), required=True)


class PlanForm(forms.Form):
    """How often a pilot reports, and how long it has for it; when it runs, as far as that is not written down."""

    months = whole(gettext_lazy("A report every so many months"), 1, 24, first=3)
    due_days = whole(gettext_lazy("Days to write it"), 0, 120, first=14)

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, forms.Field] = {}
        if pilot.started_on is None:
            asked["begins_on"] = day_field(_("First day of the pilot"), required=True)
            asked["begins_on"].help_text = _("The day on which the work begins.")
        if pilot.months is None and pilot.ended_on is None:
            asked["lasts"] = whole(_("How many months it lasts"), 1, 120)
        self.fields = {**asked, **self.fields}


GOES_ON = [("", gettext_lazy("not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
FOUND = (
    ("worked", gettext_lazy("What worked")),
    ("failed", gettext_lazy("What did not work")),
    ("advice", gettext_lazy("Advice to others")),
)


class EvaluationForm(forms.Form):
    """Who looked at a pilot, when, and what they found."""

    evaluated_by = forms.CharField(
        label=gettext_lazy("Who evaluated it"),
        max_length=200,
        help_text=gettext_lazy("An organisation or a function, not a person’s name."),
        error_messages={"required": gettext_lazy("Say which organisation or function evaluated it.")},
    )
    evaluated_on = day_field(gettext_lazy("On which day"), required=True)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        for name, label in FOUND:
            self.fields |= wording_fields(name, self.languages, label, most=3000, lines=4)
        self.fields["goes_on"] = forms.ChoiceField(
            label=_("Does it go on after the money"), choices=GOES_ON, required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(wording_from(cleaned, name, self.languages) for name, _label in FOUND):
            self.add_error(None, _("Write what worked, what did not, or a piece of advice."))
        return cleaned

    def findings(self, before: Evaluation | None) -> Findings:
        """Return what was written; texts in languages the form does not show are kept."""
        cleaned, known = self.cleaned_data, before or Evaluation()
        return Findings(
            evaluated_by=cleaned["evaluated_by"],
            evaluated_on=cleaned["evaluated_on"],
            what_worked=wording_from(cleaned, "worked", self.languages, known.what_worked),
            what_did_not=wording_from(cleaned, "failed", self.languages, known.what_did_not),
            advice=wording_from(cleaned, "advice", self.languages, known.advice),
            goes_on={"yes": True, "no": False}.get(cleaned["goes_on"]),
        )


def evaluation_initial(region: Region, evaluation: Evaluation | None) -> dict[str, Any]:
    """Return what the form of an evaluation starts with."""
    if evaluation is None:
        return {}
    languages = languages_of(region)
    known = {True: "yes", False: "no", None: ""}
    return {
        "evaluated_by": evaluation.evaluated_by,
        "evaluated_on": evaluation.evaluated_on,
        "goes_on": known[evaluation.goes_on],
        **as_initial("worked", languages, evaluation.what_worked),
        **as_initial("failed", languages, evaluation.what_did_not),
        **as_initial("advice", languages, evaluation.advice),
    }


FACTS = (
    ("name", gettext_lazy("Name"), 200, 1),
    ("description", gettext_lazy("What it does"), 3000, 4),
    ("place_in_words", gettext_lazy("Where"), 200, 1),
    ("difficulties", gettext_lazy("Difficulties told"), 1000, 2),
)


class PilotForm(forms.Form):
    """What is known of a pilot; an empty field is not known."""

    holder = RowField(label=gettext_lazy("Holder"), required=False, empty=pgettext_lazy("organisation", "not known"))
    contact = RowField(
        label=gettext_lazy("Who tells how it goes"),
        required=False,
        empty=pgettext_lazy("contact", "nobody in particular"),
        help_text=gettext_lazy("Gets the link of each report. Somebody else gets new links, and the former ones end."),
    )
    partners = SeveralRowsField(label=gettext_lazy("Partners"))
    themes = SeveralRowsField(label=gettext_lazy("Themes"))
    started_on = day_field(gettext_lazy("First day"))
    ended_on = day_field(gettext_lazy("Last day"))
    months = whole(gettext_lazy("Months"), 1, 120, required=False)
    budget_eur = whole(gettext_lazy("Grant, in euros"), 0, 9_999_999, required=False)

    def __init__(self, *args: Any, region: Region, around: Around, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        texts: dict[str, forms.Field] = {}
        for name, label, most, lines in FACTS:
            texts |= wording_fields(name, self.languages, label, most=most, lines=lines)
        self.fields = {**texts, **self.fields}
        offer(self, "holder", around.organisations)
        offer(self, "contact", around.contacts)
        for name, rows in (("partners", around.organisations), ("themes", around.themes)):
            field = self.fields[name]
            if isinstance(field, SeveralRowsField):
                field.offer(rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("started_on"), cleaned.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("This lies before the first day. Choose that day or a later one."))
        return cleaned

    def facts(self, before: Pilot | None = None) -> PilotFacts:
        """Return what was written; texts in languages the form does not show are kept."""
        cleaned, known = self.cleaned_data, before or Pilot()
        given: dict[str, Any] = {
            name: wording_from(cleaned, name, self.languages, getattr(known, name)) for name, *_rest in FACTS
        }
        for name in ("holder", "contact", "started_on", "ended_on", "months", "budget_eur"):
            given[name] = cleaned[name]
        for name in ("partners", "themes"):
            given[name] = tuple(cleaned[name])
        return PilotFacts(**given)


def pilot_initial(region: Region, pilot: Pilot, around: Around) -> dict[str, Any]:
    """Return what the form of a pilot starts with."""
    languages = languages_of(region)
    first: dict[str, Any] = {
        "holder": pilot.holder_id,
        "contact": pilot.contact_id,
        "partners": [str(row.pk) for row in around.organisations if row.joined],
        "themes": [str(row.pk) for row in around.themes if row.chosen],
    }
    for name in ("started_on", "ended_on", "months", "budget_eur"):
        first[name] = getattr(pilot, name)
    for name, *_rest in FACTS:
        first |= as_initial(name, languages, getattr(pilot, name))
    return first
