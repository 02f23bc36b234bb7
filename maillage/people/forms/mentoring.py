"""The forms of a mentoring pair: who, what they agreed, when they met, when it ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.people.actions.mentoring import PairPlan
from maillage.people.forms.choices import RowField, day_field, offer
from maillage.people.forms.contact import SPOKEN
from maillage.people.forms.training import whole_number
from maillage.people.models import Mentoring, Volunteer

TIMES = _("Write from 1 to 31 times a month.")


class PairForm(forms.Form):
    """What the two agreed; who the volunteer is stays as it is once the pair is made."""

    volunteer = RowField(
        label=_("Volunteer"), empty=_("Choose a volunteer"), error_messages={"required": _("Choose a volunteer.")}
    )
    mentee = forms.CharField(
        label=_("What the newcomer wishes to be called"),
        max_length=80,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=_("A first name is enough. It is forgotten 30 days after the pair has ended."),
        error_messages={"required": _("Write what the newcomer wishes to be called.")},
    )
    language = forms.ChoiceField(
        label=_("Language spoken together"),
        required=False,
        choices=[("", pgettext_lazy("language", "not said")), *SPOKEN],
    )
    least_a_month = whole_number(_("At least, times a month"), 1, 31, TIMES)
    most_a_month = whole_number(_("At most, times a month"), 1, 31, TIMES)
    starts_on = day_field(_("Since"), required=True)

    def __init__(
        self, data: Any = None, *, volunteers: Iterable[Volunteer] = (), pair: Mentoring | None = None, first: str = ""
    ) -> None:
        agreed = ("mentee", "language", "least_a_month", "most_a_month", "starts_on")
        start = {"least_a_month": 2, "most_a_month": 4, "starts_on": timezone.localdate(), "volunteer": first}
        super().__init__(data, initial={name: getattr(pair, name) for name in agreed} if pair else start)
        if pair:
            del self.fields["volunteer"]
        else:
            offer(self, "volunteer", volunteers)

    @property
    def plan(self) -> PairPlan:
        """What was agreed."""
        return PairPlan(**{name: value for name, value in self.cleaned_data.items() if name != "volunteer"})


class MetForm(forms.Form):
    """The day on which two met; nothing else is asked."""

    met_on = day_field(_("We met on"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"met_on": timezone.localdate()})


class EndForm(forms.Form):
    """The last day of a pair."""

    on = day_field(_("Ends on"), required=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
