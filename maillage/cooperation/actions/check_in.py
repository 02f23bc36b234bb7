"""Verbs at the door: open it, say that one is here, let somebody in, leave, close it."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.presence import Tick, tick_presence, welcome
from maillage.cooperation.actions.turns import take_turn, touch_board
from maillage.cooperation.actions.votes import move_votes
from maillage.cooperation.enums import State
from maillage.cooperation.models import Admission, CheckIn, Invitation, NoteVote, Roundtable
from maillage.cooperation.queries.check_in import known_as, waiting_among, words_of
from maillage.cooperation.queries.running import check_in_is_open, is_its_day, is_its_eve
from maillage.cooperation.queries.votes import voter_of
from maillage.core.folding import fold
from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.models import Contact, Organisation

# No 0 O, 1 I L, 8 B, 5 S, 2 Z: read from afar and typed on a phone.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 6
MOST_WAITING = 60
TRIES = 20


def new_code() -> str:
    """Return a code nobody has had yet, or hardly: one of 244 millions."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def refuse_shut(roundtable: Roundtable) -> None:
    """Refuse to check in where the door is not open."""
    if not check_in_is_open(roundtable):
        raise ValidationError(_("Nobody can check in at this roundtable now."))


@transaction.atomic
def open_check_in(*, roundtable: Roundtable, by: Actor) -> Admission:
    """Give a called roundtable a code to check in by, on its day or the evening before; it keeps one it has."""
    take_turn(roundtable)
    admission, _created = Admission.objects.get_or_create(roundtable=roundtable)
    roundtable.admission = admission
    if roundtable.state != State.CALLED or not (is_its_day(roundtable) or is_its_eve(roundtable)):
        raise ValidationError(_("People check in on the day of a roundtable that is called."))
    if admission.check_in_code:
        return admission
    for _try in range(TRIES):
        admission.check_in_code = new_code()
        try:
            with transaction.atomic():
                admission.save(update_fields=["check_in_code"])
        except IntegrityError:
            continue
        break
    audit.record("open check-in", by=by, on=roundtable, owner=roundtable.region.slug)
    return admission


@transaction.atomic
def close_check_in(*, roundtable: Roundtable, by: Actor) -> int:
    """Take the code and all tickets away: what stays is who was present. Return how many tickets there were."""
    closed = Admission.objects.filter(roundtable=roundtable).exclude(check_in_code="").update(check_in_code="")
    tickets = CheckIn.objects.filter(roundtable=roundtable).delete()[1].get(CheckIn._meta.label, 0)
    if closed or tickets:
        audit.record("close check-in", by=by, on=roundtable, owner=roundtable.region.slug, tickets=tickets)
    return tickets


@transaction.atomic
def check_in_guest(*, invitation: Invitation, comes: str = "", by: Actor) -> CheckIn:
    """Note that a guest is here; pressed twice it is one ticket."""
    roundtable = invitation.roundtable
    take_turn(roundtable)
    refuse_shut(roundtable)
    tick_presence(roundtable=roundtable, contact=invitation.contact, tick=Tick.HERE, comes=comes, by=by)
    ticket = CheckIn.objects.filter(roundtable=roundtable, contact=invitation.contact).first()
    return ticket or CheckIn.objects.create(
        roundtable=roundtable, contact=invitation.contact, comes=comes, at=timezone.now()
    )


@transaction.atomic
def check_in(*, roundtable: Roundtable, typed: str, comes: str = "", organisation: str = "") -> CheckIn:
    """Note that somebody is here by what they typed; who is not known by it waits until the convenor says who it is.

    The answer is a ticket either way, so that nobody learns who is invited.
    """
    name = one_line(typed)[:150]
    if not fold(name):
        raise ValidationError({"who": _("Write your e-mail address or your name.")})
    take_turn(roundtable)
    refuse_shut(roundtable)
    invitation = known_as(roundtable, name)
    if invitation is not None:
        invitation.roundtable = roundtable
        by = Actor("link", invitation.public_id, str(invitation.contact))
        return check_in_guest(invitation=invitation, comes=comes, by=by)
    return wait(roundtable, name, one_line(organisation)[:150], comes)


def wait(roundtable: Roundtable, name: str, organisation: str, comes: str) -> CheckIn:
    """Let somebody wait at the door; the same name typed again is the same ticket."""
    waiting = waiting_among(CheckIn.objects.filter(roundtable=roundtable))
    known = {(words_of(ticket.name), fold(ticket.organisation_name)): ticket for ticket in waiting}
    if ticket := known.get((words_of(name), fold(organisation))):
        return ticket
    if len(known) >= MOST_WAITING:
        raise ValidationError(_("Many people wait at the door. Tell whoever runs the table that you are here."))
    ticket = CheckIn.objects.create(
        roundtable=roundtable, name=name, organisation_name=organisation, comes=comes, at=timezone.now()
    )
    audit.record("wait at the door", by=Actor("link", ticket.public_id), on=roundtable, owner=roundtable.region.slug)
    return ticket


@transaction.atomic
def let_in(
    *, ticket: CheckIn, by: Actor, guest: Contact | None = None, organisations: list[Organisation] | None = None
) -> Contact:
    """Say who waits at the door: one of the guests, or somebody new, who stands in the directory from then on."""
    take_turn(ticket.roundtable)
    ticket = CheckIn.objects.select_related("roundtable__region__programme", "contact").get(pk=ticket.pk)
    if ticket.contact:
        return ticket.contact
    before = voter_of(ticket)
    if guest is None:
        named = {fold(one.name): one for one in organisations or []}
        email = address_in(ticket.name)
        guest = welcome(
            roundtable=ticket.roundtable,
            name="" if email else ticket.name,
            email=email,
            organisation=named.get(fold(ticket.organisation_name)) if ticket.organisation_name else None,
            comes=ticket.comes,
            by=by,
        )
    else:
        tick_presence(roundtable=ticket.roundtable, contact=guest, tick=Tick.HERE, comes=ticket.comes, by=by)
    ticket.contact, ticket.name, ticket.organisation_name, ticket.turned_away_at = guest, "", "", None
    ticket.save(update_fields=["contact", "name", "organisation_name", "turned_away_at"])
    move_votes(ticket, before)
    touch_board(ticket.roundtable)
    audit.record("let in", by=by, on=ticket.roundtable, owner=ticket.roundtable.region.slug)
    return guest


def address_in(typed: str) -> str:
    """Return what was typed where it is an e-mail address."""
    try:
        validate_email(typed)
    except ValidationError:
        return ""
    return typed


@transaction.atomic
def turn_away(*, ticket: CheckIn, by: Actor) -> CheckIn:
    """Say that who waits at the door has no place here; their voices go with them."""
    take_turn(ticket.roundtable)
    ticket = CheckIn.objects.select_related("roundtable__region").get(pk=ticket.pk)
    if ticket.is_waiting:
        NoteVote.objects.filter(note__roundtable=ticket.roundtable, voter=voter_of(ticket)).delete()
        ticket.turned_away_at = timezone.now()
        ticket.save(update_fields=["turned_away_at"])
        audit.record("turn away", by=by, on=ticket.roundtable, owner=ticket.roundtable.region.slug)
    return ticket


@transaction.atomic
def say_leaving(*, ticket: CheckIn, tick: Tick, by: Actor) -> None:
    """Note that somebody leaves, or is back; who still waits at the door has no presence to change."""
    refuse_shut(ticket.roundtable)
    if ticket.contact is None or tick == Tick.AWAY:
        return
    tick_presence(roundtable=ticket.roundtable, contact=ticket.contact, tick=tick, by=by)
