"""The nouns of people, one a file."""

from maillage.people.models.contact import Contact
from maillage.people.models.contact_point import ContactPoint
from maillage.people.models.membership import Membership
from maillage.people.models.organisation import Organisation
from maillage.people.models.seat import Seat
from maillage.people.models.subscriber import Subscriber
from maillage.people.models.user import User

__all__ = ["Contact", "ContactPoint", "Membership", "Organisation", "Seat", "Subscriber", "User"]
