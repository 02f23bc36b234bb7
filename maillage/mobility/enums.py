"""Controlled vocabularies of lifts and lessons."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PointKind(models.TextChoices):
    """What public place a meeting point is."""

    TOWN_HALL = "town_hall", _("town hall")
    STATION = "station", _("railway station")
    BUS_STOP = "bus_stop", _("bus stop")
    SCHOOL = "school", _("school")
    TRAINING = "training", _("training centre")
    EMPLOYMENT = "employment", _("employment office")
    HEALTH = "health", _("health centre")
    SHOP = "shop", _("shop or market")
    ASSOCIATION = "association", _("association")
    OTHER = "other", _("another public place")


class OfferKind(models.TextChoices):
    """How a volunteer drives: on a way of their own, or for others during a slot."""

    OWN_TRIP = "own_trip", _("a trip that I make anyway")
    SLOT = "slot", _("a time during which I drive for others")


class Need(models.TextChoices):
    """What a rider needs of the car or of who drives; those of `HEALTH_NEEDS` are kept only with consent."""

    CHILD_SEAT = "child_seat", _("a child seat")
    PUSHCHAIR = "pushchair", _("room for a pushchair")
    LUGGAGE = "luggage", _("room for luggage")
    WOMAN_DRIVER = "woman_driver", _("a woman at the wheel")
    WHEELCHAIR = "wheelchair", _("room for a wheelchair")
    STEP_FREE = "step_free", _("help with getting in and out")
    NO_DOGS = "no_dogs", _("a car without animals")


HEALTH_NEEDS = frozenset({Need.WHEELCHAIR, Need.STEP_FREE, Need.NO_DOGS})


class TimeKind(models.TextChoices):
    """What the time of a request means."""

    ARRIVE_BY = "arrive_by", _("arrive by")
    LEAVE_AT = "leave_at", _("leave at")


class RequestState(models.TextChoices):
    """Nothing written without sign-in is seen or planned before the coordinator has said yes."""

    ASKED = "asked", _("has been asked")
    APPROVED = "approved", _("is planned for")
    DECLINED = "declined", _("was declined")
    WITHDRAWN = "withdrawn", _("was withdrawn")


class OfferState(models.TextChoices):
    """The same for what volunteers offer."""

    OFFERED = "offered", _("has been offered")
    APPROVED = "approved", _("is planned with")
    DECLINED = "declined", _("was declined")
    WITHDRAWN = "withdrawn", _("was withdrawn")


class ProofKind(models.TextChoices):
    """What the coordinator has seen before somebody drives others."""

    LICENCE = "licence", _("driving licence")
    INSURANCE = "insurance", _("insurance of the car")
    INSPECTION = "inspection", _("technical inspection of the car")


class Qualifies(models.TextChoices):
    """By which rule of the country a rider may be driven for a contribution."""

    PLACE = "place", _("by the place where they live")
    RESOURCES = "resources", _("by their resources")
    UNKNOWN = "unknown", _("not yet said")


class PlanState(models.TextChoices):
    """The life of a plan of a week."""

    WAITING = "waiting", _("waits to be reckoned")
    RECKONING = "reckoning", _("is being reckoned")
    FAILED = "failed", _("could not be reckoned")
    STOPPED = "stopped", _("was stopped")
    READY = "ready", _("is ready to be proposed")
    PROPOSED = "proposed", _("has been proposed")
    REPLACED = "replaced", _("was replaced by a newer plan")


class Leg(models.TextChoices):
    """There or back."""

    OUT = "out", _("there")
    BACK = "back", _("back")


class Answer(models.TextChoices):
    """What somebody said by link of what was proposed."""

    OPEN = "open", _("not yet answered")
    YES = "yes", _("accepted")
    NO = "no", _("declined")


class Outcome(models.TextChoices):
    """What came of a lift."""

    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    DID_NOT = "did_not", _("did not happen")
    CANCELLED = "cancelled", _("was cancelled")


class TravelSource(models.TextChoices):
    """Where travel times come from."""

    ESTIMATE = "estimate", _("estimated from the distance")
    UPLOAD = "upload", _("a table of minutes")
    OSRM = "osrm", _("a road router (OSRM)")
    VALHALLA = "valhalla", _("a road router (Valhalla)")
    OPENROUTESERVICE = "ors", _("a road router (openrouteservice)")


class CourseKind(models.TextChoices):
    """What is learnt."""

    DRIVING_THEORY = "driving_theory", _("driving theory")
    DRIVING = "driving", _("driving")
    LANGUAGE = "language", _("language")
    OTHER = "other", _("something else")


class Level(models.TextChoices):
    """The level of language that is asked, by the European framework."""

    NONE = "", _("no level asked")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"


class EnrolmentState(models.TextChoices):
    """Where somebody stands in a course."""

    ASKED = "asked", _("has asked for a seat")
    SEATED = "seated", _("has a seat")
    WAITING = "waiting", _("waits for a seat")
    DECLINED = "declined", _("was declined")
    LEFT = "left", _("has stopped")
