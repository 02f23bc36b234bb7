"""Form fields for one text in the languages of a region, and the way back to a wording."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy

from maillage.core.wording import Wording
from maillage.kit.context import autonym_of
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.territory.models import Region


def languages_of(region: Region) -> list[str]:
    """Return the languages in which a region writes; English where it has set none."""
    known = dict(settings.LANGUAGES)
    return [code for code in region.languages if code in known] or [SOURCE_LANGUAGE]


def wording_fields(
    name: str, languages: Iterable[str], label: Any, *, most: int = 200, lines: int = 1, hint: Any = ""
) -> dict[str, forms.CharField]:
    """Return one optional field a language, each labelled with the language's own name."""
    fields = {}
    for code in languages:
        attrs = {"lang": code, "dir": "auto"}
        widget = forms.TextInput(attrs) if lines == 1 else forms.Textarea({**attrs, "rows": lines})
        fields[f"{name}_{code}"] = forms.CharField(
            label=format_lazy("{label} · {language}", label=label, language=autonym_of(code)),
            max_length=most,
            required=False,
            widget=widget,
            help_text=hint,
        )
    return fields


def as_initial(name: str, languages: Iterable[str], wording: Wording | None) -> dict[str, str]:
    """Return what the fields of `name` start with."""
    said = wording or Wording()
    return {f"{name}_{code}": said.get(code, "") for code in languages}


def wording_from(
    cleaned: dict[str, Any], name: str, languages: Iterable[str], before: Wording | None = None
) -> Wording:
    """Return the wording written in a form; languages the form does not show are kept from `before`."""
    wording = Wording(before or {})
    for code in languages:
        wording = wording.with_text(code, cleaned.get(f"{name}_{code}", "").strip())
    return wording
