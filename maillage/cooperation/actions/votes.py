"""Verbs on voices for ideas: give one, take it back, count hands; nothing tells whose voice it was."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import touch_board
from maillage.cooperation.enums import NoteTag
from maillage.cooperation.models import CheckIn, Note, NoteVote
from maillage.cooperation.queries.running import check_in_is_open
from maillage.cooperation.queries.votes import HAND, voter_of
from maillage.kit import audit
from maillage.kit.audit import Actor

SOMEBODY = Actor("link")
MOST_HANDS = 500


def refuse_unless_idea(note: Note) -> None:
    """Refuse a voice for a line that is not an idea, or is one no more."""
    if note.tag != NoteTag.PROPOSAL:
        raise ValidationError(_("This line is not among the ideas any more."))


@transaction.atomic
def vote(*, note: Note, ticket: CheckIn) -> NoteVote:
    """Give an idea one voice; given twice it counts once. The trail does not say who gave it."""
    note = Note.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=note.pk)
    refuse_unless_idea(note)
    if not check_in_is_open(ticket.roundtable) or note.roundtable_id != ticket.roundtable_id:
        raise ValidationError(_("The roundtable is over; voices were counted until then."))
    given, created = NoteVote.objects.get_or_create(note=note, voter=voter_of(ticket))
    if created:
        touch_board(note.roundtable)
        audit.record("vote", by=SOMEBODY, on=note, owner=note.roundtable.region.slug)
    return given


@transaction.atomic
def take_vote_back(*, note: Note, ticket: CheckIn) -> None:
    """Take a voice back; without one nothing changes."""
    if not check_in_is_open(ticket.roundtable):
        raise ValidationError(_("The roundtable is over; voices were counted until then."))
    if NoteVote.objects.filter(note=note, voter=voter_of(ticket)).delete()[0]:
        touch_board(note.roundtable)
        audit.record("take vote back", by=SOMEBODY, on=note, owner=note.roundtable.region.slug)


@transaction.atomic
def count_hands(*, note: Note, hands: int, by: Actor) -> int:
    """Write down how many hands were raised for an idea, in the place of an earlier count."""
    note = Note.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=note.pk)
    refuse_unless_idea(note)
    if not 0 <= hands <= MOST_HANDS:
        raise ValidationError(_("Count between 0 and %(most)s hands.") % {"most": MOST_HANDS})
    raised = [f"{HAND}{number}" for number in range(1, hands + 1)]
    NoteVote.objects.filter(note=note, voter__startswith=HAND).exclude(voter__in=raised).delete()
    NoteVote.objects.bulk_create([NoteVote(note=note, voter=hand) for hand in raised], ignore_conflicts=True)
    touch_board(note.roundtable)
    audit.record("count hands", by=by, on=note, owner=note.roundtable.region.slug, hands=hands)
    return hands


def move_votes(ticket: CheckIn, before: str) -> None:
    """Let the voices somebody gave at the door count as theirs, each once."""
    after = voter_of(ticket)
    given = NoteVote.objects.filter(note__roundtable=ticket.roundtable_id, voter=before)
    already = NoteVote.objects.filter(note__roundtable=ticket.roundtable_id, voter=after).values("note")
    given.filter(note__in=list(already.values_list("note", flat=True))).delete()
    given.update(voter=after)
