"""A form field for an amount, read as its writer's language writes numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, get_group_symbol
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.core.amounts import NotAnAmount, TwoReadings, read_amount
from maillage.kit.spoken import page_language


class AmountField(forms.CharField):
    """An amount from nothing up to `most`; an empty field is nothing."""

    def __init__(self, *, most: Decimal, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, max_length=40, widget=forms.TextInput({"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_decimal(value, locale=_locale()) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        amount = self._read(text) if text else Decimal(0)
        if amount < 0:
            raise ValidationError(_("An amount is never below zero. Write what is planned, secured or spent."))
        if amount > self.most:
            sentence = _("This is more than %(most)s. Look whether there is a zero too many.")
            raise ValidationError(sentence % {"most": format_decimal(self.most, locale=_locale())})
        return amount

    def _read(self, text: str) -> Decimal:
        example = format_decimal(Decimal("12000.50"), locale=_locale())
        try:
            return read_amount(text, group=get_group_symbol(_locale()))
        except TwoReadings:
            sentence = _(
                "“%(text)s” can be read in two ways. Write it without a sign for thousands, or as %(example)s."
            )
            raise ValidationError(sentence % {"text": text, "example": example}) from None
        except NotAnAmount:
            sentence = _("This is not an amount with at most two decimals. Write it as %(example)s.")
            raise ValidationError(sentence % {"example": example}) from None


def _locale() -> Locale:
    return Locale.parse(page_language())
