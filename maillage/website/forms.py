"""Forms of the website: subscribing, and the news of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from maillage.kit.context import autonym_of
from maillage.kit.uploads import refuse_large_upload, upload_was_too_large
from maillage.territory.models import Region
from maillage.website.models import NewsPost
from maillage.website.pictures import clean_picture

TITLE_LENGTH, TEXT_LENGTH, ALT_LENGTH = 200, 6000, 400
TEXT_FIELDS = {"title": TITLE_LENGTH, "text": TEXT_LENGTH, "picture_alt": ALT_LENGTH}


class SubscribeForm(forms.Form):
    """An address, and a field that only machines fill in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("One message per report or date, about eight a year. We write first to ask if it is you."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your address, such as name@example.org."),
            "invalid": _("This does not look like an address. Write it as name@example.org."),
        },
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


class NewsForm(forms.Form):
    """A news post in the region's languages: the first is asked for, the others as they come."""

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or GIF, up to 8 MB. Where and when it was taken is removed."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    picture_credit = forms.CharField(
        label=_("Who made the picture"), required=False, max_length=200, help_text=_("Shown under the picture.")
    )
    remove_picture = forms.BooleanField(label=_("Remove the picture"), required=False)

    def __init__(self, request: HttpRequest, region: Region, post: NewsPost | None = None) -> None:
        self.request, self.post = request, post
        self.languages = list(dict.fromkeys([*region.languages, "en"]))
        is_sent = request.method == "POST"
        super().__init__(request.POST if is_sent else None, request.FILES if is_sent else None, initial=_initial(post))
        first = self.languages[0]
        for name, label, widget in (
            ("title", _("Title"), forms.TextInput),
            ("text", _("Text"), forms.Textarea),
            ("picture_alt", _("What the picture shows"), forms.TextInput),
        ):
            for language in self.languages:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label,
                    required=language == first and name != "picture_alt",
                    max_length=TEXT_FIELDS[name],
                    help_text=HINTS[name],
                    widget=widget(attrs={"lang": language, "dir": "auto"}),
                    error_messages={"required": MISSING.get(name, "")},
                )
        if post is None or not post.picture:
            del self.fields["remove_picture"]
        texts = [f"{name}_{code}" for code in self.languages for name in TEXT_FIELDS]
        # A file that is too large takes with it whatever is sent after it: it stands last.
        self.order_fields([*texts, "remove_picture", "picture_credit", "picture"])

    def sets(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return the text fields by language with its own name, the region's first language first."""
        return [(code, autonym_of(code), [self[f"{name}_{code}"] for name in TEXT_FIELDS]) for code in self.languages]

    def wording(self, name: str) -> dict[str, str]:
        """Return what was written in each language."""
        written = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code in self.languages}
        kept = {code: text for code, text in getattr(self.post, name, {}).items() if code not in written}
        return {**kept, **{code: text for code, text in written.items() if text}}

    def clean_picture(self) -> Any:
        """Read the picture anew; nothing of the file that was sent is kept."""
        sent = self.cleaned_data.get("picture")
        return clean_picture(sent) if sent else None

    def clean(self) -> dict[str, Any]:
        """Ask for words and credit with a picture."""
        cleaned = super().clean() or {}
        if upload_was_too_large(self.request):
            refuse_large_upload(self.request, self, "picture")
            return cleaned
        keeps = self.post is not None and bool(self.post.picture) and not cleaned.get("remove_picture")
        if (cleaned.get("picture") or keeps) and "picture" not in self.errors:
            if not self.wording("picture_alt"):
                self.add_error(f"picture_alt_{self.languages[0]}", MISSING["picture_alt"])
            if not cleaned.get("picture_credit", "").strip():
                self.add_error("picture_credit", _("Write who made the picture, or remove the picture."))
        return cleaned


HINTS: dict[str, Any] = {
    "title": "",
    "text": _("An empty line begins a new paragraph. Addresses become links."),
    "picture_alt": _("For those who cannot see it: one sentence."),
}
MISSING: dict[str, Any] = {
    "title": _("Write a title."),
    "text": _("Write the text."),
    "picture_alt": _("Say what the picture shows, or remove the picture."),
}


def _initial(post: NewsPost | None) -> dict[str, Any]:
    if post is None:
        return {}
    written = {f"{name}_{code}": text for name in TEXT_FIELDS for code, text in getattr(post, name).items()}
    return {**written, "picture_credit": post.picture_credit}
