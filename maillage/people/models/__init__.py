"""The nouns of people, one a file."""

from maillage.people.models.charter import Charter
from maillage.people.models.charter_acceptance import CharterAcceptance
from maillage.people.models.contact import Contact
from maillage.people.models.contact_point import ContactPoint
from maillage.people.models.membership import Membership
from maillage.people.models.mentoring import Mentoring
from maillage.people.models.mentoring_meeting import MentoringMeeting
from maillage.people.models.organisation import Organisation
from maillage.people.models.seat import Seat
from maillage.people.models.skill_sought import SkillSought
from maillage.people.models.subscriber import Subscriber
from maillage.people.models.training_module import TrainingModule
from maillage.people.models.training_presence import TrainingPresence
from maillage.people.models.training_session import TrainingSession
from maillage.people.models.user import User
from maillage.people.models.volunteer import Volunteer
from maillage.people.models.volunteer_link import VolunteerLink
from maillage.people.models.volunteer_pause import VolunteerPause

__all__ = [
    "Charter",
    "CharterAcceptance",
    "Contact",
    "ContactPoint",
    "Membership",
    "Mentoring",
    "MentoringMeeting",
    "Organisation",
    "Seat",
    "SkillSought",
    "Subscriber",
    "TrainingModule",
    "TrainingPresence",
    "TrainingSession",
    "User",
    "Volunteer",
    "VolunteerLink",
    "VolunteerPause",
]
