"""Verbs on contributions: say something ahead, bring it to the table, raise it as a need, set it aside, hand on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.daily import start_of_today
from maillage.cooperation.actions.needs import Asked, raise_need
from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.tags import tag_note
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import ContributionKind, ItemKind, NoteTag, Signature
from maillage.cooperation.models import Admission, AgendaItem, Contribution, Invitation, Note, Raising, Roundtable
from maillage.cooperation.queries.contributions import coming_table, waiting_for, why_taken_no_more
from maillage.core.plain_text import one_line, printable
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.kit.twice import just_made
from maillage.territory.models import Region

LONGEST = 2000
MOST_UNSIGNED_A_DAY = 100
MOST_SIGNED_A_DAY = 10
READ_OUT = (ItemKind.OPEN_NEEDS, ItemKind.QUESTION)
# Signs that turn the order of a line round, by which a text could show other words than it holds.
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Saying:
    """What somebody says ahead of a table, and how they sign it."""

    text: str
    language: str
    signature: Signature | str = Signature.NONE
    signed: str = ""
    kind: ContributionKind | str = ContributionKind.THOUGHT
    client_key: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether it may be known who wrote it."""
        return self.signature == Signature.NAME


class TooManyToday(ValidationError):
    """More was written in a day than ever is by itself."""


