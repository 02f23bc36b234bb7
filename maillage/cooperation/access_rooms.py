"""The only way into a video meeting by link: as a guest, or as who comes instead of one."""

from __future__ import annotations

from maillage.cooperation.enums import Answer
from maillage.cooperation.links import JOIN, stand_in_mark
from maillage.cooperation.models import Invitation
from maillage.kit.tokens import LinkAltered
from maillage.people.personal_links import LinkRevoked, read_link


def invitation_to_join(token: str) -> Invitation:
    """Return the invitation by which a link lets somebody in; raises LinkAltered, or LinkRevoked where it ended."""
    who, nonce = read_link(JOIN, token)
    public_id, _tilde, mark = who.partition("~")
    known = Invitation.objects.select_related(
        "roundtable__region__programme", "roundtable__video_room", "contact__organisation"
    )
    invitation = known.filter(public_id=public_id).first()
    if invitation is None:
        raise LinkAltered
    if invitation.nonce != nonce or invitation.revoked_at or invitation.contact.is_erased:
        raise LinkRevoked
    if mark and (invitation.answer != Answer.SUBSTITUTE or mark != stand_in_mark(invitation)):
        raise LinkRevoked
    return invitation
