"""The forms of commitments: tell how one goes, write one, change one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.cooperation.enums import Progress
from maillage.cooperation.forms.choices import organisation_field
from maillage.cooperation.models import Commitment, Need, Roundtable
from maillage.core.wording import Wording
from maillage.kit.spoken import SOURCE_LANGUAGE, ordinal, short_day
from maillage.people.forms.choices import RowField, day_field, offer
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Region

STEPS = [
    (Progress.ON_THE_WAY.value, gettext_lazy("On the way")),
    (Progress.DONE.value, gettext_lazy("Done")),
    (Progress.LATE.value, gettext_lazy("Late")),
    (Progress.BLOCKED.value, gettext_lazy("Blocked")),
    (Progress.DROPPED.value, gettext_lazy("Dropped")),
]

TOO_LONG = gettext_lazy("This text has %(show_value)d characters; %(limit_value)d fit. Shorten it.")


class FollowUpForm(forms.Form):
    """How a commitment goes, in one choice and two lines."""

    progress = forms.ChoiceField(
        label=gettext_lazy("How is it going?"),
        choices=STEPS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the five."),
            "invalid_choice": gettext_lazy("Choose one of the five."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("In two lines"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Read at the next roundtable. If it is dropped, write why."),
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("progress") == Progress.DROPPED and "text" in cleaned and not cleaned["text"].strip():
            self.add_error("text", _("Write why it is dropped: the others read it."))
        return cleaned

    def words(self) -> Wording:
        """Return what was written, in the language of the page."""
        text = self.cleaned_data["text"].strip()
        return Wording().with_text(get_language() or SOURCE_LANGUAGE, text)

    def needed(self) -> str:
        """Return what is needed for the next table; this form does not ask."""
        return ""


class OwnerForm(FollowUpForm):
    """How a commitment goes, told by its owner, who may raise a need for the next table in the same go."""

    need = forms.CharField(
        label=gettext_lazy("A need for the next roundtable"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("It stands on its agenda, also if you cannot come."),
        error_messages={"max_length": TOO_LONG},
    )

    def needed(self) -> str:
        """Return what is needed, empty where nothing was written."""
        return str(self.cleaned_data["need"]).strip()


class CommitmentForm(forms.Form):
    """Who does what by when, and which need it answers."""

    organisation = organisation_field(
        gettext_lazy("Who does it"), required=False, empty=gettext_lazy("Nobody has taken it yet")
    )
    contact = RowField(label=gettext_lazy("Person"), required=False, empty=gettext_lazy("Not named"))
    due_on = day_field(gettext_lazy("Due on"))
    need = RowField(label=gettext_lazy("Answers the need"), required=False, empty=gettext_lazy("None"))

    def __init__(
        self,
        *args: Any,
        region: Region,
        organisations: list[Organisation],
        contacts: list[Contact],
        needs: list[Need],
        roundtables: list[Roundtable] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of(region)
        texts = wording_fields("text", self.languages, gettext_lazy("What is done"), most=500, lines=2)
        self.fields = {**texts, **self.fields}
        offer(self, "organisation", organisations)
        offer(self, "contact", contacts)
        offer(self, "need", needs)
        if roundtables is not None:
            field = RowField(label=gettext_lazy("Promised at"), empty=gettext_lazy("Choose the roundtable"))
            field.rows = {str(one.pk): one for one in roundtables}
            field.choices = [("", field.empty), *((str(one.pk), said(one)) for one in roundtables)]
            self.fields = {"roundtable": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not wording_from(cleaned, "text", self.languages) and not self.errors:
            self.add_error(f"text_{self.languages[0]}", _("Write what is done, in at least one language."))
        contact, organisation = cleaned.get("contact"), cleaned.get("organisation")
        if contact and organisation and contact.organisation_id not in {None, organisation.pk}:
            self.add_error("contact", _("This person is at another organisation. Choose one of the two anew."))
        return cleaned

    def values(self, before: Commitment | None = None) -> dict[str, Any]:
        """Return what the actions take."""
        names = ("organisation", "contact", "need", "due_on")
        text = wording_from(self.cleaned_data, "text", self.languages, before.text if before else None)
        return {"text": text, **{name: self.cleaned_data[name] for name in names}}


def said(roundtable: Roundtable) -> str:
    """Say a roundtable as a choice: its number and day."""
    words = {"ordinal": ordinal(roundtable.number), "day": short_day(roundtable.date)}
    return _("The %(ordinal)s roundtable, %(day)s") % words


def started_with(commitment: Commitment) -> dict[str, Any]:
    """Return what the form of a commitment starts with."""
    return {
        "organisation": commitment.organisation_id,
        "contact": commitment.contact_id,
        "need": commitment.need_id,
        "due_on": commitment.due_on,
        **as_initial("text", languages_of(commitment.region), commitment.text),
    }
