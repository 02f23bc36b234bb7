"""Questions about ideas: which there are, and how many voices each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from maillage.cooperation.enums import NoteTag
from maillage.cooperation.models import CheckIn, Note, NoteVote, Roundtable

HAND = "hand-"


def voter_of(ticket: CheckIn) -> str:
    """Return the keyed hash that counts somebody's voice once at one roundtable, and says of nobody who it is."""
    who = f"contact-{ticket.contact_id}" if ticket.contact_id else f"ticket-{ticket.pk}"
    return salted_hmac("maillage.vote", f"{ticket.roundtable_id}.{who}", algorithm="sha256").hexdigest()


def ideas_at(roundtable: Roundtable) -> QuerySet[Note]:
    """Return the ideas of a roundtable in the order in which they were noted."""
    return Note.objects.filter(roundtable=roundtable, tag=NoteTag.PROPOSAL).order_by("written_at", "pk")


def with_voices(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Return lines with all the `given` voices each has, and how many of them are `hands`."""
    votes = NoteVote.objects.filter(note=OuterRef("pk")).order_by().values("note").annotate(count=Count("pk"))
    by_hand = votes.filter(voter__startswith=HAND)
    return notes.annotate(
        given=Coalesce(Subquery(votes.values("count")), 0), hands=Coalesce(Subquery(by_hand.values("count")), 0)
    )


@dataclass(frozen=True)
class Idea:
    """A line that is voted on: all its voices, and how many of them were counted by hand."""

    note: Note
    voices: int
    hands: int


def by_voices(notes: Iterable[Note], waiting: Iterable[CheckIn]) -> list[Idea]:
    """Return the ideas among lines `with_voices`, most voices first; who waits at the door is not heard."""
    ideas = [note for note in notes if note.tag == NoteTag.PROPOSAL]
    unheard = [voter_of(ticket) for ticket in waiting]
    silent = Counter(
        NoteVote.objects.filter(note__in=ideas, voter__in=unheard).values_list("note", flat=True)
        if ideas and unheard
        else ()
    )
    told = [Idea(note, getattr(note, "given", 0) - silent[note.pk], getattr(note, "hands", 0)) for note in ideas]
    return sorted(told, key=lambda idea: (-idea.voices, idea.note.written_at, idea.note.pk))


def ideas_by_voices(roundtable: Roundtable, waiting: Iterable[CheckIn] = ()) -> list[Idea]:
    """Return the ideas of a roundtable, most voices first."""
    return by_voices(with_voices(ideas_at(roundtable)), waiting)


def ideas_for(ticket: CheckIn) -> QuerySet[Note]:
    """Return the ideas as they were noted, each with `is_mine`: whether this person gave it a voice."""
    mine = NoteVote.objects.filter(note=OuterRef("pk"), voter=voter_of(ticket))
    return ideas_at(ticket.roundtable).annotate(is_mine=Exists(mine))
