"""The form of what is said ahead of a table: one text, how it is signed, and in which language it is."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.cooperation.actions.contributions import LONGEST, Saying
from maillage.cooperation.enums import ContributionKind, Signature
from maillage.kit.context import autonym_of
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.forms.choices import choose_from

ANOTHER = "und"
TOO_LONG = gettext_lazy("This text has %(show_value)d characters; %(limit_value)d fit. Shorten it.")


class SayForm(forms.Form):
    """What somebody says; with `name` they may sign with it, else with a name they choose or with none."""

    text = forms.CharField(
        label=gettext_lazy("What do you want to say?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what you want to say."), "max_length": TOO_LONG},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("I write in"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a language from the list.")},
    )
    signature = forms.ChoiceField(
        label=gettext_lazy("Signed"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say how it is signed."),
            "invalid_choice": gettext_lazy("Choose how it is signed from the list."),
        },
    )
    signed = forms.CharField(
        label=gettext_lazy("The name I choose"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("This name is too long. 80 characters fit.")},
    )
    client_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, name: str = "", kind: ContributionKind = ContributionKind.THOUGHT, **kwargs: Any
    ) -> None:
        self.name, self.kind = name, kind
        here = get_language() or SOURCE_LANGUAGE
        signature = Signature.NAME if name and kind == ContributionKind.NEED else Signature.NONE
        kwargs["initial"] = {"language": here, "signature": signature, "client_key": secrets.token_urlsafe(16)}
        super().__init__(*args, **kwargs)
        languages = sorted(dict(settings.LANGUAGES), key=lambda code: code != here)
        choose_from(self, "language", [*((code, autonym_of(code)) for code in languages), (ANOTHER, _("another"))])
        choose_from(self, "signature", signatures(name))
        if kind == ContributionKind.NEED:
            self.fields["text"].label = _("What is needed?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("signature") == Signature.PSEUDONYM
        if chosen and not cleaned.get("signed", "").strip() and "signed" not in self.errors:
            self.add_error("signed", _("Write the name you choose, or sign without a name."))
        return cleaned

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field was filled in that no person sees."""
        return bool(self.cleaned_data["website"])

    def saying(self) -> Saying:
        """Return what was said; a name typed beside another signature is left out."""
        cleaned = self.cleaned_data
        names = {Signature.NAME: self.name, Signature.PSEUDONYM: cleaned["signed"]}
        return Saying(
            text=cleaned["text"],
            language=cleaned["language"] or ANOTHER,
            signature=cleaned["signature"],
            signed=names.get(cleaned["signature"], ""),
            kind=self.kind,
            client_key=cleaned["client_key"],
        )


def signatures(name: str) -> list[tuple[str, str]]:
    """Return the ways to sign; without a name that is known, nobody signs with theirs."""
    ways = [
        (Signature.NONE.value, _("without a name")),
        (Signature.PSEUDONYM.value, _("with a name I choose")),
    ]
    return [(Signature.NAME.value, _("as %(name)s") % {"name": name}), *ways] if name else ways
