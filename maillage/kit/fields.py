"""Model fields used on every floor: wordings in several languages, public ids, sources, checked codes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.core.wording import Wording

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
FALLBACK = "en"


class LocalWording(Wording):
    """A wording that speaks the active language when it is printed."""

    def __str__(self) -> str:
        return self.said_in(get_language() or FALLBACK, FALLBACK)[0]


class WordingField(models.JSONField):
    """Text in several languages, kept as one JSON object so that reading it costs no query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", LocalWording)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalWording:
        return LocalWording(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> LocalWording:
        if not isinstance(value, dict):
            raise ValidationError(_("Write the text with its language."))
        return LocalWording(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> LocalWording:
        value = LocalWording(getattr(model_instance, self.attname) or {})
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return None


class SourcesField(models.JSONField):
    """Addresses or titles of the public sources a row rests on, in the order of weight."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


def new_public_id() -> str:
    """Return ten random characters that can be read out on the telephone and say nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


class PublicIdField(TextColumn):
    """The id of a row in public addresses: stable, unguessable, without meaning."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=24, unique=True, default=new_public_id, editable=False)
        super().__init__(*args, **kwargs)
