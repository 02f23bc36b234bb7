"""What is typed is read without signs that nobody sees: a name never turns the line that it stands in."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.core.plain_text import visible

_as_typed = forms.CharField.to_python


def _plainly(self: forms.CharField, value: Any | None) -> str | None:
    said = _as_typed(self, value)
    return visible(said) if isinstance(said, str) else said


def read_plainly() -> None:
    """Let every field of text leave out what nobody sees, and then ask whether anything is left."""
    forms.CharField.to_python = _plainly  # type: ignore[method-assign]  # one place for the fields of all forms
