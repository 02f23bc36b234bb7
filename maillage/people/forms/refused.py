"""What an action refused, said in the form that asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def tell_faults(form: BaseForm, faults: Mapping[str, Any]) -> None:
    """Say what is wrong beside the fields it is about; what has no field of its own stands above them all."""
    for name, sentence in faults.items():
        form.add_error(name if name in form.fields else None, sentence)


def tell_error(form: BaseForm, error: ValidationError) -> None:
    """Say what an action refused beside the fields it is about."""
    tell_faults(form, error.message_dict if hasattr(error, "error_dict") else {"": error.messages})
