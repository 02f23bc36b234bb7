"""Timed work of the directory: each region asks its organisations in its rhythm, a few a day, and reminds once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from maillage.initiatives.actions.cards import ask_about_card, remind_of_card
from maillage.initiatives.models import CardAsk, DirectoryRhythm
from maillage.initiatives.queries.cards import due_cards, to_remind, whom_to_ask
from maillage.kit.audit import SYSTEM
from maillage.kit.ticks import tick

REMIND_AFTER = timedelta(days=14)
MOST_A_DAY = 30


@tick("initiatives.cards", every=timedelta(hours=6))
def keep_the_directory() -> int:
    """Ask about cards older than their region's rhythm, and remind the silent once; return how many were written to."""
    rhythms = DirectoryRhythm.objects.filter(is_on=True, region__is_active=True).select_related("region")
    return sum(keep_cards_of(rhythm, timezone.now()) for rhythm in rhythms.order_by("region_id"))


def keep_cards_of(rhythm: DirectoryRhythm, now: datetime) -> int:
    """Do the work of one region: reminders first, since these people wait; return how many were written to."""
    region = rhythm.region
    left = MOST_A_DAY - written_today(rhythm, now)
    if left <= 0:
        return 0
    waiting = to_remind(region, now, REMIND_AFTER).exclude(contact__email="").filter(contact__unsubscribed_at=None)
    reminded = sum(remind_of_card(ask=ask, by=SYSTEM, now=now) for ask in waiting[:left])
    due = list(due_cards(region, rhythm, now))
    contacts = whom_to_ask(region, [house.pk for house in due])
    reached = [contacts[house.pk] for house in due if house.pk in contacts][: left - reminded]
    return reminded + sum(ask_about_card(region=region, contact=one, by=SYSTEM, now=now) is not None for one in reached)


def written_today(rhythm: DirectoryRhythm, now: datetime) -> int:
    """Count the mails about cards of a region today, those asked for by hand included."""
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = CardAsk.objects.filter(Q(asked_at__gte=day) | Q(reminded_at__gte=day), region=rhythm.region)
    return sum((ask.asked_at >= day) + bool(ask.reminded_at and ask.reminded_at >= day) for ask in today)
