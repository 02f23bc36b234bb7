"""A form field for whole euros that may be left empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.initiatives.forms.amounts import AmountField

MOST_EUROS = Decimal(100_000_000)


class EurosField(AmountField):
    """An amount without cents, read as its writer's language writes numbers; empty means that it is not said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=MOST_EUROS, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(Decimal(value) if isinstance(value, int) else value)

    def clean(self, value: Any) -> Any:
        if not str(value or "").strip():
            return None
        amount = super().clean(value)
        if amount != int(amount):
            raise ValidationError(_("Write whole euros, without cents."))
        return int(amount)
