"""Questions and grid of a call as rows of a form, with spare rows, so that it needs no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.initiatives.actions.grids import MOST_LINES, PlannedCriterion, PlannedQuestion
from maillage.initiatives.models import CallQuestion, Criterion, PilotCall
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from

SPARE_ROWS = 2
Planned = TypeVar("Planned", PlannedQuestion, PlannedCriterion)


def small_number(label: Any, most: int, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a number from one on."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.NumberInput({"class": "num"}),
        error_messages={
            "min_value": gettext_lazy("Write a number from 1 on."),
            "max_value": gettext_lazy("Write a smaller number: %(limit_value)s at most."),
            "invalid": gettext_lazy("Write a number."),
        },
        **kwargs,
    )


class LineForm(forms.Form, Generic[Planned]):
    """One row; a row without a text is left out."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = small_number(gettext_lazy("Position"), 99)

    def __init__(self, *args: Any, languages: list[str], before: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.before = languages, before
        self.fields |= wording_fields("text", languages, self.said, most=200)
        self.fields |= wording_fields("hint", languages, gettext_lazy("Explanation"), most=400, lines=2)

    said: Any = gettext_lazy("Text")

    @property
    def texts(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of the text and of its explanation, a pair for each language."""
        return [(self[f"text_{code}"], self[f"hint_{code}"]) for code in self.languages]

    def worded(self) -> dict[str, Any]:
        """Return text and explanation as written; other languages are kept."""
        old = self.before.get(self.cleaned_data.get("pk") or 0)
        return {
            name: wording_from(self.cleaned_data, name, self.languages, getattr(old, name, None))
            for name in ("text", "hint")
        }

    @property
    def is_line(self) -> bool:
        return any(self.cleaned_data.get(f"text_{code}") for code in self.languages)

    def planned(self) -> Planned:
        """Return what the row says."""
        raise NotImplementedError


class QuestionForm(LineForm[PlannedQuestion]):
    """One question."""

    said = gettext_lazy("Question")
    longest = small_number(gettext_lazy("Characters at most"), 10_000)
    may_stay_empty = forms.BooleanField(label=gettext_lazy("The answer may stay empty"), required=False)

    def planned(self) -> PlannedQuestion:
        row = self.cleaned_data
        return PlannedQuestion(
            **self.worded(), longest=row["longest"] or 2000, is_required=not row["may_stay_empty"], pk=row["pk"]
        )


class CriterionForm(LineForm[PlannedCriterion]):
    """One line of the grid."""

    said = gettext_lazy("What is judged")
    most_points = small_number(gettext_lazy("Most points"), 20)
    weight = small_number(gettext_lazy("Weight"), 100)

    def planned(self) -> PlannedCriterion:
        row = self.cleaned_data
        return PlannedCriterion(
            **self.worded(), most_points=row["most_points"] or 5, weight=row["weight"] or 1, pk=row["pk"]
        )


class Lines(forms.BaseFormSet[LineForm[Any]]):
    """All rows together."""

    def planned(self) -> list[Any]:
        """Return the lines in the order of their positions; those without one come last."""
        rows = [form for form in self.forms if form.is_line]
        return [form.planned() for form in sorted(rows, key=lambda form: form.cleaned_data["position"] or 100)]

    def clean(self) -> None:
        if not any(self.errors) and not any(form.is_line for form in self.forms):
            raise forms.ValidationError(_("Keep at least one line."))


def lines_form(kind: type[LineForm[Any]], data: Mapping[str, Any] | None, call: PilotCall, kept: list[Any]) -> Lines:
    """Return the rows, what is typed or else what is kept, and a few more."""
    languages = languages_of(call.region)
    rows = forms.formset_factory(kind, Lines, extra=SPARE_ROWS, max_num=MOST_LINES + SPARE_ROWS)
    given = {"languages": languages, "before": {line.pk: line for line in kept}}
    return cast(Lines, rows(data, initial=[row_of(line, languages) for line in kept], form_kwargs=given))


def row_of(line: CallQuestion | Criterion, languages: list[str]) -> dict[str, Any]:
    """Return what the row of a kept line shows."""
    row = {
        "pk": line.pk,
        "position": line.position,
        **as_initial("text", languages, line.text),
        **as_initial("hint", languages, line.hint),
    }
    if isinstance(line, CallQuestion):
        return {**row, "longest": line.longest, "may_stay_empty": not line.is_required}
    return {**row, "most_points": line.most_points, "weight": line.weight}
