"""The form by which a list of people is pasted or sent as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from maillage.people.contact_list import ContactList, Unreadable, decode, read
from maillage.territory.models import Region

LARGEST = 2_000_000
SHOWN_FAULTS = 50


def text_of(file: UploadedFile[Any] | None) -> str:
    """Return the text of a list that was sent as a file, "" for none; refuses one that is too large or no text."""
    if file is None:
        return ""
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 2 MB. Send fewer people at a time."))
    try:
        return decode(file.read())
    except Unreadable as error:
        raise ValidationError(str(error)) from None


class ContactListForm(forms.Form):
    """A file, or text from a spreadsheet; every fault is told with its line."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("A table saved as “CSV UTF-8”, at most 5,000 lines."),
    )
    text = forms.CharField(
        label=_("Or the table itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Copy it from your spreadsheet, first line included."),
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.table = ""
        self.found = ContactList()

    def clean_file(self) -> str:
        return text_of(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        self.table = cleaned.get("file") or cleaned.get("text") or ""
        field = "file" if cleaned.get("file") else "text"
        try:
            self.found = read(self.table, default_language=self.region.first_language)
        except Unreadable as error:
            self.add_error(field, str(error))
        else:
            self._tell_faults(field)
        return cleaned

    def _tell_faults(self, field: str) -> None:
        faults = self.found.faults
        for fault in faults[:SHOWN_FAULTS]:
            self.add_error(None, fault)
        if len(faults) > SHOWN_FAULTS:
            more = _("There are %(count)s more lines to correct.") % {"count": len(faults) - SHOWN_FAULTS}
            self.add_error(None, more)
        if faults:
            self.add_error(field, _("Nothing is saved yet. Correct the lines above, then send the list again."))
