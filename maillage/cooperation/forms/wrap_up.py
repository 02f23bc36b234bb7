"""The forms of the screen Wrap-up: head-count, draft, freezing, publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Unit
from maillage.cooperation.forms.live import PromiseForm
from maillage.cooperation.models import Attendance, Commitment, ReportDraft
from maillage.cooperation.queries.attendance import Ticked
from maillage.core.headcount import LARGEST, Headcount
from maillage.core.report import Block
from maillage.kit.spoken import language_name, page_language
from maillage.people.enums import Category
from maillage.people.models import Organisation
from maillage.territory.languages import awaits_reader

FIGURES = ("exact", "least", "most", "online", "on_site", "organisations")
LONGEST_LEAD = 1500
LONGEST_BLOCK = 20_000


def count_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a count that may stay empty."""
    widget = forms.NumberInput({"class": "num", "inputmode": "numeric"})
    sentence = _("Write a whole number from 0 to 32767, or leave it empty if nobody counted.")
    said = {"invalid": sentence, "min_value": sentence, "max_value": sentence}
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=LARGEST, widget=widget, error_messages=said, **kwargs
    )


class AttendanceForm(forms.Form):
    """How many took part: exact, a range, or online and on site; empty is not recorded."""

    unit = forms.ChoiceField(label=_("What was counted"), choices=Unit.choices, widget=forms.RadioSelect)
    exact = count_field(_("In all"))
    online = count_field(_("Online"))
    on_site = count_field(_("On site"))
    least = count_field(_("At least"))
    most = count_field(_("At most"))
    organisations = count_field(_("Organisations"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for category in Category:
            self.fields[f"category_{category.value}"] = count_field(capfirst(category.label))

    @property
    def categories(self) -> list[forms.BoundField]:
        """The fields of the categories, in the order of the vocabulary."""
        return [self[f"category_{category.value}"] for category in Category]

    @property
    def headcount(self) -> Headcount:
        """Return the head-count as typed."""
        return Headcount(self.cleaned_data["unit"], *(self.cleaned_data[name] for name in FIGURES))

    def counts(self, before: Mapping[str, int | None]) -> dict[str, int | None]:
        """Return the categories as typed; one that is known without a count stays known while it is left empty."""
        typed = {category.value: self.cleaned_data[f"category_{category.value}"] for category in Category}
        uncounted = {key for key, count in before.items() if count is None}
        return {key: count for key, count in typed.items() if count or (count is None and key in uncounted)}


def attendance_initial(attendance: Attendance | None, ticked: Ticked) -> dict[str, Any]:
    """Return what the form starts with: what is recorded, else what the ticks add up to."""
    headcount: Any = attendance or ticked.headcount
    categories = attendance.categories if attendance else ticked.categories
    return {
        "unit": headcount.unit,
        **{name: getattr(headcount, name) for name in FIGURES},
        **{f"category_{key}": count for key, count in categories.items()},
    }


class OwnerForm(PromiseForm):
    """Who keeps one promise and by when, as a row beside others; `sent_with` is the form it leaves with."""

    def __init__(self, *args: Any, commitment: Commitment, sent_with: str, **kwargs: Any) -> None:
        self.commitment = commitment
        initial = {"organisation": commitment.organisation_id, "due_on": commitment.due_on}
        super().__init__(*args, prefix=f"promise-{commitment.public_id}", initial=initial, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = sent_with

    @property
    def given(self) -> tuple[Organisation | None, date | None]:
        """Who and by when, as typed."""
        return self.cleaned_data["organisation"], self.cleaned_data["due_on"]


class DraftForm(forms.Form):
    """Title, lead, and one text for each part of the report with a sentence a line."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=250, error_messages={"required": _("Write a title.")})
    lead = forms.CharField(
        label=_("Opening lines"),
        required=False,
        max_length=LONGEST_LEAD,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One or two sentences that say what matters most. They open the page and the mail."),
    )

    def __init__(self, *args: Any, draft: ReportDraft, **kwargs: Any) -> None:
        self.draft = draft
        self.blocks = [Block.from_dict(block) for block in draft.blocks]
        initial = {"version": draft.version, "title": draft.title, "lead": draft.lead}
        initial |= {f"block_{place}": text_of(block) for place, block in enumerate(self.blocks)}
        super().__init__(*args, **{**kwargs, "initial": initial})
        for place, block in enumerate(self.blocks):
            rows = min(12, max(2, len(block.sentences) + 1))
            widget = forms.Textarea({"rows": rows, "lang": block.lang or draft.language, "dir": "auto"})
            label = block.heading or block.kind
            self.fields[f"block_{place}"] = forms.CharField(
                label=label, required=False, max_length=LONGEST_BLOCK, widget=widget
            )

    @property
    def lines(self) -> dict[int, list[str]]:
        """Return the sentences as typed, by the place of their part; a part that was not sent stays as it is."""
        sent = [place for place in range(len(self.blocks)) if f"block_{place}" in self.data]
        return {place: self.cleaned_data[f"block_{place}"].splitlines() for place in sent}

    @property
    def parts(self) -> list[tuple[Block, forms.BoundField]]:
        """Each part of the report with its field."""
        return [(block, self[f"block_{place}"]) for place, block in enumerate(self.blocks)]


def text_of(block: Block) -> str:
    """Return the sentences of a part, one a line."""
    return "\n".join(sentence.text for sentence in block.sentences)


class FreezeForm(forms.Form):
    """Freeze the draft as a version; a correction says why, and languages nobody has read over yet ask for a reader."""

    correction_note = forms.CharField(label=_("What was corrected"), required=False, max_length=500)

    def __init__(self, *args: Any, languages: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = [language for language in languages if awaits_reader(language)]
        for language in self.waiting:
            label = _("Somebody who speaks this language has read it: %(language)s") % {
                "language": language_name(language)
            }
            # Whoever works in a language reads it.
            is_own = language == page_language()
            self.fields[f"read_{language}"] = forms.BooleanField(label=label, required=False, initial=is_own)

    @property
    def readings(self) -> list[forms.BoundField]:
        """The ticks, one for each language that waits for a reader."""
        return [self[f"read_{language}"] for language in self.waiting]

    @property
    def read_in(self) -> list[str]:
        """Return the languages that were ticked as read."""
        return [language for language in self.waiting if self.cleaned_data[f"read_{language}"]]


class PublishForm(forms.Form):
    """To whom the report is mailed when it is published."""

    to_guests = forms.BooleanField(label=_("Mail it to everybody who was invited or came"), required=False)
    to_subscribers = forms.BooleanField(label=_("Mail it to the subscribers of the region"), required=False)
