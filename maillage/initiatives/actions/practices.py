"""Verbs on practices: write one, change it, confirm that it is still true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.index_practices import index_practice
from maillage.initiatives.enums import Serves, Standing, StillTrue
from maillage.initiatives.models import Confirmation, Initiative, Terms
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Contact, Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region, Theme

COLUMNS = (
    "name", "description", "organisation", "serves", "place", "place_in_words", "standing", "started_on", "ended_on",
    "funder", "sources",
)  # fmt: skip
OF_THE_TERMS = ("setting", "open_to", "languages", "capacity_a_week", "reached_by", "contact", "outside_region")


@dataclass(frozen=True)
class Sheet:
    """All that is said of a practice; what is empty is not known."""

    name: Wording
    description: Wording = field(default_factory=Wording)
    themes: Sequence[Theme] = ()
    organisation: Organisation | None = None
    partners: Sequence[Organisation] = ()
    serves: Serves | str = Serves.UNKNOWN
    place: Place | None = None
    place_in_words: Wording = field(default_factory=Wording)
    places_served: Sequence[Place] = ()
    standing: Standing | str = Standing.UNKNOWN
    started_on: date | None = None
    ended_on: date | None = None
    funder: Wording = field(default_factory=Wording)
    sources: Sequence[str] = ()
    setting: str = ""
    open_to: Sequence[str] = ()
    languages: Sequence[str] = ()
    capacity_a_week: int | None = None
    reached_by: str = ""
    contact: Contact | None = None
    outside_region: bool = False


@transaction.atomic
def add_practice(*, region: Region, sheet: Sheet, by: Actor) -> Initiative:
    """Write down a practice; the same form sent twice writes it once."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    refuse_impossible(sheet)
    today = timezone.localdate()
    same = {"name": LocalWording(sheet.name), "description": LocalWording(sheet.description)}
    known = Initiative.objects.filter(
        region=region, organisation=sheet.organisation, recorded_on=today, merged_into=None, **same
    ).first()
    if known:
        return known
    practice = Initiative(region=region, recorded_on=today)
    fill(practice, sheet)
    audit.record("add practice", by=by, on=practice, owner=region.slug)
    practice_changed(practice)
    return practice


@transaction.atomic
def change_practice(*, practice: Initiative, sheet: Sheet, by: Actor) -> Initiative:
    """Write a practice anew; the trail keeps which columns changed."""
    region = practice.region
    practice = Initiative.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    practice.region = region
    refuse_impossible(sheet)
    changed = fill(practice, sheet)
    audit.record("change practice", by=by, on=practice, owner=region.slug, fields=changed)
    practice_changed(practice)
    return practice


def refuse_impossible(sheet: Sheet) -> None:
    """Refuse a practice without a name, one that ends before it begins, and one that ended and still runs."""
    if not any(text.strip() for text in sheet.name.values()):
        raise ValidationError({"name": _("Write the name, in at least one language.")})
    if sheet.started_on and sheet.ended_on and sheet.ended_on < sheet.started_on:
        raise ValidationError({"ended_on": _("It cannot end before it begins. Correct one of the two days.")})
    if sheet.ended_on and sheet.ended_on < timezone.localdate() and sheet.standing == Standing.PRESENT:
        raise ValidationError(
            {"standing": _("It is said to run, yet its last day has passed. Correct one of the two.")}
        )


def fill(practice: Initiative, sheet: Sheet) -> list[str]:
    """Write a sheet onto a practice and save it; return the names of what changed."""
    changed = [name for name in COLUMNS if getattr(practice, name) != plain(sheet, name)]
    for name in COLUMNS:
        setattr(practice, name, plain(sheet, name))
    practice.save()
    for name in ("themes", "partners", "places_served"):
        rows, wanted = getattr(practice, name), {row.pk for row in getattr(sheet, name)}
        if set(rows.values_list("pk", flat=True)) != wanted:
            rows.set(wanted)
            changed.append(name)
    return changed + fill_terms(practice, sheet)


def fill_terms(practice: Initiative, sheet: Sheet) -> list[str]:
    """Write the terms of a practice; a practice of which nothing more is known has no row of them."""
    terms = Terms.objects.filter(initiative=practice).first() or Terms(initiative=practice)
    changed = [name for name in OF_THE_TERMS if getattr(terms, name) != plain(sheet, name)]
    for name in changed:
        setattr(terms, name, plain(sheet, name))
    if changed:
        terms.save()
    return changed


def plain(sheet: Sheet, name: str) -> Any:
    """Return one column of a sheet as the row holds it."""
    value = getattr(sheet, name)
    if isinstance(value, Wording):
        return LocalWording(value)
    return list(value) if isinstance(value, list | tuple) else value


@transaction.atomic
def confirm_practice(
    *,
    practice: Initiative,
    answer: StillTrue | str,
    by: Actor,
    remark: str = "",
    contact: Contact | None = None,
    runs_again: bool = False,
) -> Confirmation:
    """Note that somebody who knows looked at a card today; the same word on the same day is noted once.

    Nothing said before is changed: the last word counts. `runs_again` takes back an end that was said by mistake.
    """
    region = practice.region
    practice = Initiative.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    practice.region = region
    said = {"confirmed_on": timezone.localdate(), "answer": answer, "remark": remark.strip()[:400], "contact": contact}
    last = practice.confirmations.order_by("-confirmed_on", "-pk").first()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    confirmed = Confirmation.objects.create(initiative=practice, **said)
    settle_standing(practice, answer, runs_again=runs_again)
    audit.record("confirm practice", by=by, on=practice, owner=region.slug, answer=str(answer))
    practice_changed(practice)
    return confirmed


def settle_standing(practice: Initiative, answer: StillTrue | str, *, runs_again: bool) -> None:
    """Let a practice that has ended be past, and one that is still true run; a past one stays past by itself."""
    if answer == StillTrue.ENDED:
        practice.standing = Standing.PAST
    elif practice.standing == Standing.UNKNOWN or runs_again:
        practice.standing, practice.ended_on = Standing.PRESENT, None
    practice.save(update_fields=["standing", "ended_on"])


def practice_changed(practice: Initiative) -> None:
    """Let the search and the public pages see a change of a practice; call it inside the transaction of the change."""
    index_practice(practice)
    touch_region(practice.region)
