"""The form that invites: who is ticked, who stands in a pasted list, a personal line, when the silent are reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.audience import Candidate
from maillage.cooperation.spoken import moment_of
from maillage.core.guest_list import Fault, Faulty, GuestList, TooMany, read_guests
from maillage.core.reminders import MORNING, proposed, shown_at
from maillage.core.wording import Wording
from maillage.kit.context import autonym_of
from maillage.people.forms.choices import choose_from, day_field, time_field
from maillage.people.forms.contact_list import text_of
from maillage.people.forms.wordings import as_initial, wording_fields, wording_from
from maillage.people.models import Contact

MOST_LINES = 5000
LONGEST_LINE = 400


def is_address(text: str) -> bool:
    """Tell whether a text is a whole address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class InviteForm(forms.Form):
    """Chooses whom to invite, and what they get."""

    guest = forms.MultipleChoiceField(
        label=gettext_lazy("Guests"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Somebody you ticked cannot be invited any more. Look through the list again."
            )
        },
    )
    everybody = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": gettext_lazy("Look through the list again, then send.")},
    )
    paste = forms.CharField(
        label=gettext_lazy("Further guests"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One a line: Name <address>, or name; address; organisation. Or a table with its first line."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=gettext_lazy("A table saved as “CSV UTF-8”, at most 5,000 lines."),
    )
    paste_language = forms.ChoiceField(label=gettext_lazy("They are written to in"), required=False)
    with_organisations = forms.BooleanField(
        label=gettext_lazy("Give these organisations a seat on the platform"), required=False
    )
    remind = forms.MultipleChoiceField(
        label=gettext_lazy("Remind those who have not answered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("One of these times has passed. Look at them again.")},
    )

    def __init__(
        self,
        *args: Any,
        roundtable: Roundtable,
        open_to: Sequence[Candidate],
        fitting: Sequence[Candidate],
        languages: list[str],
        times: Sequence[datetime],
        line: Wording,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {
            "remind": [at.isoformat() for at in times],
            **as_initial("line", languages, line),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.roundtable, self.fitting, self.languages, self.line = roundtable, fitting, languages, line
        self.contacts: dict[str, Contact] = {str(one.contact.pk): one.contact for one in open_to}
        self.read = GuestList()
        self.fields.update(wording_fields("line", languages, _("A line of your own"), most=LONGEST_LINE))
        choose_from(self, "guest", [(key, key) for key in self.contacts])
        choose_from(self, "paste_language", [(code, autonym_of(code)) for code in languages])
        choose_from(self, "remind", [(at.isoformat(), moment_of(at, roundtable.time_zone)) for at in times])

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of the personal line, one a language."""
        return [self[f"line_{code}"] for code in self.languages]

    def clean_guest(self) -> list[Contact]:
        return [self.contacts[key] for key in self.cleaned_data["guest"]]

    def clean_everybody(self) -> list[Contact]:
        """Return all who fit; refuse where they are not as many any more as were shown."""
        shown = self.cleaned_data["everybody"]
        if not shown:
            return []
        if shown != len(self.fitting):
            raise ValidationError(
                _("%(count)s people fit by now, and %(shown)s were shown. Look again, then send.")
                % {"count": len(self.fitting), "shown": shown}
            )
        return [one.contact for one in self.fitting]

    def clean_file(self) -> str:
        return text_of(self.cleaned_data["file"])

    def clean_remind(self) -> list[datetime]:
        return [datetime.fromisoformat(at) for at in self.cleaned_data["remind"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.get("file") or cleaned.get("paste") or ""
        if cleaned.get("file"):
            # A browser sends a file once: what it held stands in the text from here on.
            sent: Any = self.data
            self.data = sent = sent.copy()
            sent["paste"] = text
        try:
            self.read = read_guests(text, is_address=is_address, most=MOST_LINES)
        except TooMany as error:
            sentence = _("The list has about %(lines)s lines. At most %(most)s are read at once; send the rest after.")
            self.add_error("paste", sentence % {"lines": error.lines, "most": MOST_LINES})
        chosen = any(cleaned.get(name) for name in ("guest", "everybody")) or text.strip()
        if not self.errors and not chosen and self.data.get("step") != "look":
            raise ValidationError(_("Nobody is chosen. Tick at least one guest, or paste an address."))
        return cleaned

    @property
    def personal_line(self) -> Wording:
        """The personal line as it was sent."""
        return wording_from(self.cleaned_data, "line", self.languages, self.line)


def times_for(roundtable: Roundtable) -> list[datetime]:
    """Return the reminders that are proposed for a roundtable now."""
    return proposed(roundtable.date, roundtable.time_zone, timezone.now())


def fault_in_words(faulty: Faulty) -> str:
    """Say what is wrong with a line, and what to do."""
    sentences = {
        Fault.NO_ADDRESS: _("Line %(line)s: there is no address in “%(said)s”. Write: Name <address>."),
        Fault.BROKEN_ADDRESS: _("Line %(line)s: “%(said)s” is not a whole e-mail address. Correct it."),
        Fault.SEVERAL_ADDRESSES: _("Line %(line)s: several addresses stand in “%(said)s”. Write one person a line."),
        Fault.BREAK_INSIDE: _("Line %(line)s: a line break is hidden in “%(said)s”. Write it on one line."),
        Fault.TOO_LONG: _("Line %(line)s: “%(said)s” is too long. Shorten it."),
        Fault.OPEN_QUOTE: _(
            "Line %(line)s: a quotation mark is opened and not closed. Nothing below it is read; correct this line."
        ),
    }
    return sentences[faulty.fault] % {"line": faulty.number, "said": faulty.said}


class ReminderForm(forms.Form):
    """One more reminder, at a time by the clock of the region."""

    date = day_field(gettext_lazy("On"), required=True)
    time = time_field(gettext_lazy("At"))

    def at(self, zone: str) -> datetime:
        """Return when; nine in the morning where no time is given."""
        return shown_at(self.cleaned_data["date"], self.cleaned_data.get("time") or MORNING, zone)
