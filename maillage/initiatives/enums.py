"""Controlled vocabularies of initiatives, pilots and what pays for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(models.TextChoices):
    """Whether an initiative runs; not known is said as such."""

    PRESENT = "present", _("running")
    PAST = "past", _("ended")
    UNKNOWN = "unknown", _("not known whether it still runs")


class Serves(models.TextChoices):
    """How an initiative reaches places: only a point is reckoned with distances."""

    POINT = "point", _("at one place")
    AREA = "area", _("in several places")
    ITINERANT = "itinerant", _("travels from place to place")
    ONLINE = "online", _("online or by telephone")
    UNKNOWN = "unknown", _("not known where")


class OpenTo(models.TextChoices):
    """Whom an initiative accepts: a rule of the scheme, never something kept about a person."""

    EVERYBODY = "everybody", _("everybody, residents included")
    NEWCOMERS = "newcomers", _("newcomers, whatever their papers")
    SEEKERS = "seekers", _("people seeking asylum")
    PROTECTED = "protected", _("recognised refugees and people under subsidiary protection")
    TEMPORARY = "temporary", _("people under temporary protection")
    RESIDENTS = "residents", _("people with another right to stay")


class Setting(models.TextChoices):
    """In what kind of place an initiative works, as told; the class of the place itself comes from the table."""

    RURAL = "rural", _("in the country")
    SMALL_TOWN = "small-town", _("in a small town")
    CITY = "city", _("in a city")
    UNKNOWN = "", _("not said")


class StillTrue(models.TextChoices):
    """What somebody answered when asked whether a card still tells the truth."""

    YES = "yes", _("still true")
    CHANGED = "changed", _("changed, and put right")
    ENDED = "ended", _("it has ended")


class CallState(models.TextChoices):
    """How a call stands; derived from its days and the clock, kept nowhere."""

    DRAFT = "draft", _("being written")
    OPEN = "open", pgettext_lazy("call for pilots", "open")
    CLOSED = "closed", _("closed, applications are judged")
    DECIDED = "decided", _("decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("call for pilots", "withdrawn")
