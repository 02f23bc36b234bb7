"""The forms of a post and of a funding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.core.plain_text import one_line
from maillage.initiatives.forms.amounts import AmountField
from maillage.initiatives.models import Funding, Initiative, Post
from maillage.people.forms.choices import RowField, day_field, offer
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.people.models import Organisation
from maillage.territory.models import Region, Theme

Line = TypeVar("Line", Post, Funding)
MOST_FTE, MOST_EUR = Decimal(500), Decimal(1_000_000_000)


@dataclass(frozen=True)
class Rows:
    """What lines of a region may belong to."""

    organisations: list[Organisation]
    themes: list[Theme]
    initiatives: list[Initiative]

    @classmethod
    def around(cls, region: Region, line: Post | Funding) -> Rows:
        """Find organisations that sit in the region, its themes and initiatives, and what a line belongs to already."""
        sits = Q(seats__region=region, seats__left_on__isnull=True) | Q(pk=line.organisation_id)
        known = Initiative.objects.filter(Q(region=region, merged_into__isnull=True) | Q(pk=line.initiative_id))
        return cls(
            list(Organisation.objects.filter(sits).distinct().order_by("name")),
            list(Theme.objects.select_related("group").order_by("position", "key")),
            sorted(known, key=lambda initiative: str(initiative.name)),
        )


class LineForm(forms.Form, Generic[Line]):
    """What a post and a funding have in common."""

    amounts: tuple[str, ...] = ()

    organisation = RowField(
        label=_("Organisation"),
        error_messages={"required": _("Choose the organisation."), "invalid_choice": _("Choose one of the list.")},
    )
    theme = RowField(
        label=_("Theme"),
        error_messages={"required": _("Choose the theme."), "invalid_choice": _("Choose one of the list.")},
    )
    initiative = RowField(
        label=_("Initiative"),
        required=False,
        empty=_("none in particular"),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"))
    funder = forms.CharField(label=_("Funder"), max_length=200, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("Where the figures come from: a letter, a budget."),
    )
    is_public = forms.BooleanField(
        label=_("The organisation agrees that this line is shown to everybody"), required=False
    )

    def __init__(self, data: Any, *, line: Line, rows: Rows) -> None:
        super().__init__(data, initial=_initial_of(line, self.amounts) if line.pk else None)
        self.row: Line = line
        self.languages = languages_of(line.region)
        fields = wording_fields("title", self.languages, _("What for"))
        self.fields = {**fields, **self.fields}
        offer(self, "organisation", rows.organisations)
        offer(self, "theme", rows.themes)
        offer(self, "initiative", rows.initiatives)

    def titles(self) -> Iterable[forms.BoundField]:
        """Return the fields of the title, one a language."""
        return (self[f"title_{code}"] for code in self.languages)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", gettext("The end is before the beginning. Correct one of the two days."))
        if not any(cleaned.get(f"title_{code}", "").strip() for code in self.languages):
            self.add_error(f"title_{self.languages[0]}", gettext("Say what it is for, in one language at least."))
        given = [cleaned.get(name) for name in self.amounts]
        if None not in given and not any(given):
            raise ValidationError(gettext("All amounts are empty. Write at least one of them."))
        return cleaned

    def line(self) -> Line:
        """Return the line as it is said now, not saved yet."""
        said = self.cleaned_data
        self.row.title = wording_from(said, "title", self.languages, self.row.title)
        for name in ("organisation", "theme", "initiative", "starts_on", "ends_on", "is_public", *self.amounts):
            setattr(self.row, name, said[name])
        for name in ("funder", "source"):
            setattr(self.row, name, one_line(said[name]))
        return self.row


class PostForm(LineForm[Post]):
    """Hours of work: planned and secured, in full-time equivalents."""

    amounts = ("planned_fte", "secured_fte")

    planned_fte = AmountField(
        label=_("Planned, in full-time equivalents"), most=MOST_FTE, help_text=_("Half a post is 0.5.")
    )
    secured_fte = AmountField(label=_("Secured, in full-time equivalents"), most=MOST_FTE)


class FundingForm(LineForm[Funding]):
    """Money: planned, secured and spent, in euros."""

    amounts = ("planned_eur", "secured_eur", "spent_eur")

    planned_eur = AmountField(label=_("Planned, in euros"), most=MOST_EUR)
    secured_eur = AmountField(label=_("Secured, in euros"), most=MOST_EUR, help_text=_("What a funder has promised."))
    spent_eur = AmountField(label=_("Spent, in euros"), most=MOST_EUR)


def _initial_of(line: Post | Funding, amounts: Iterable[str]) -> dict[str, Any]:
    """Return what a form shows of a line."""
    names = ("starts_on", "ends_on", "funder", "source", "is_public", *amounts)
    return {
        **as_initial("title", languages_of(line.region), line.title),
        **{name: getattr(line, name) for name in names},
        "organisation": line.organisation_id,
        "theme": line.theme_id,
        "initiative": line.initiative_id,
    }
