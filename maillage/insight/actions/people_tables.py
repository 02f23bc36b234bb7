"""Verbs on tables of people: enter one, put it right while nothing of it was shown, take it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maillage.insight.models import PeopleTable, Release
from maillage.insight.people_sheet import PeopleSheet
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording, new_public_id
from maillage.territory.models import Region


@transaction.atomic
def enter_people_table(
    *, region: Region, sheet: PeopleSheet, fields: Mapping[str, Any], by: Actor, series: str = ""
) -> PeopleTable:
    """Keep a table of people, exact counts and all, for the desk alone; `series` makes it an edition of another.

    Rows and columns of an edition are called as in the releases before it: under another name readers would know them
    all the same, and protection would not. The names stand in the region's first language.
    """
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    refuse_renamed(region, series, sheet)
    same = PeopleTable.objects.filter(region=region, series=series, as_of=fields["as_of"])
    if series and same.exists():
        raise ValidationError(_("There is an edition of this table of that day already. Open that one."))
    language = region.first_language
    table = PeopleTable.objects.create(
        region=region,
        series=series or _fresh_series(fields["title"]),
        rows=[{language: name} for name in sheet.rows],
        columns=[{language: name} for name in sheet.columns],
        counts=[list(line) for line in sheet.counts],
        **fields,
    )
    audit.record("enter people table", by=by, on=table, owner=region.slug)
    return table


def refuse_renamed(region: Region, series: str, sheet: PeopleSheet) -> None:
    """Refuse an edition that lacks a row or column which an earlier release of its series told."""
    earlier = PeopleTable.objects.filter(region=region, series=series, release__isnull=False)
    for table in earlier if series else ():
        told = {name for wording in (*table.rows, *table.columns) for name in wording.values()}
        gone = sorted(told - {*sheet.rows, *sheet.columns})
        if gone:
            sentence = _(
                "An earlier edition tells of %(names)s. Keep these names, or begin a table of its own: hidden counts "
                "are kept hidden by their names."
            )
            raise ValidationError(sentence % {"names": ", ".join(gone)})


def _fresh_series(title: LocalWording) -> str:
    name = slugify(next(iter(title.values()), ""))[:38]
    return f"{name}-{new_public_id()}".strip("-")


@transaction.atomic
def change_people_table(*, table: PeopleTable, sheet: PeopleSheet, fields: Mapping[str, Any], by: Actor) -> PeopleTable:
    """Put a table right; one that was released does not change any more."""
    found = unreleased(table)
    refuse_renamed(found.region, found.series, sheet)
    same = PeopleTable.objects.filter(region=found.region, series=found.series, as_of=fields["as_of"])
    if same.exclude(pk=found.pk).exists():
        raise ValidationError(_("There is an edition of this table of that day already. Open that one."))
    language = found.region.first_language
    found.rows = [{language: name} for name in sheet.rows]
    found.columns = [{language: name} for name in sheet.columns]
    found.counts = [list(line) for line in sheet.counts]
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    audit.record("change people table", by=by, on=found, owner=found.region.slug)
    return found


@transaction.atomic
def remove_people_table(*, table: PeopleTable, by: Actor) -> None:
    """Take a table out of which nothing was shown."""
    found = unreleased(table)
    audit.record("remove people table", by=by, on=found, owner=found.region.slug)
    found.delete()


def unreleased(table: PeopleTable) -> PeopleTable:
    """Return a table that nobody else changes meanwhile; refuses one that was released."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=table.region_id)
    found = PeopleTable.objects.select_related("region").get(pk=table.pk)
    if Release.objects.filter(table=found).exists():
        raise ValidationError(
            _("This table was released: later ones are protected against it, so it stays as it is. Enter a new one.")
        )
    return found
