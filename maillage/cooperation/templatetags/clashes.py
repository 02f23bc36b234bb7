"""The warning of a clash beside a date that is being chosen."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BaseForm

from maillage.cooperation.queries.clashes import in_the_way
from maillage.territory.models import Region

register = template.Library()


@register.inclusion_tag("cooperation/_clashes.html")
def clashes(region: Region, form: BaseForm) -> dict[str, Any]:
    """Warn where the date and hour in a form meet a roundtable of another region; of a half-typed date say nothing."""
    on, start_time, minutes = (typed(form, name) for name in ("date", "start_time", "minutes"))
    return {"troubles": in_the_way(region, on, start_time, minutes) if on else []}


def typed(form: BaseForm, name: str) -> Any:
    """Return what a field says at this moment, None where it says nothing that can be understood."""
    try:
        return form.fields[name].clean(form[name].value())
    except ValidationError:
        return None
