"""The nouns of cooperation, one a file."""

from maillage.cooperation.models.admission import Admission
from maillage.cooperation.models.agenda_item import AgendaItem
from maillage.cooperation.models.agenda_template import AgendaTemplate
from maillage.cooperation.models.attendance import Attendance
from maillage.cooperation.models.board_version import BoardVersion
from maillage.cooperation.models.cancellation import Cancellation
from maillage.cooperation.models.check_in import CheckIn
from maillage.cooperation.models.commitment import Commitment
from maillage.cooperation.models.contribution import Contribution
from maillage.cooperation.models.date_poll import DateOption, DatePoll, DateVote
from maillage.cooperation.models.feedback import Feedback
from maillage.cooperation.models.follow_up import FollowUp
from maillage.cooperation.models.guest_seat import GuestSeat
from maillage.cooperation.models.invitation import Invitation
from maillage.cooperation.models.mention import Mention
from maillage.cooperation.models.need import Need
from maillage.cooperation.models.note import Note
from maillage.cooperation.models.note_version import NoteVersion, NoteVote
from maillage.cooperation.models.partnership import Partnership
from maillage.cooperation.models.personal_line import PersonalLine
from maillage.cooperation.models.presence import Presence
from maillage.cooperation.models.raising import Raising
from maillage.cooperation.models.reminder import Reminder
from maillage.cooperation.models.report import ReportDraft, ReportText, ReportVersion
from maillage.cooperation.models.review import Remark, Review
from maillage.cooperation.models.room import Room
from maillage.cooperation.models.room_plan import RoomPlan, RoomPreference
from maillage.cooperation.models.room_seat import RoomSeat
from maillage.cooperation.models.roundtable import Roundtable
from maillage.cooperation.models.video_room import VideoRoom

__all__ = [
    "Admission",
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "BoardVersion",
    "Cancellation",
    "CheckIn",
    "Commitment",
    "Contribution",
    "DateOption",
    "DatePoll",
    "DateVote",
    "Feedback",
    "FollowUp",
    "GuestSeat",
    "Invitation",
    "Mention",
    "Need",
    "Note",
    "NoteVersion",
    "NoteVote",
    "Partnership",
    "PersonalLine",
    "Presence",
    "Raising",
    "Remark",
    "Reminder",
    "ReportDraft",
    "ReportText",
    "ReportVersion",
    "Review",
    "Room",
    "RoomPlan",
    "RoomPreference",
    "RoomSeat",
    "Roundtable",
    "VideoRoom",
]
