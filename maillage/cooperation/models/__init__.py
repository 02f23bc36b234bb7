"""The nouns of cooperation, one a file."""

from maillage.cooperation.models.agenda_item import AgendaItem
from maillage.cooperation.models.agenda_template import AgendaTemplate
from maillage.cooperation.models.attendance import Attendance
from maillage.cooperation.models.cancellation import Cancellation
from maillage.cooperation.models.commitment import Commitment
from maillage.cooperation.models.follow_up import FollowUp
from maillage.cooperation.models.invitation import Invitation
from maillage.cooperation.models.mention import Mention
from maillage.cooperation.models.need import Need
from maillage.cooperation.models.note import Note
from maillage.cooperation.models.partnership import Partnership
from maillage.cooperation.models.presence import Presence
from maillage.cooperation.models.raising import Raising
from maillage.cooperation.models.report import ReportDraft, ReportText, ReportVersion
from maillage.cooperation.models.room import Room
from maillage.cooperation.models.room_seat import RoomSeat
from maillage.cooperation.models.roundtable import Roundtable

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "Cancellation",
    "Commitment",
    "FollowUp",
    "Invitation",
    "Mention",
    "Need",
    "Note",
    "Partnership",
    "Presence",
    "Raising",
    "ReportDraft",
    "ReportText",
    "ReportVersion",
    "Room",
    "RoomSeat",
    "Roundtable",
]
