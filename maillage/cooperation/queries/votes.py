"""Questions about ideas: which there are, and how many voices each has."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
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


def ideas_by_voices(roundtable: Roundtable, waiting: Iterable[CheckIn] = ()) -> list[Note]:
    """Return the ideas with their `voices` and `hands`, most voices first; who waits at the door is not heard."""
    unheard = [voter_of(ticket) for ticket in waiting]
    voices = Count("votes", filter=~Q(votes__voter__in=unheard))
    hands = Count("votes", filter=Q(votes__voter__startswith=HAND))
    return list(ideas_at(roundtable).annotate(voices=voices, hands=hands).order_by("-voices", "written_at", "pk"))


def ideas_for(ticket: CheckIn) -> QuerySet[Note]:
    """Return the ideas as they were noted, each with `is_mine`: whether this person gave it a voice."""
    mine = NoteVote.objects.filter(note=OuterRef("pk"), voter=voter_of(ticket))
    return ideas_at(ticket.roundtable).annotate(is_mine=Exists(mine))
