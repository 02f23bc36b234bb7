"""Starting a programme, its regions and the length of their series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.kit.audit import Actor, record
from maillage.territory.actions.public_version import touch_region
from maillage.territory.languages import LANGUAGES
from maillage.territory.models import Programme, Region

# First words of public addresses: a region of that name would never be found.
RESERVED_SLUGS = frozenset(
    {
        "about",
        "accessibility",
        "account",
        "desk",
        "feed",
        "here",
        "link",
        "needs",
        "news",
        "pictures",
        "pilots",
        "practices",
        "privacy",
        "programmes",
        "subscribe",
        "unsubscribe",
    }
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Two letters of the country, then nothing, or one to three signs: FR, FRC, FRC1, FRC13.
NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
NUTS_COUNTRY = {"GR": "EL", "GB": "UK"}
MOST_ROUNDTABLES = 99
# A roundtable a month for a year: whoever types 40 for 4 cannot take it back, and every report would show the rest.
MOST_MORE = 12


@transaction.atomic
def start_programme(
    *, name: str, slug: str, funder_credit: dict[str, str], lead_name: str, by: Actor, planned_roundtables: int = 4
) -> Programme:
    """Make a programme; its regions are added one by one."""
    _check_slug(slug)
    if Programme.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("A programme with this address exists already. Choose another.")})
    _check_planned(planned_roundtables)
    programme = Programme.objects.create(
        name=name.strip(),
        slug=slug,
        funder_credit=funder_credit,
        lead_name=lead_name.strip(),
        planned_roundtables=planned_roundtables,
    )
    record("start_programme", by=by, on=programme, owner=programme.slug)
    return programme


@transaction.atomic
def add_region(
    *,
    programme: Programme,
    slug: str,
    name: dict[str, str],
    kind: dict[str, str],
    country: str,
    languages: Sequence[str],
    time_zone: str,
    by: Actor,
    planned_roundtables: int = 4,
    nuts_code: str = "",
) -> Region:
    """Make a region of a programme; a NUTS code is a remark that is checked for its form, never a key."""
    _check_slug(slug)
    if Region.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("A region with this address exists already. Choose another.")})
    check_languages(languages)
    check_time_zone(time_zone)
    _check_planned(planned_roundtables)
    _check_nuts(nuts_code, country)
    region = Region.objects.create(
        programme=programme,
        slug=slug,
        name=name,
        kind=kind,
        country=country,
        languages=list(languages),
        time_zone=time_zone,
        planned_roundtables=planned_roundtables,
        nuts_code=nuts_code,
    )
    record("add_region", by=by, on=region, owner=region.slug)
    return region


@transaction.atomic
def extend_series(*, region: Region, planned: int, by: Actor) -> Region:
    """Plan more roundtables than before; a series is never cut short here, so a slip of the finger is refused."""
    _check_planned(planned)
    if planned < region.planned_roundtables:
        raise ValidationError(
            {
                "planned_roundtables": _(
                    "The series has %(planned)d roundtables already. Choose that number or a higher one."
                )
                % {"planned": region.planned_roundtables}
            }
        )
    if planned > region.planned_roundtables + MOST_MORE:
        sentence = _("That is more than %(most)d roundtables further at once. Choose %(highest)d at most.")
        words = {"most": MOST_MORE, "highest": region.planned_roundtables + MOST_MORE}
        raise ValidationError({"planned_roundtables": sentence % words})
    if planned == region.planned_roundtables:
        return region
    before, region.planned_roundtables = region.planned_roundtables, planned
    region.save(update_fields=["planned_roundtables"])
    touch_region(region)
    record("extend_series", by=by, on=region, owner=region.slug, before=before, after=planned)
    return region


def _check_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > 50:
        raise ValidationError(
            {"slug": _("Write the address in small letters without accents, figures and hyphens, up to 50 signs.")}
        )
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            {"slug": _("“%(slug)s” is an address of the platform itself. Choose another.") % {"slug": slug}}
        )


def check_languages(languages: Sequence[str]) -> None:
    """Refuse none, and codes the product does not know."""
    unknown = [code for code in languages if code not in LANGUAGES]
    if unknown or not languages:
        raise ValidationError(
            {
                "languages": _("Choose at least one language of: %(known)s.")
                % {"known": ", ".join(language.code for language in LANGUAGES.values())}
            }
        )


def check_time_zone(time_zone: str) -> None:
    """Refuse what is not the name of a time zone."""
    if time_zone not in available_timezones():
        raise ValidationError(
            {"time_zone": _("“%(zone)s” is not a time zone. Write one such as Europe/Paris.") % {"zone": time_zone}}
        )


def _check_planned(planned: int) -> None:
    if not 1 <= planned <= MOST_ROUNDTABLES:
        raise ValidationError(
            {"planned_roundtables": _("Plan between 1 and %(most)d roundtables.") % {"most": MOST_ROUNDTABLES}}
        )


def _check_nuts(code: str, country: str) -> None:
    if not code:
        return
    if not NUTS.fullmatch(code):
        raise ValidationError(
            {
                "nuts_code": _(
                    "A NUTS code has two letters and up to three more signs, such as FRC13. Correct it or clear it."
                )
            }
        )
    if code[:2] != NUTS_COUNTRY.get(country, country):
        raise ValidationError(
            {
                "nuts_code": _(
                    "The NUTS code %(code)s does not belong to the country %(country)s. Correct one of them."
                )
                % {"code": code, "country": country}
            }
        )
