"""The only way to a date poll or a contribution: through its region, or through a link with one purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.shortcuts import get_object_or_404

from maillage.cooperation.links import CONTRIBUTE, DATES, NEED, SAY
from maillage.cooperation.models import Admission, Contribution, DatePoll, Invitation, Roundtable
from maillage.kit.audit import Actor
from maillage.kit.tokens import LinkAltered
from maillage.people.models import Contact
from maillage.people.personal_links import LinkRevoked, read_link

NEED_LINK_GOOD_FOR = timedelta(days=365)
VISITOR = Actor("visitor", label="visitor")


@dataclass(frozen=True)
class Voter:
    """Who answers a date poll by link."""

    poll: DatePoll
    contact: Contact

    @property
    def actor(self) -> Actor:
        return Actor("link", self.contact.public_id, str(self.contact))


def voter_by_link(token: str) -> Voter:
    """Return who is asked for dates, and in which poll; raises LinkAltered, or LinkRevoked where it was asked anew."""
    who, nonce = read_link(DATES, token)
    poll_key, _dot, public_id = who.partition(".")
    if not poll_key.isdecimal():
        raise LinkAltered
    poll = DatePoll.objects.select_related("roundtable__region__programme").filter(pk=int(poll_key)).first()
    if poll is None:
        raise LinkAltered
    contact = Contact.objects.filter(public_id=public_id, region=poll.roundtable.region_id).first()
    if contact is None:
        raise LinkAltered
    if poll.nonce != nonce or contact.is_erased:
        raise LinkRevoked
    return Voter(poll, contact)


def invitation_by(purpose: str, token: str, max_age: timedelta | None = None) -> Invitation:
    """Return the invitation behind a link of this purpose; raises LinkAltered, LinkExpired or LinkRevoked."""
    public_id, nonce = read_link(purpose, token, max_age)
    known = Invitation.objects.select_related("roundtable__region__programme", "contact__organisation")
    invitation = known.filter(public_id=public_id).first()
    if invitation is None:
        raise LinkAltered
    if invitation.nonce != nonce or invitation.revoked_at or invitation.contact.is_erased:
        raise LinkRevoked
    return invitation


def sayer_by_link(token: str) -> Invitation:
    """Return the invitation whose guest says something ahead of the roundtable."""
    return invitation_by(SAY, token)


def raiser_by_link(token: str) -> Invitation:
    """Return the invitation whose guest raises a need for the table after it."""
    return invitation_by(NEED, token, NEED_LINK_GOOD_FOR)


def admission_by_link(token: str) -> Admission:
    """Return the roundtable to which an open link contributes; raises LinkAltered, or LinkRevoked once given anew."""
    public_id, nonce = read_link(CONTRIBUTE, token)
    admission = Admission.objects.select_related("roundtable__region__programme").filter(public_id=public_id).first()
    if admission is None:
        raise LinkAltered
    if admission.nonce != nonce:
        raise LinkRevoked
    return admission


def get_contribution(roundtable: Roundtable, public_id: str) -> Contribution:
    """Return a contribution to a roundtable, or 404."""
    known = Contribution.objects.select_related("note", "need")
    contribution = get_object_or_404(known, roundtable=roundtable, public_id=public_id)
    contribution.roundtable, contribution.region = roundtable, roundtable.region
    return contribution
