"""The forms of the screen Who: narrow the list of guests, choose them, paste further ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.invite import Guest
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.forms.choices import RowField, choose_from, offer
from maillage.kit.context import autonym_of
from maillage.people.enums import Category
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Place

if TYPE_CHECKING:
    from maillage.cooperation.queries.invitations import SeenContact

SEEN = [
    ("", gettext_lazy("Whether they came or not")),
    ("last", gettext_lazy("Came to the last roundtable")),
    ("stopped", gettext_lazy("Came before, not to the last")),
    ("never", gettext_lazy("Never seen yet")),
]
MOST_LINES = 200
fits_its_column = MaxLengthValidator(254)
LINE = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]+)>(?:\s*,\s*(?P<organisation>.+))?$")


class GuestFilterForm(forms.Form):
    """Narrows the list of contacts; what it cannot read narrows nothing."""

    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    organisation = RowField(label=gettext_lazy("Organisation"), required=False, empty=gettext_lazy("All organisations"))
    place = RowField(label=gettext_lazy("Based in"), required=False, empty=gettext_lazy("All places"))
    seen = forms.ChoiceField(label=gettext_lazy("Attendance"), choices=SEEN, required=False)

    def __init__(self, *args: Any, contacts: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations: dict[int, Organisation] = {}
        places: dict[int, Place] = {}
        for contact in contacts:
            if contact.organisation:
                organisations[contact.organisation.pk] = contact.organisation
                if contact.organisation.based_in:
                    places[contact.organisation.based_in.pk] = contact.organisation.based_in
        present = {contact.stakeholder_category for contact in contacts}
        choose_from(
            self,
            "category",
            [
                ("", gettext_lazy("All categories")),
                *((key, label) for key, label in Category.choices if key in present),
            ],
        )
        offer(self, "organisation", sorted(organisations.values(), key=str))
        offer(self, "place", sorted(places.values(), key=str))

    def narrowed(self, contacts: Iterable[SeenContact]) -> list[SeenContact]:
        """Return the contacts that fit what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return [contact for contact in contacts if fits(contact, chosen)]


def fits(contact: SeenContact, chosen: dict[str, Any]) -> bool:
    """Tell whether a contact fits what was chosen in the filter."""
    organisation, place = chosen.get("organisation"), chosen.get("place")
    return (
        chosen.get("category", "") in {"", contact.stakeholder_category}
        and (organisation is None or contact.organisation_id == organisation.pk)
        and (place is None or (contact.organisation is not None and contact.organisation.based_in_id == place.pk))
        and fits_history(contact, chosen.get("seen", ""))
    )


def fits_history(contact: SeenContact, seen: str) -> bool:
    """Tell whether a contact came as the filter asks."""
    if seen == "last":
        return bool(contact.was_at_last)
    if seen == "stopped":
        return contact.times_present > 0 and not contact.was_at_last
    return seen != "never" or contact.times_present == 0


class InviteForm(forms.Form):
    """Chooses whom to invite: from the directory, and pasted."""

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
    paste = forms.CharField(
        label=gettext_lazy("Further guests, one a line"),
        required=False,
        max_length=20_000,
        error_messages={
            "max_length": gettext_lazy("That is too much at once. Paste at most 200 lines, and the rest after that.")
        },
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Name <address>, and after a comma the organisation if it is on the platform. They enter the directory."
        ),
    )
    paste_language = forms.ChoiceField(label=gettext_lazy("They are written to in"), required=False)

    def __init__(
        self,
        *args: Any,
        contacts: Sequence[Contact],
        organisations: list[Organisation],
        languages: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {str(contact.pk): contact for contact in contacts}
        self.organisations = {organisation.name.casefold(): organisation for organisation in organisations}
        choose_from(self, "guest", [(key, str(contact)) for key, contact in self.contacts.items()])
        choose_from(self, "paste_language", [(code, autonym_of(code)) for code in languages])

    def clean_guest(self) -> list[Contact]:
        return [self.contacts[key] for key in self.cleaned_data["guest"]]

    def clean_paste(self) -> list[Guest]:
        lines = [line.strip() for line in self.cleaned_data["paste"].splitlines()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("At most %(most)s lines at once. Send the rest after that.") % {"most": MOST_LINES})
        guests, errors = [], []
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                guests.append(self._guest(line))
            except ValidationError as error:
                errors.append(_("Line %(number)s: %(what)s") % {"number": number, "what": error.messages[0]})
        if errors:
            raise ValidationError(errors)
        return guests

    def _guest(self, line: str) -> Guest:
        """Read one line. Raises ValidationError with what is wrong in it."""
        found = LINE.match(line)
        name, email, organisation = ("", line, "")
        if found:
            name, email = found["name"].strip(' "'), found["email"].strip()
            organisation = (found["organisation"] or "").strip()
        email = parseaddr(email)[1]
        try:
            validate_email(email)
            fits_its_column(email)
        except ValidationError as error:
            raise ValidationError(_("there is no address in it. Write: Name <address>.")) from error
        if organisation and organisation.casefold() not in self.organisations:
            sentence = _("“%(name)s” is not on the platform. Leave it out, or add it in the directory first.")
            raise ValidationError(sentence % {"name": organisation})
        return Guest(name[:150], email, self.organisations.get(organisation.casefold()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("guest") and not cleaned.get("paste"):
            raise ValidationError(_("Nobody is chosen. Tick at least one guest, or paste an address."))
        return cleaned


class RecordAnswerForm(forms.Form):
    """The answer that somebody gave by telephone or by mail."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What did they say?"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.NONE],
        widget=forms.RadioSelect,
    )
    comes = forms.ChoiceField(
        label=gettext_lazy("Online or on site"),
        choices=[(Mode.ONLINE.value, Mode.ONLINE.label), (Mode.ON_SITE.value, Mode.ON_SITE.label)],
        required=False,
        widget=forms.RadioSelect,
    )
    substitute_name = forms.CharField(label=gettext_lazy("Who comes instead"), max_length=150, required=False)
    message = forms.CharField(label=gettext_lazy("Remark"), max_length=1000, required=False)
