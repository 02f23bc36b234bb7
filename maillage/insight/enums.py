"""Controlled vocabularies of insight."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weighs(models.TextChoices):
    """Who is counted where a place is weighed."""

    RESIDENTS = "residents", _("residents")
    NEWCOMERS = "newcomers", _("newcomers, where their number is known")


class Method(models.TextChoices):
    """How a figure was come by."""

    MEASURED = "measured", _("measured")
    ESTIMATED = "estimated", _("estimated")
    DECLARED = "declared", _("declared at a roundtable")


class Level(models.TextChoices):
    """The territory that a figure speaks of."""

    PLACE = "place", _("municipality")
    REGION = "region", _("this region")
    NUTS3 = "nuts3", _("NUTS 3")
    NUTS2 = "nuts2", _("NUTS 2 value, not local")
    NUTS1 = "nuts1", _("NUTS 1 value, not local")
    COUNTRY = "country", _("country")


class Indicator(models.TextChoices):
    """The indicators of a factfile, in their order; what the platform counts itself is not entered by hand."""

    POPULATION = "population", _("Population, density and rural share")
    CHANGE = "change", _("Population change and people of 65 and over")
    THIRD_COUNTRY = "third-country", _("People with the passport of another country")
    RECEPTION = "reception", _("Reception places")
    SETTLED = "settled", _("People under protection who settled in the year")
    LANGUAGES = "languages", _("Main languages needed")
    EMPLOYMENT = "employment", _("Employment and unemployment")
    LEAVERS = "leavers", _("Neither job nor study, and early leavers")
    POVERTY = "poverty", _("Risk of poverty and overcrowding")
    LONG_TERM = "long-term", _("Long-term residents and naturalisations")
    LANGUAGE_PLACES = "language-places", _("Language lessons")
    MOBILITY = "mobility", _("Mobility")
    INITIATIVES = "initiatives", _("Initiatives by theme")
    GAP = "gap", _("Coverage gap by theme")
    LISTENING = "listening", _("Listening coverage")
    NEEDS = "needs", _("Needs raised, taken up and done")
    STAKEHOLDERS = "stakeholders", _("Stakeholders and roundtables")
    FUNDING = "funding", _("Funding and posts")
    STRATEGIES = "strategies", _("Strategies in force")
    PILOT = "pilot", _("Pilots")