def sound(text: str) -> str:
    """Return a text without signs that nobody sees; refuse none and one that is too long."""
    words = TURNING.sub("", printable(text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if not words:
        raise ValidationError({"text": _("Write what you want to say.")})
    if len(words) > LONGEST:
        sentence = _("This text has %(length)s characters; %(most)s fit. Shorten it.")
        raise ValidationError({"text": sentence % {"length": len(words), "most": LONGEST}})
    return words


@transaction.atomic
def contribute(
    *,
    region: Region,
    said: Saying,
    by: Actor,
    roundtable: Roundtable | None = None,
    invitation: Invitation | None = None,
) -> Contribution:
    """Keep what somebody says for a table, for the region's next one without `roundtable`; the same key keeps it once.

    Unless it is signed with a name, nothing tells who wrote it: no invitation, no hour, no entry on the trail.
    Raises TooManyToday.
    """
    words = LocalWording({said.language: sound(said.text)})
    wait_in_line(region, roundtable)
    known = Contribution.objects.filter(client_key=said.client_key).first() if said.client_key else None
    if known and known.region_id == region.pk and known.text == words:
        return known
    same = Contribution.objects.filter(region=region, text=words, signature=Signature.NAME, signed=said.signed[:80])
    if said.is_signed and (twice := just_made(same, "written_at")):
        return twice
    kept_for = Contribution(
        region=region,
        roundtable=roundtable,
        kind=said.kind,
        text=words,
        signature=said.signature,
        signed=signed_as(said),
        invitation=invitation if said.is_signed else None,
        # An hour beside the hour of an answer would tell who wrote: what is not signed keeps its day alone.
        written_at=timezone.now() if said.is_signed else start_of_today(),
        client_key=(said.client_key[:40] or None) if known is None else None,
    )
    refuse_flood(kept_for)
    kept_for.save()
    if said.is_signed:
        number = roundtable.number if roundtable else None
        audit.record("contribute", by=by, on=kept_for, owner=region.slug, roundtable=number)
    return kept_for


def wait_in_line(region: Region, roundtable: Roundtable | None) -> None:
    """Keep others waiting who write for the same table."""
    if roundtable:
        take_turn(roundtable)
    else:
        Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)


def signed_as(said: Saying) -> str:
    """Return the name under which it is shown; a signature that needs one refuses to be empty."""
    name = one_line(TURNING.sub("", said.signed))[:80]
    if said.signature == Signature.PSEUDONYM and not name:
        raise ValidationError({"signed": _("Write the name you choose, or sign without a name.")})
    return "" if said.signature == Signature.NONE else name


def refuse_flood(fresh: Contribution) -> None:
    """Refuse more in a day than ever comes by itself; only the day and the table are looked at, not who writes."""
    today = Contribution.objects.filter(
        region_id=fresh.region_id, roundtable=fresh.roundtable, written_at__gte=start_of_today()
    )
    if fresh.signature == Signature.NAME:
        mine = today.filter(invitation=fresh.invitation, signature=Signature.NAME, signed=fresh.signed)
        if mine.count() >= MOST_SIGNED_A_DAY:
            sentence = _("You have written %(most)s times today, which is as often as fits. Write again tomorrow.")
            raise TooManyToday(sentence % {"most": MOST_SIGNED_A_DAY})
    elif today.exclude(signature=Signature.NAME).count() >= MOST_UNSIGNED_A_DAY:
        sentence = _(
            "Today %(most)s texts came in, more than can be read in a day, so no more are taken. Send yours tomorrow."
        )
        raise TooManyToday(sentence % {"most": MOST_UNSIGNED_A_DAY})


def attach_waiting(roundtable: Roundtable) -> int:
    """Give a roundtable that is opened the needs that wait for it; return how many."""
    waiting = waiting_for(roundtable.region).values_list("pk", flat=True)
    return Contribution.objects.filter(pk__in=list(waiting)).update(roundtable=roundtable)


def raise_for_next(*, region: Region, said: Saying, by: Actor, invitation: Invitation | None = None) -> Contribution:
    """Keep a need for the table that comes next: attached where one is opened already, else waiting for it."""
    return contribute(region=region, said=said, by=by, roundtable=coming_table(region), invitation=invitation)


def locked(contribution: Contribution) -> tuple[Contribution, Roundtable]:
    """Return a contribution that nobody else settles meanwhile, with its table; refuses one without a table."""
    known = Contribution.objects.select_for_update(of=("self",)).select_related("roundtable__region", "note", "need")
    found = known.get(pk=contribution.pk)
    if found.roundtable is None:
        raise ValidationError(_("It waits for the next roundtable. Open that one first."))
    return found, found.roundtable


@transaction.atomic
def bring_to_table(*, contribution: Contribution, by: Actor) -> Note:
    """Make a contribution a line of the table, under the item at which such are read out if there is one."""
    contribution, roundtable = locked(contribution)
    if contribution.note:
        return contribution.note
    language, text = next(iter(contribution.text.items()))
    item = AgendaItem.objects.filter(roundtable=roundtable, kind__in=READ_OUT).first()
    note = write_note(
        roundtable=roundtable,
        text=text,
        language=language,
        agenda_item=item,
        by=by,
        client_key=f"contribution-{contribution.public_id}",
    )
    contribution.note, contribution.set_aside_at = note, None
    contribution.save(update_fields=["note", "set_aside_at"])
    settled("bring contribution", contribution, roundtable, by)
    return note


@transaction.atomic
def raise_contribution(*, contribution: Contribution, by: Actor) -> Raising:
    """Raise a contribution as a need of its table; one that is a line already is tagged, so that it stands once."""
    contribution, roundtable = locked(contribution)
    raised = Raising.objects.filter(need=contribution.need, roundtable=roundtable) if contribution.need else None
    if raised and (before := raised.first()):
        return before
    if contribution.note:
        note = tag_note(note=contribution.note, tag=NoteTag.NEED, by=by)
        raising = Raising.objects.get(note=note)
    else:
        raising = raise_need(roundtable=roundtable, asked=Asked(text=contribution.text), by=by)
    contribution.need, contribution.set_aside_at = raising.need, None
    contribution.save(update_fields=["need", "set_aside_at"])
    settled("raise contribution", contribution, roundtable, by)
    return raising


@transaction.atomic
def set_aside(*, contribution: Contribution, by: Actor, back: bool = False) -> Contribution:
    """Set a contribution aside, or take it `back`; what became a line or a need stays that."""
    contribution, roundtable = locked(contribution)
    contribution.set_aside_at = None if back else contribution.set_aside_at or timezone.now()
    contribution.save(update_fields=["set_aside_at"])
    settled("take contribution back" if back else "set contribution aside", contribution, roundtable, by)
    return contribution


def settled(verb: str, contribution: Contribution, roundtable: Roundtable, by: Actor) -> None:
    """Put on the trail what became of a contribution."""
    audit.record(verb, by=by, on=contribution, owner=roundtable.region.slug, roundtable=roundtable.number)


@transaction.atomic
def hand_on_link(*, roundtable: Roundtable, by: Actor, anew: bool = False) -> Admission:
    """Make the open link of a roundtable that is called, or `anew`: then the one that was handed on ends."""
    take_turn(roundtable)
    if why := why_taken_no_more(roundtable):
        raise ValidationError(why)
    admission, _made = Admission.objects.get_or_create(roundtable=roundtable)
    if anew:
        admission.nonce += 1
        admission.save(update_fields=["nonce"])
    verb = "renew open link" if anew else "make open link"
    audit.record(verb, by=by, on=roundtable, owner=roundtable.region.slug, roundtable=roundtable.number)
    return admission
