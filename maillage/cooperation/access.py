"""The only way to a row of cooperation: through its region, or through a personal link."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from maillage.cooperation.links import ANSWER, CERTIFICATE, CERTIFICATE_GOOD_FOR, FOLLOW_UP, STOP, STOP_GOOD_FOR
from maillage.cooperation.models import Commitment, Invitation, Need, Note, Presence, ReportVersion, Roundtable
from maillage.cooperation.queries.papers import known_presences
from maillage.cooperation.queries.seats import IN_LINE
from maillage.kit import tokens
from maillage.kit.audit import Actor
from maillage.kit.tokens import LinkAltered
from maillage.people.models import Contact, Membership, User
from maillage.people.personal_links import LinkRevoked, read_link
from maillage.territory.models import Region


def get_roundtable(region: Region, number: int) -> Roundtable:
    """Return a roundtable of a region, or 404; its region is at hand without a query."""
    near = ("venue_organisation", "personal_line", "admission", "review", "attendance")
    known = Roundtable.objects.select_related(*near)
    roundtable = get_object_or_404(known.annotate(in_line=IN_LINE), region=region, number=number)
    roundtable.region = region
    return roundtable


def get_invitation(roundtable: Roundtable, public_id: str) -> Invitation:
    """Return an invitation to a roundtable, or 404."""
    known = Invitation.objects.select_related("contact__organisation")
    invitation = get_object_or_404(known, roundtable=roundtable, public_id=public_id)
    invitation.roundtable = roundtable
    return invitation


def get_need(region: Region, public_id: str, among: QuerySet[Need] | None = None) -> Need:
    """Return a need of a region, or 404."""
    need = get_object_or_404(Need.objects.all() if among is None else among, region=region, public_id=public_id)
    need.region = region
    return need


def get_commitment(region: Region, public_id: str, among: QuerySet[Commitment] | None = None) -> Commitment:
    """Return a commitment of a region, or 404."""
    known = Commitment.objects.all() if among is None else among
    commitment = get_object_or_404(
        known.select_related("organisation", "contact", "roundtable", "need"), region=region, public_id=public_id
    )
    commitment.region = region
    return commitment


def own_commitments(user: User, among: QuerySet[Commitment] | None = None) -> QuerySet[Commitment]:
    """Return the commitments of the organisations a signed-in person speaks for, each in the region of the role."""
    speaks_for = Membership.objects.filter(
        user=user, region=OuterRef("region"), organisation=OuterRef("organisation"), organisation__isnull=False
    )
    known = Commitment.objects.all() if among is None else among
    return known.filter(Exists(speaks_for))


def invitation_by_link(token: str) -> Invitation:
    """Return the invitation a link answers; raises LinkAltered, or LinkRevoked where a newer link replaced it."""
    public_id, nonce = read_link(ANSWER, token)
    known = Invitation.objects.select_related(
        "roundtable__region__programme",
        "roundtable__venue_organisation",
        "roundtable__cancellation",
        "contact__organisation",
    )
    try:
        invitation = known.get(public_id=public_id)
    except Invitation.DoesNotExist as error:
        raise LinkAltered from error
    if invitation.nonce != nonce or invitation.contact.is_erased:
        raise LinkRevoked
    return invitation


def commitment_by_link(token: str) -> Commitment:
    """Return the commitment a link tells of; raises LinkAltered, or LinkRevoked where somebody else owns it now."""
    public_id, nonce = read_link(FOLLOW_UP, token)
    known = Commitment.objects.select_related("region__programme", "roundtable", "organisation", "contact")
    try:
        commitment = known.get(public_id=public_id)
    except Commitment.DoesNotExist as error:
        raise LinkAltered from error
    if commitment.nonce != nonce or (commitment.contact and commitment.contact.is_erased):
        raise LinkRevoked
    return commitment


def contact_by_link(token: str) -> Contact:
    """Return the contact whose invitations a link stops; raises LinkAltered, LinkExpired or LinkRevoked."""
    public_id = tokens.read(STOP, token, STOP_GOOD_FOR)
    try:
        contact = Contact.objects.select_related("region__programme").get(public_id=public_id)
    except Contact.DoesNotExist as error:
        raise LinkAltered from error
    if contact.is_erased:
        raise LinkRevoked
    return contact


def presence_by_link(token: str) -> Presence:
    """Return the presence a link certifies; raises LinkAltered, LinkExpired, or LinkRevoked where nobody is known."""
    public_id, roundtable = read_link(CERTIFICATE, token, CERTIFICATE_GOOD_FOR)
    known = known_presences().select_related("roundtable__region__programme", "roundtable__venue_organisation")
    presence = known.filter(contact__public_id=public_id, roundtable=roundtable).first()
    if presence is None:
        raise LinkRevoked
    return presence


def guest_of(invitation: Invitation) -> Actor:
    """Return the actor that a guest with a personal link is."""
    return Actor("link", invitation.public_id, str(invitation.contact))


def owner_of(commitment: Commitment) -> Actor:
    """Return the actor that the owner of a promise with a personal link is."""
    return Actor("link", commitment.public_id, str(commitment.contact or commitment.organisation or ""))


def get_note(roundtable: Roundtable, public_id: str) -> Note:
    """Return a line noted at a roundtable with what was made of it, or 404."""
    known = Note.objects.select_related("raising__need__theme", "commitment", "mention__initiative", "room__theme")
    note = get_object_or_404(known, roundtable=roundtable, public_id=public_id)
    note.roundtable = roundtable
    return note


def get_version(roundtable: Roundtable, number: int) -> ReportVersion:
    """Return a frozen version of a report, or 404."""
    version = get_object_or_404(ReportVersion, roundtable=roundtable, number=number)
    version.roundtable = roundtable
    return version
