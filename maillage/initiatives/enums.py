"""Controlled vocabularies of initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Whether an initiative runs; not known is said as such."""

    PRESENT = "present", _("running")
    PAST = "past", _("ended")
    UNKNOWN = "unknown", _("not known whether it still runs")
