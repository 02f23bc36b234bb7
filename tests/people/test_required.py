"""What a form says where something is missing tells what to do, in each kind of field."""

from __future__ import annotations

import pytest
from django import forms

from maillage.people.forms.choices import RowField, day_field
from maillage.people.models import User

FIELDS: list[tuple[forms.Field, str]] = [
    (forms.CharField(), "This is still empty. Fill it in."),
    (forms.IntegerField(), "This is still empty. Fill it in."),
    (forms.ChoiceField(choices=[("a", "A")]), "Choose one of these."),
    (RowField(), "Choose one of these."),
    (forms.MultipleChoiceField(choices=[("a", "A")]), "Choose at least one of these."),
    (forms.ModelChoiceField(User.objects.none()), "Choose one of these."),
    (forms.ModelMultipleChoiceField(User.objects.none()), "Choose at least one of these."),
    (forms.BooleanField(), "Tick this to go on."),
    (forms.FileField(), "Choose a file."),
    (day_field("Day", required=True), "Say on which day."),
    (forms.CharField(error_messages={"required": "Write a title."}), "Write a title."),
]


@pytest.mark.parametrize(("field", "said"), FIELDS, ids=[f"{type(field).__name__}-{said}" for field, said in FIELDS])
def test_a_field_that_is_missing_says_what_to_do(field: forms.Field, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(None)
    assert refused.value.messages == [said]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Ada\u202egro.elpmaxe", "Adagro.elpmaxe"), ("گل\u200cبی\u200cبی\u200f ", "گل\u200cبی\u200cبی")],
)
def test_a_name_is_read_without_signs_that_nobody_sees(typed: str, kept: str) -> None:
    assert forms.CharField().clean(typed) == kept
    with pytest.raises(forms.ValidationError, match="Fill it in"):
        forms.CharField().clean("\u3164\u200b")
