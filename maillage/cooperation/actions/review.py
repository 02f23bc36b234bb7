"""Verbs on the review of a drafted report: open it to those present, remark, settle in place, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.daily import refuse_beyond
from maillage.cooperation.actions.report import as_draft, refuse_unheld, store
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import Settlement
from maillage.cooperation.models import Remark, ReportDraft, Review, Roundtable
from maillage.cooperation.queries.report import drafts_of
from maillage.cooperation.queries.review import is_frozen, reviewers_of
from maillage.core import report
from maillage.core.plain_text import one_line
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.people.models import Contact
from maillage.people.queries.senders import mail_language

DAYS = (1, 21)
MOST_A_DAY = 40
LONGEST = 2000


@dataclass(frozen=True)
class Remarked:
    """What a reader says of one sentence, given with its words as they were read, or of a whole part."""

    language: str
    block: int
    text: str
    position: int | None = None
    sentence: str = ""
    proposed: str = ""


@transaction.atomic
def open_review(*, roundtable: Roundtable, days: int, by: Actor) -> tuple[Review, int]:
    """Let those present read the draft until the end of the n-th day; return the review and how many are asked.

    Opened again, it lasts until the new day, and nobody is written to twice.
    """
    take_turn(roundtable)
    refuse_unheld(roundtable)
    if not DAYS[0] <= days <= DAYS[1]:
        raise ValidationError({"days": _("Choose from 1 to 21 days.")})
    if not drafts_of(roundtable):
        raise ValidationError(_("There is no draft yet. Draft the report first."))
    if is_frozen(roundtable):
        raise ValidationError(_("The report is frozen. What is wrong in it is put right by a correction."))
    now = timezone.now()
    closes_at = end_of_day(roundtable, now, days)
    review, made = Review.objects.get_or_create(
        roundtable=roundtable, defaults={"opened_at": now, "closes_at": closes_at}
    )
    if not made:
        review.closes_at = closes_at
        review.save(update_fields=["closes_at"])
    readers = reviewers_of(roundtable)
    for reader in readers:
        ask(review, reader)
    audit.record("open review", by=by, on=roundtable, owner=roundtable.region.slug, days=days, readers=len(readers))
    return review, len(readers)


def end_of_day(roundtable: Roundtable, now: datetime, days: int) -> datetime:
    """Return the last minute of the n-th day from now, by the clock of the roundtable."""
    zone = ZoneInfo(roundtable.time_zone)
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59), zone)


def ask(review: Review, reader: Contact) -> None:
    """Queue the mail that asks one reader, once."""
    region = review.roundtable.region
    outbox.queue(
        "cooperation.review",
        key=f"review:{review.pk}:{reader.pk}",
        to=reader.email,
        language=mail_language(reader.preferred_language, region),
        params={"review": review.pk, "contact": reader.pk},
        owner=region.slug,
        is_demonstration=reader.is_demonstration,
    )


@transaction.atomic
def close_review(*, review: Review, by: Actor) -> Review:
    """End a review now."""
    take_turn(review.roundtable)
    now = timezone.now()
    if review.closes_at > now:
        review.closes_at = max(now, review.opened_at + timedelta(seconds=1))
        review.save(update_fields=["closes_at"])
        region = review.roundtable.region
        audit.record("close review", by=by, on=review.roundtable, owner=region.slug)
    return review


@transaction.atomic
def remark(*, review: Review, contact: Contact, said: Remarked, by: Actor, client_key: str = "") -> Remark:
    """Write down what a reader says; the same remark sent again under its key is the one that is there."""
    take_turn(review.roundtable)
    if client_key and (known := Remark.objects.filter(client_key=client_key, contact=contact).first()):
        return known
    refuse_closed(review)
    refuse_beyond(MOST_A_DAY, "remark", by)
    text, proposed = checked(said.text, "text"), checked(said.proposed, "proposed")
    if not text and not proposed:
        raise ValidationError({"text": _("Write what is wrong, or how it should read.")})
    made = Remark.objects.create(
        review=review,
        language=said.language,
        block=said.block,
        position=said.position,
        sentence=said.sentence,
        text=text,
        proposed="" if proposed == said.sentence else proposed,
        contact=contact,
        written_at=timezone.now(),
        client_key=client_key[:40] or None,
    )
    audit.record("remark", by=by, on=made, owner=review.roundtable.region.slug)
    return made


def checked(text: str, field: str) -> str:
    """Return a text on one line; refuse one that is too long."""
    line = one_line(text)
    if len(line) > LONGEST:
        sentence = _("This text has %(length)s characters; %(most)s fit. Shorten it.")
        raise ValidationError({field: sentence % {"length": len(line), "most": LONGEST}})
    return line


def refuse_closed(review: Review) -> None:
    """Refuse a remark once the report is frozen or the time is over."""
    if is_frozen(review.roundtable):
        raise ValidationError(
            _("The report is frozen since. Answer the message the link came in to have it corrected.")
        )
    if review.closes_at <= timezone.now():
        raise ValidationError(_("The time to remark is over. Answer the message the link came in instead."))


@transaction.atomic
def settle_remark(*, remark: Remark, settlement: Settlement, by: Actor, reply: str = "") -> Remark:
    """Take a remark over, or leave the text as it is, with a word to the reader; a proposed sentence is put in place.

    Raises ValidationError where the sentence reads differently by now.
    """
    take_turn(remark.review.roundtable)
    remark = Remark.objects.select_related("review__roundtable__region").get(pk=remark.pk)
    if remark.settlement != Settlement.OPEN:
        return remark
    roundtable = remark.review.roundtable
    if settlement == Settlement.TAKEN and remark.proposed and remark.sentence:
        put_in_place(roundtable, remark)
    remark.settlement = settlement
    remark.settled_at = timezone.now()
    remark.reply = one_line(reply)[:500]
    remark.save(update_fields=["settlement", "settled_at", "reply"])
    audit.record("settle remark", by=by, on=remark, owner=roundtable.region.slug, settlement=str(settlement))
    return remark


def put_in_place(roundtable: Roundtable, remark: Remark) -> None:
    """Write the proposed sentence over the one remarked on; it keeps its source and remembers what it was."""
    if is_frozen(roundtable):
        raise ValidationError(_("The report is frozen. What is wrong in it is put right by a correction."))
    drafts = ReportDraft.objects.select_for_update(of=("self",)).select_related("roundtable__region")
    stored = drafts.filter(roundtable=roundtable, language=remark.language).first()
    before = as_draft(stored) if stored else None
    place = place_of(before.blocks, remark) if before else None
    if stored is None or before is None or place is None:
        raise ValidationError(
            _("This sentence reads differently by now. Change it in the draft above, then settle this.")
        )
    lines = [
        remark.proposed if sentence.text == remark.sentence else sentence.text
        for sentence in before.blocks[place].sentences
    ]
    blocks = list(before.blocks)
    blocks[place] = report.edited_block(blocks[place], lines)
    store(stored, report.Draft(before.language, before.title, before.lead, tuple(blocks)))


def place_of(blocks: Sequence[report.Block], remark: Remark) -> int | None:
    """Return where the sentence stands: in the part it was read in, else in the first that has it, else nowhere."""
    there = [
        place
        for place, block in enumerate(blocks)
        if any(sentence.text == remark.sentence for sentence in block.sentences)
    ]
    if not there:
        return None
    return remark.block if remark.block in there else there[0]
