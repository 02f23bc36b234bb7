"""The form of a person in the directory, and the search above the list."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.people.actions import Details
from maillage.people.enums import Category
from maillage.people.models import Contact, Organisation
from maillage.territory.languages import LANGUAGES
from maillage.territory.models import Region

SPOKEN = [(language.code, language.autonym) for language in LANGUAGES.values()]


class DirectorySearch(forms.Form):
    """Words and a category; both may be empty."""

    q = forms.CharField(label=_("Name or word"), required=False, max_length=100)
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[("", _("all")), *Category.choices])

    @property
    def sought(self) -> dict[str, str]:
        """What is looked for; a search that makes no sense looks for everything."""
        said = self.cleaned_data if self.is_valid() else {}
        return {"words": said.get("q", ""), "category": said.get("category", "")}


class ContactForm(forms.Form):
    """What the directory keeps of a person; without an organisation a category says as whom they are counted."""

    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Write the whole address, such as name@example.org.")},
        help_text=_("Without an address nobody can be invited by message."),
    )
    phone = forms.CharField(
        label=_("Phone number"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    function = forms.CharField(label=_("Function"), max_length=120, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("organisation", "none"),
    )
    category = forms.ChoiceField(
        label=_("Counted as"),
        required=False,
        choices=[("", _("as the organisation")), *Category.choices],
        help_text=_("Needed for people without an organisation."),
    )
    preferred_language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=SPOKEN,
        error_messages={"required": _("Choose the language of messages.")},
    )

    def __init__(self, *args: Any, region: Region, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.contact = region, contact
        organisations = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        organisations.queryset = Organisation.objects.filter(seats__region=region)
        self.initial.setdefault("preferred_language", region.first_language)
        if contact is not None:
            self.initial = {name: getattr(contact, name) for name in self.fields}
            self.initial["organisation"] = contact.organisation_id

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        same = Contact.objects.filter(region=self.region, email__iexact=email)
        if self.contact is not None:
            same = same.exclude(pk=self.contact.pk)
        if email and same.exists():
            raise ValidationError(_("Somebody in the directory has this address already. Look for it there."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("name", _("Write a name or an e-mail address."))
        if not cleaned.get("organisation") and not cleaned.get("category"):
            self.add_error("category", _("Choose an organisation above, or say here as whom the person is counted."))
        return cleaned

    @property
    def details(self) -> Details:
        """What was written."""
        return Details(**self.cleaned_data)
