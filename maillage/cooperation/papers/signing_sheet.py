"""The signing sheet that lies on the table: who said yes first, then who else was invited, then empty lines."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Invitation, Roundtable
from maillage.cooperation.papers.frame import paper
from maillage.cooperation.queries.papers import invited_to
from maillage.cooperation.spoken import title_of, when_of, where_of
from maillage.core.plain_text import one_line
from maillage.people.models import Contact
from maillage.territory.newcomers_words import for_a_moment_in
from maillage.territory.papers.frame import language_of

EMPTY_LINES = 10
SAID_YES = {Answer.COMING, Answer.SUBSTITUTE}


def signing_sheet(roundtable: Roundtable) -> bytes:
    """Set the sheet in the region's language; raises pdf.NoPaper with a sentence to show."""
    invitations = invited_to(roundtable)
    with for_a_moment_in(language_of(roundtable.region)):
        title = _("Signing sheet: %(roundtable)s") % {"roundtable": title_of(roundtable)}
        return paper("signing_sheet.typ", roundtable, words_of(roundtable, invitations), title=title)


def words_of(roundtable: Roundtable, invitations: list[Invitation]) -> dict[str, Any]:
    """Return the tables of the sheet with their headings."""
    firm = [invitation for invitation in invitations if has_a_seat(invitation)]
    others = [invitation for invitation in invitations if not has_a_seat(invitation)]
    tables = [
        (_("Said that they come"), [row_of(invitation) for invitation in firm]),
        (_("Invited, without a firm answer"), [row_of(invitation) for invitation in others]),
        (_("Who else is here"), [{"name": "", "remarks": [], "organisation": ""} for _line in range(EMPTY_LINES)]),
    ]
    return {
        "kind": _("Signing sheet"),
        "heading": title_of(roundtable),
        "when": when_of(roundtable),
        "where": where_of(roundtable),
        "columns": [_("Name"), _("Organisation"), _("Signature")],
        "tables": [{"heading": heading, "rows": rows} for heading, rows in tables if rows],
    }


def has_a_seat(invitation: Invitation) -> bool:
    """Tell whether somebody said yes and does not wait for a seat."""
    seat = getattr(invitation, "guest_seat", None)
    return invitation.answer in SAID_YES and (seat is None or seat.held_since is not None)


def row_of(invitation: Invitation) -> dict[str, Any]:
    """Return one line of the sheet: who is expected to sign, for whom, and what the convenor should know."""
    contact = invitation.contact
    replaced = invitation.answer == Answer.SUBSTITUTE and invitation.substitute_name
    remarks = [
        _("instead of %(name)s") % {"name": one_line(str(contact))} if replaced else "",
        _("online") if invitation.comes == Mode.ONLINE else "",
        example_mark(contact),
    ]
    return {
        "name": one_line(invitation.substitute_name if replaced else str(contact)),
        "remarks": [remark for remark in remarks if remark],
        "organisation": organisation_of(contact),
    }


def organisation_of(contact: Contact) -> str:
    """Name the organisation somebody speaks for, or nothing."""
    return one_line(contact.organisation.name) if contact.organisation else ""


def example_mark(contact: Contact) -> str:
    """Mark a person of the demonstration."""
    return _("example") if contact.is_demonstration else ""
