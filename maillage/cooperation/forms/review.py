"""The forms of a review: how long it lasts, one remark, how it is settled; and the form of feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.actions.feedback import Worth
from maillage.cooperation.actions.review import DAYS, LONGEST, Remarked
from maillage.cooperation.enums import Settlement
from maillage.cooperation.models import ReportDraft

USUAL_DAYS = 5
TOO_LONG = _("This text has %(show_value)d characters; %(limit_value)d fit. Shorten it.")


class ReviewForm(forms.Form):
    """For how many days those present may remark."""

    days = forms.IntegerField(
        label=_("Days to read it"),
        min_value=DAYS[0],
        max_value=DAYS[1],
        initial=USUAL_DAYS,
        widget=forms.NumberInput({"class": "num", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], _("Choose from 1 to 21 days.")),
    )


def long_text(label: Any, longest: int = LONGEST) -> forms.CharField:
    """Return a field for some lines of text that may stay empty."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
    )


class RemarkForm(forms.Form):
    """A remark on one sentence of the draft, or on a whole part where no sentence is named."""

    language = forms.CharField(max_length=8, widget=forms.HiddenInput)
    block = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    position = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    sentence = forms.CharField(required=False, widget=forms.HiddenInput)
    client_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    text = long_text(_("What is wrong or missing"))
    proposed = long_text(_("How it should read"))

    def __init__(self, *args: Any, draft: ReportDraft | None = None, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)

    def said(self) -> Remarked:
        """Return the remark; the sentence is the one that was read, whatever the draft says by now."""
        given = dict(self.cleaned_data)
        given.pop("client_key")
        return Remarked(**given)


class SettleForm(forms.Form):
    """What becomes of a remark, and a word to who wrote it."""

    settlement = forms.ChoiceField(choices=[(one.value, one.label) for one in (Settlement.TAKEN, Settlement.DECLINED)])
    reply = forms.CharField(
        label=_("A word to the reader"), required=False, max_length=500, error_messages={"max_length": TOO_LONG}
    )


class FeedbackForm(forms.Form):
    """Four questions, each of which may stay unanswered."""

    useful = forms.TypedChoiceField(
        label=_("Was the roundtable useful to you?"),
        choices=[(5, _("very")), (4, _("rather")), (3, _("partly")), (2, _("hardly")), (1, _("not at all"))],
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers shown.")},
    )
    new_contact_made = forms.TypedChoiceField(
        label=_("Did you meet somebody new to work with?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda said: said == "yes",
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers shown.")},
    )
    liked = long_text(_("What was good?"), 1000)
    missed = long_text(_("What was missing?"), 1000)

    def worth(self) -> Worth:
        """Return what was said."""
        return Worth(**self.cleaned_data)
