"""Verbs that turn a noted line into a record: tag it, untag it, add what the record needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.actions.follow_up import change_commitment, promise
from maillage.cooperation.actions.needs import Asked, change_need, merge_needs, raise_need
from maillage.cooperation.actions.turns import touch_board
from maillage.cooperation.enums import NoteTag
from maillage.cooperation.models import Commitment, Mention, Need, Note, Raising
from maillage.core.wording import Wording
from maillage.initiatives.actions.index_practices import forget_practice, index_practice
from maillage.initiatives.models import Initiative, Terms
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Theme

ASKING = {NoteTag.NEED, NoteTag.PROPOSAL}


@transaction.atomic
def tag_note(*, note: Note, tag: NoteTag | str, by: Actor) -> Note:
    """Say what a line turned out to be, and make the record that it stands for; NONE takes it back.

    A record on which something else hangs by now is kept, without the line.
    """
    locked = Note.objects.select_for_update(of=("self",)).select_related("roundtable__region", "room__theme")
    note = locked.get(pk=note.pk)
    tag = NoteTag(tag)
    if note.tag == tag:
        return note
    if {note.tag, tag} <= ASKING:
        turn_need(note, is_proposal=tag == NoteTag.PROPOSAL, by=by)
    else:
        unmake(note)
        make(note, tag, by)
    note.tag = tag
    note.save(update_fields=["tag"])
    touch_board(note.roundtable)
    touch_region(note.roundtable.region)
    audit.record("tag note", by=by, on=note, owner=note.roundtable.region.slug, tag=tag.value)
    return note


def make(note: Note, tag: NoteTag, by: Actor) -> None:
    """Make the record that a tag stands for; what was said and news are the line itself."""
    if tag in ASKING:
        theme = note.room.theme if note.room else None
        asked = Asked(text=note.text, theme=theme, is_proposal=tag == NoteTag.PROPOSAL)
        raise_need(roundtable=note.roundtable, asked=asked, room=note.room, note=note, by=by)
    elif tag == NoteTag.COMMITMENT:
        promise(roundtable=note.roundtable, text=note.text, note=note, by=by)
    elif tag == NoteTag.PRACTICE:
        mention_practice(note)


def mention_practice(note: Note) -> Mention:
    """Make a practice of a line, mentioned at this roundtable."""
    roundtable = note.roundtable
    initiative = Initiative.objects.create(region=roundtable.region, name=note.text, recorded_on=roundtable.date)
    if note.room and note.room.theme:
        initiative.themes.add(note.room.theme)
    index_practice(initiative)
    return Mention.objects.create(roundtable=roundtable, initiative=initiative, agenda_item=note.agenda_item, note=note)


def unmake(note: Note) -> None:
    """Take back what was made of a line, unless something else hangs on it."""
    if raising := Raising.objects.filter(note=note).select_related("need").first():
        unmake_raising(raising, note)
    if commitment := Commitment.objects.filter(note=note).first():
        if commitment.follow_ups.exists():
            Commitment.objects.filter(pk=commitment.pk).update(note=None)
        else:
            commitment.delete()
    if mention := Mention.objects.filter(note=note).select_related("initiative").first():
        unmake_mention(mention, note)


def unmake_raising(raising: Raising, note: Note) -> None:
    """Take a raising back, and its need with it if this line alone made it."""
    need = raising.need
    if need.raisings.exclude(pk=raising.pk).exists():
        raising.delete()
    elif need.commitments.exists() or need.answered_by.exists() or need.text != note.text:
        Raising.objects.filter(pk=raising.pk).update(note=None)
    else:
        need.delete()


def unmake_mention(mention: Mention, note: Note) -> None:
    """Take a mention back, and its practice with it if this line alone made it."""
    practice = mention.initiative
    mention.delete()
    enriched = practice.description or practice.sources or practice.organisation_id or practice.name != note.text
    if not (enriched or practice.mentions.exists() or practice.answers.exists() or is_kept_by_others(practice)):
        forget_practice(practice)
        practice.delete()


def is_kept_by_others(practice: Initiative) -> bool:
    """Tell whether a practice was confirmed, took another in or was made one with it, or has terms of its own."""
    return (
        practice.merged_into_id is not None
        or practice.merged.exists()
        or practice.confirmations.exists()
        or Terms.objects.filter(initiative=practice).exists()
    )


def turn_need(note: Note, *, is_proposal: bool, by: Actor) -> None:
    """Make a need a proposal or the other way round, keeping what was added to it."""
    raising = Raising.objects.filter(note=note).select_related("need").first()
    if raising is None:
        make(note, NoteTag.PROPOSAL if is_proposal else NoteTag.NEED, by)
        return
    change_need(need=raising.need, asked=replace(asked_of(raising.need), is_proposal=is_proposal), by=by)


def asked_of(need: Need) -> Asked:
    """Return what a need says now."""
    return Asked(
        text=need.text,
        theme=need.theme,
        kind=need.kind,
        is_proposal=need.is_proposal,
        addressed_to=tuple(need.addressed_to),
        addressed_in_words=need.addressed_in_words,
        places=list(need.places.all()),
    )


@transaction.atomic
def detail_need(
    *, note: Note, by: Actor, theme: Theme | None, addressed_to: tuple[str, ...], same_as: Need | None = None
) -> Need:
    """Add a theme and those who are asked to the need made of a line, or say that it is an earlier need come back."""
    raising = Raising.objects.select_related("need").get(note=note)
    need = raising.need
    if same_as is not None and same_as.pk != need.pk:
        return merge_needs(kept=same_as, came_back=need, by=by)
    return change_need(need=need, asked=replace(asked_of(need), theme=theme, addressed_to=addressed_to), by=by)


@transaction.atomic
def detail_commitment(
    *, note: Note, by: Actor, organisation: Organisation | None, due_on: date | None, need: Need | None
) -> Commitment:
    """Say who keeps the promise made of a line, by when, and which need it answers."""
    commitment = Commitment.objects.select_related("roundtable", "region").get(note=note)
    contact = commitment.contact if commitment.contact and commitment.organisation == organisation else None
    return change_commitment(
        commitment=commitment,
        text=commitment.text,
        organisation=organisation,
        contact=contact,
        need=need,
        due_on=due_on,
        by=by,
    )


@transaction.atomic
def detail_practice(
    *,
    note: Note,
    by: Actor,
    organisation: Organisation | None,
    theme: Theme | None,
    place_in_words: Wording,
    same_as: Initiative | None = None,
) -> Initiative:
    """Add who runs the practice made of a line, on what theme and where, or say that it is one known already."""
    mention = Mention.objects.select_related("initiative", "roundtable__region").get(note=note)
    practice = mention.initiative
    if same_as is not None and same_as.pk != practice.pk:
        return point_to(mention, same_as, note, by)
    practice.organisation = organisation
    practice.place_in_words = LocalWording(place_in_words)
    practice.save(update_fields=["organisation", "place_in_words"])
    practice.themes.set([theme] if theme else [])
    index_practice(practice)
    audit.record("change practice", by=by, on=practice, owner=mention.roundtable.region.slug)
    touch_region(mention.roundtable.region)
    return practice


def point_to(mention: Mention, practice: Initiative, note: Note, by: Actor) -> Initiative:
    """Let a mention speak of another practice, which a roundtable mentions once only."""
    if practice.mentions.filter(roundtable=mention.roundtable).exists():
        raise ValidationError({"same_as": _("This practice was mentioned already. Untag this line instead.")})
    fields = {"roundtable": mention.roundtable, "agenda_item": mention.agenda_item, "note": note}
    unmake_mention(mention, note)
    Mention.objects.create(initiative=practice, **fields)
    audit.record("mention practice", by=by, on=practice, owner=note.roundtable.region.slug)
    touch_region(note.roundtable.region)
    return practice
