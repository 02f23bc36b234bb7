"""The short form by which the holder of a pilot reports on a period."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.initiatives.actions.budgets import MOST
from maillage.initiatives.actions.pilot_telling import LONGEST, MOST_PEOPLE, Told
from maillage.initiatives.forms.amounts import AmountField
from maillage.initiatives.models import BudgetLine, Milestone, PilotReport
from maillage.kit.spoken import page_language

TOO_LONG = gettext_lazy("This text is too long. 4000 characters fit.")


def text_field(label: Any, *, required: bool = False) -> forms.CharField:
    """Return a field for a few lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what was done, in a few words."), "max_length": TOO_LONG},
    )


class ReportForm(forms.Form):
    """What was done, what was difficult, what comes next, and a few figures."""

    done = text_field(gettext_lazy("What was done"), required=True)
    difficulties = text_field(gettext_lazy("What was difficult"))
    next_steps = text_field(gettext_lazy("What comes next"))
    participants = forms.IntegerField(
        label=gettext_lazy("How many people took part"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=gettext_lazy("In public it is shown in fives alone."),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, such as 12."),
            "min_value": gettext_lazy("Write a number from 0 on."),
            "max_value": gettext_lazy("This number is too large."),
        },
    )

    def __init__(
        self,
        *args: Any,
        report: PilotReport,
        milestones: list[Milestone],
        lines: list[BudgetLine],
        spent: dict[str, Decimal],
        **kwargs: Any,
    ) -> None:
        self.lines = lines
        ticked = [one.public_id for one in milestones if one.done_on]
        kept = {
            name: getattr(report, name) for name in ("done", "difficulties", "next_steps", "participants", "signed")
        }
        money = {f"spent_{line.public_id}": spent.get(line.public_id) for line in lines}
        kwargs["initial"] = {**kept, **money, "reached": ticked, "version": report.version}
        super().__init__(*args, **kwargs)
        if milestones:
            self.fields["reached"] = forms.MultipleChoiceField(
                label=_("Milestones reached"),
                choices=[(one.public_id, str(one.title)) for one in milestones],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for line in lines:
            label = _("Spent in this period, in euros: %(line)s") % {"line": line.title}
            self.fields[f"spent_{line.public_id}"] = AmountField(label=label, most=MOST)
        self.fields["signed"] = forms.CharField(
            label=_("Your name"),
            max_length=150,
            required=False,
            widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
            help_text=_("The convenor sees it, nobody else does."),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def told(self) -> Told:
        """Return what was written."""
        cleaned = self.cleaned_data
        return Told(
            done=cleaned["done"],
            difficulties=cleaned["difficulties"],
            next_steps=cleaned["next_steps"],
            participants=cleaned["participants"],
            signed=cleaned["signed"],
            language=page_language(),
            reached=frozenset(cleaned.get("reached", ())),
            spent={line.public_id: cleaned[f"spent_{line.public_id}"] for line in self.lines},
        )

    @property
    def version(self) -> int:
        """The version of the report on which this form was opened."""
        return self.cleaned_data.get("version") or 0
