"""Verbs on the factfile: begin an edition, reckon it anew, write between its blocks, freeze, publish, withdraw."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.factfile import KINDS
from maillage.core.factfile.composition import compose
from maillage.core.plain_text import printable
from maillage.core.wording import Wording
from maillage.insight.models import Factfile, FactfileWords
from maillage.insight.queries.editions import mark_of_words, words_of
from maillage.insight.queries.factfile import facts_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.enums import Category
from maillage.territory.actions import touch_region
from maillage.territory.models import Region

LONGEST = 6_000
# Signs that turn the order of a line round, by which a text could show other words than it holds.
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


class WordsChangedMeanwhile(Exception):
    """Somebody else wrote at the same place since it was read; `text` is what stands there now."""

    def __init__(self, text: LocalWording) -> None:
        super().__init__(str(text))
        self.text = text


class RecordsChangedMeanwhile(ValidationError):
    """The figures are not those that were looked at: the draft was reckoned anew instead of frozen."""


@transaction.atomic
def begin_edition(*, region: Region, by: Actor) -> Factfile:
    """Begin the next edition: figures from the records, words from the last edition. The draft there is, if any."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    if draft := Factfile.objects.filter(region=region, frozen_at__isnull=True).first():
        return draft
    last = Factfile.objects.filter(region=region).order_by("-number").first()
    number = (Factfile.objects.filter(region=region).aggregate(last=Max("number"))["last"] or 0) + 1
    factfile = Factfile.objects.create(
        region=region, number=number, begun_at=timezone.now(), blocks=reckoned_blocks(region)
    )
    old = words_of(last) if last else {}
    FactfileWords.objects.bulk_create(
        FactfileWords(factfile=factfile, block=block, text=text) for block, text in old.items()
    )
    audit.record("begin factfile", by=by, on=factfile, owner=region.slug, number=number)
    return factfile


def reckoned_blocks(region: Region) -> list[dict[str, object]]:
    """Return the blocks of a region as the records stand today."""
    blocks = compose(facts_of(region, timezone.localdate()), categories=list(Category.values))
    return [block.as_dict() for block in blocks]


@transaction.atomic
def reckon_anew(*, factfile: Factfile, by: Actor) -> Factfile:
    """Reckon the figures of a draft anew; what the convenor wrote stays."""
    draft = own_draft(factfile)
    draft.blocks = reckoned_blocks(draft.region)
    draft.save(update_fields=["blocks"])
    audit.record("reckon factfile", by=by, on=draft, owner=draft.region.slug, number=draft.number)
    return draft


def own_draft(factfile: Factfile) -> Factfile:
    """Return a draft that nobody else changes meanwhile; refuses an edition that is frozen."""
    found = Factfile.objects.select_for_update(of=("self",)).select_related("region").get(pk=factfile.pk)
    if found.frozen_at:
        raise ValidationError(
            _("This edition is frozen: its figures and words do not change any more. Begin the next.")
        )
    return found


@transaction.atomic
def write_words(*, factfile: Factfile, block: str, text: Wording, seen: str, by: Actor) -> FactfileWords | None:
    """Write the convenor's words before a block; empty words leave none.

    `seen` is the mark of the words that the writer had before them. Raises WordsChangedMeanwhile where somebody else
    wrote there since.
    """
    draft = own_draft(factfile)
    if block not in KINDS:
        raise ValidationError(_("There is no such part in a factfile."))
    known = FactfileWords.objects.filter(factfile=draft, block=block).first()
    before = known.text if known else LocalWording()
    after = LocalWording({language: said for language, words in text.items() if (said := sound(words))})
    if after == before:
        return known
    if mark_of_words(before) != seen:
        raise WordsChangedMeanwhile(before)
    draft.version += 1
    draft.save(update_fields=["version"])
    audit.record("write in factfile", by=by, on=draft, owner=draft.region.slug, number=draft.number, block=block)
    if not after:
        FactfileWords.objects.filter(factfile=draft, block=block).delete()
        return None
    return FactfileWords.objects.update_or_create(factfile=draft, block=block, defaults={"text": after})[0]


def sound(words: str) -> str:
    """Return words without signs that nobody sees; refuses what is too long."""
    said = TURNING.sub("", printable(words.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if len(said) > LONGEST:
        told = {"length": len(said), "most": LONGEST}
        raise ValidationError(_("This text has %(length)s characters; %(most)s fit. Shorten it.") % told)
    return said


@transaction.atomic
def freeze_edition(*, factfile: Factfile, by: Actor) -> Factfile:
    """Freeze a draft as it was looked at: its figures and words do not move any more.

    Raises RecordsChangedMeanwhile where the records say something else by now.
    """
    draft = own_draft(factfile)
    if reckoned_blocks(draft.region) != draft.blocks:
        raise RecordsChangedMeanwhile(
            _("The records have changed since these figures were reckoned. Reckon them anew, look, then freeze.")
        )
    draft.frozen_at = timezone.now()
    draft.save(update_fields=["frozen_at"])
    audit.record("freeze factfile", by=by, on=draft, owner=draft.region.slug, number=draft.number)
    return draft


@transaction.atomic
def publish_edition(*, factfile: Factfile, by: Actor) -> Factfile:
    """Publish a frozen edition; earlier ones stay to be read beside it. One that is out already is returned."""
    edition = Factfile.objects.select_for_update(of=("self",)).select_related("region").get(pk=factfile.pk)
    if edition.frozen_at is None:
        raise ValidationError(_("Freeze this edition first: what is published does not move any more."))
    if edition.withdrawn_at:
        raise ValidationError(_("This edition was withdrawn. Begin the next one to publish a factfile again."))
    if edition.published_at:
        return edition
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    touch_region(edition.region)
    audit.record("publish factfile", by=by, on=edition, owner=edition.region.slug, number=edition.number)
    return edition


@transaction.atomic
def withdraw_edition(*, factfile: Factfile, because: Wording, by: Actor) -> Factfile:
    """Take a published edition off the public pages, with the reason in its place."""
    edition = Factfile.objects.select_for_update(of=("self",)).select_related("region").get(pk=factfile.pk)
    if edition.published_at is None:
        raise ValidationError(_("This edition is not published, so there is nothing to withdraw."))
    if edition.withdrawn_at:
        return edition
    if not any(because.values()):
        raise ValidationError(_("Write why it is withdrawn: readers see the reason in its place."))
    edition.withdrawn_at, edition.withdrawn_because = timezone.now(), LocalWording(because)
    edition.save(update_fields=["withdrawn_at", "withdrawn_because"])
    touch_region(edition.region)
    audit.record("withdraw factfile", by=by, on=edition, owner=edition.region.slug, number=edition.number)
    return edition
