"""The nouns of mobility, one a file."""

from maillage.mobility.models.attendance import Attendance
from maillage.mobility.models.course import Course
from maillage.mobility.models.driver import Driver
from maillage.mobility.models.enrolment import Enrolment
from maillage.mobility.models.lesson import Lesson
from maillage.mobility.models.lift_word import LiftWord
from maillage.mobility.models.meeting_point import MeetingPoint
from maillage.mobility.models.newcomer import Newcomer
from maillage.mobility.models.offer import Offer
from maillage.mobility.models.offer_exception import OfferException
from maillage.mobility.models.on_call import OnCall
from maillage.mobility.models.outing import Outing
from maillage.mobility.models.proof import Proof
from maillage.mobility.models.request_exception import RequestException
from maillage.mobility.models.ride import Ride
from maillage.mobility.models.ride_need import RideNeed
from maillage.mobility.models.ride_plan import RidePlan
from maillage.mobility.models.ride_request import RideRequest
from maillage.mobility.models.ride_rules import RideRules
from maillage.mobility.models.ride_year import RideYear
from maillage.mobility.models.school_holiday import SchoolHoliday
from maillage.mobility.models.telling import Telling
from maillage.mobility.models.travel_matrix import TravelMatrix
from maillage.mobility.models.unserved import Unserved

__all__ = [
    "Attendance",
    "Course",
    "Driver",
    "Enrolment",
    "Lesson",
    "LiftWord",
    "MeetingPoint",
    "Newcomer",
    "Offer",
    "OfferException",
    "OnCall",
    "Outing",
    "Proof",
    "RequestException",
    "Ride",
    "RideNeed",
    "RidePlan",
    "RideRequest",
    "RideRules",
    "RideYear",
    "SchoolHoliday",
    "Telling",
    "TravelMatrix",
    "Unserved",
]
