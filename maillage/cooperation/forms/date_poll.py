"""The forms of a date poll: which dates are offered to whom, and who can come when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.cooperation.actions.date_poll import MOST, Offer
from maillage.cooperation.date_mails import said_of
from maillage.cooperation.enums import DateChoice
from maillage.cooperation.models import DateOption, DateVote, Roundtable
from maillage.cooperation.queries.date_poll import Circle
from maillage.people.enums import Category
from maillage.people.forms.choices import choose_from, day_field, time_field
from maillage.people.models import Contact

SHOWN = 4
DAYS_TO_ANSWER = 7
CHOICES = [
    (DateChoice.YES.value, gettext_lazy("I can")),
    (DateChoice.IF_NEED_BE.value, gettext_lazy("If need be")),
    (DateChoice.NO.value, gettext_lazy("I cannot")),
]


class OfferForm(forms.Form):
    """One date with its hour; an empty line offers nothing."""

    date = day_field(gettext_lazy("Date"))
    at = time_field(gettext_lazy("From"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("date") and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say at what time it would begin."))
        return cleaned

    def offer(self) -> Offer | None:
        """Return what is offered on this line."""
        cleaned = self.cleaned_data
        return (cleaned["date"], cleaned["at"]) if cleaned.get("date") else None


OfferFormSet = forms.formset_factory(OfferForm, extra=0, max_num=MOST, validate_max=True)


class AskForm(forms.Form):
    """Until when answers are taken, and who is asked."""

    closes_on = day_field(gettext_lazy("Answers until"), required=True)
    whom = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say who is asked.")},
    )
    category = forms.MultipleChoiceField(
        label=gettext_lazy("Only these"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        choose_from(self, "whom", whom_to(circle))
        choose_from(self, "category", counted(circle.categories))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("whom") == "categories" and not cleaned.get("category") and "category" not in self.errors:
            self.add_error("category", _("Choose at least one."))
        return cleaned

    def contacts(self) -> Sequence[Contact]:
        """Return who is asked."""
        whom = self.cleaned_data["whom"]
        if whom == "categories":
            return self.circle.of(self.cleaned_data["category"])
        return self.circle.invited if whom == "invited" else self.circle.everybody


def whom_to(circle: Circle) -> list[tuple[str, str]]:
    """Return the ways to choose who is asked, each with how many that are."""
    invited, everybody = len(circle.invited), len(circle.everybody)
    ways = []
    if invited:
        sentence = ngettext("the one invited last time", "all %(count)s invited last time", invited)
        ways.append(("invited", sentence % {"count": invited}))
    sentence = ngettext("the one in the directory", "all %(count)s in the directory", everybody)
    ways.append(("all", sentence % {"count": everybody}))
    return [*ways, ("categories", _("only some"))] if circle.categories else ways


def counted(categories: Counter[str]) -> list[tuple[str, str]]:
    """Return the categories in the directory, each with how many belong to it."""
    labels = {key: Category(key).label for key in categories}
    words = _("%(category)s (%(count)s)")
    return [(key, words % {"category": labels[key], "count": categories[key]}) for key in sorted(categories)]


def opened_with(roundtable: Roundtable, circle: Circle, today: date | None = None) -> tuple[list[dict[str, Any]], Any]:
    """Return what the form opens with: the date of the draft, the day after, and both a week later."""
    now = today or timezone.localdate()
    first = max(roundtable.date, now + timedelta(days=14))
    days = [first, first + timedelta(days=1), first + timedelta(days=7), first + timedelta(days=8)]
    rows: list[dict[str, Any]] = [{"date": day, "at": roundtable.start_time or time(14)} for day in days[:3]]
    rows += [{} for _row in range(MOST - len(rows))]
    whom = "invited" if circle.invited else "all"
    return rows, {"closes_on": min(now + timedelta(days=DAYS_TO_ANSWER), first - timedelta(days=1)), "whom": whom}


class DatesForm(forms.Form):
    """One choice for each date that is offered; a date may be left empty."""

    def __init__(self, *args: Any, options: Iterable[DateOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(options)
        for option in self.options:
            self.fields[name_of(option)] = forms.ChoiceField(
                label=said_of(option),
                choices=CHOICES,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the three.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error(None, _("Say of at least one date whether you can come."))
        return cleaned

    def choices(self) -> dict[int, str]:
        """Return what was said of each date."""
        return {option.pk: self.cleaned_data[name_of(option)] for option in self.options}


def name_of(option: DateOption) -> str:
    """Return the name of the field that asks about a date."""
    return f"date_{option.pk}"


def said_before(votes: Iterable[DateVote]) -> Mapping[str, str]:
    """Return what the form starts with: what the same person said before."""
    return {f"date_{vote.option_id}": vote.choice for vote in votes}
