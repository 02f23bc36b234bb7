"""A deed that is refused says why: in its form, or above the page it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from maillage.people.forms.refused import tell_error

Made = TypeVar("Made")


def did(form: BaseForm, deed: Callable[[], Made]) -> Made | None:
    """Do a deed; where it is refused put the sentences into the form and return nothing."""
    try:
        return deed()
    except ValidationError as error:
        tell_error(form, error)
    return None


def did_or_said(request: HttpRequest, deed: Callable[[], Made]) -> Made | None:
    """Do a deed; where it is refused say so above the next page and return nothing."""
    try:
        return deed()
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    return None


def taken(request: HttpRequest, form: BaseForm, deed: Callable[[], Made]) -> Made | None:
    """Do a deed where a form was sent and is right; return nothing where it was not, or the deed is refused."""
    return did(form, deed) if request.method == "POST" and form.is_valid() else None
