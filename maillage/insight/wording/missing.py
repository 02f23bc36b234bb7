"""What a factfile does not know, and what would fill it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.insight.wording.sections import Paragraph

MISSING: dict[str, Promise | str] = {
    "population": gettext_lazy("Not known: the population. A table of municipalities with their inhabitants fills it."),
    "area": gettext_lazy(
        "Not known: area and density. A table of municipalities with their square kilometres fills it."
    ),
    "classes": gettext_lazy(
        "Not known: the share of city, town and country. A table with the degree of urbanisation of each municipality "
        "fills it."
    ),
    "some-classes": gettext_lazy(
        "The class of some places is not known; they are counted by themselves and never as rural."
    ),
    "change": gettext_lazy(
        "Not known: how the population changes and how many are 65 and over. Eurostat’s demography at NUTS 3 fills it."
    ),
    "third-country": gettext_lazy(
        "Not known: how many people hold the passport of another country. The census or the municipal register fills "
        "it."
    ),
    "settled": gettext_lazy(
        "Not known: how many people under protection settled in the year. The operators of housing and guidance know."
    ),
    "languages": gettext_lazy("Not known: which languages are needed most. The operators know."),
    "employment": gettext_lazy(
        "Not known: employment and unemployment. Eurostat’s labour force survey tells it at NUTS 2, never for one "
        "region alone."
    ),
    "leavers": gettext_lazy(
        "Not known: how many young people are in neither job nor study, and how many leave school early. "
        "Eurostat tells it at NUTS 2."
    ),
    "poverty": gettext_lazy(
        "Not known: risk of poverty and overcrowding. Eurostat’s survey of incomes tells it at NUTS 2 or above."
    ),
    "long-term": gettext_lazy(
        "Not known: long-term residents and naturalisations. Eurostat and the prefecture’s counts fill it."
    ),
    "reception": gettext_lazy(
        "Not known: how many reception places there are, of which kind. The prefecture or the national agency fills it."
    ),
    "actors": gettext_lazy("No organisation sits at the table yet."),
    "actions": gettext_lazy(
        "No initiative is recorded yet. That does not mean that there is none: the directory fills it."
    ),
    "language-places": gettext_lazy(
        "Not known: hours of language lessons, places a week and days of waiting. The organisations that teach fill it."
    ),
    "mobility": gettext_lazy(
        "Not known: seats of shared rides and places in driving lessons. The organisations that offer them fill it."
    ),
    "funders": gettext_lazy("Who pays for an initiative is told only where its organisation said so."),
    "gaps": gettext_lazy(
        "Not reckoned: how far town and country are from what exists. It takes municipalities with inhabitants, "
        "coordinates and class, and initiatives with their place."
    ),
    "listening": gettext_lazy(
        "Not known: in how many places somebody listens. The convenor declares who hears needs where."
    ),
    "expected-silent": gettext_lazy(
        "Not reckoned: how many needs are to be expected where nobody listens. It takes needs reported from places "
        "where somebody listens."
    ),
    "assets": gettext_lazy("Nothing is recorded yet that could be built on."),
    "strategies": gettext_lazy("No strategy in force is recorded. The convenor enters it with its link."),
    "needs": gettext_lazy("No need has been published yet. What a roundtable asks for appears with its report."),
    "first-action": gettext_lazy(
        "Not known: how many days pass from a need to the first action. It is reckoned as soon as one is told."
    ),
    "roundtables": gettext_lazy("No roundtable has been held yet."),
    "newcomers": gettext_lazy(
        "Not known: how many newcomers sat at the tables. It is told where a head-count names them."
    ),
    "practices": gettext_lazy("No practice has been told in a published report yet."),
    "funding": gettext_lazy(
        "Not known: who pays how much, and how many posts there are. The organisations agree line by line that it is "
        "shown."
    ),
    "pilots": gettext_lazy("No pilot is recorded."),
    "pilot-reports": gettext_lazy("Not known: how many people took part. The periodic reports of the pilots fill it."),
}


def missing_in_words(keys: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Say of each thing that is missing that it is not known, and what would fill it."""
    return tuple(Paragraph(sentence(key), manner="unknown") for key in keys)


def sentence(key: str) -> str:
    """Say one thing that is missing."""
    return str(MISSING[key]) if key in MISSING else _("Not known: %(what)s.") % {"what": key}
