"""What becomes of questions and terms when a person leaves the directory: the questions end, the terms name nobody."""

from __future__ import annotations

from django.utils import timezone

from maillage.initiatives.models import CardAsk, Terms
from maillage.kit.audit import Actor
from maillage.people.leaving import before_leaving
from maillage.people.models import Contact


@before_leaving
def end_questions(contact: Contact, by: Actor) -> None:
    """Take back what a person was asked about a card, so that another one there can be asked."""
    open_asks = CardAsk.objects.filter(contact=contact, answered_at=None, taken_back_at=None)
    open_asks.update(taken_back_at=timezone.now())


@before_leaving
def name_nobody(contact: Contact, by: Actor) -> None:
    """Let no practice name somebody to ask who is there no more."""
    Terms.objects.filter(contact=contact).update(contact=None)
