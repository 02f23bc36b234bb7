"""What each figure is called: the label of whoever entered it, or the words of its key."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.core.factfile import Figure
from maillage.core.wording import Wording
from maillage.insight.enums import Indicator
from maillage.insight.wording.sections import Cell
from maillage.kit.spoken import SOURCE_LANGUAGE, page_language
from maillage.people.enums import Category

TITLES: dict[str, Promise | str] = {
    "identity": gettext_lazy("The territory"),
    "arrivals": gettext_lazy("Who arrives"),
    "reception": gettext_lazy("Reception places"),
    "actors": gettext_lazy("Who is at the table"),
    "actions": gettext_lazy("What is done, where, and who pays for it"),
    "gaps": gettext_lazy("Town and country"),
    "assets": gettext_lazy("What could be built on"),
    "strategies": gettext_lazy("Strategies in force"),
    "needs": gettext_lazy("What is needed and what was promised"),
    "roundtables": gettext_lazy("The roundtables"),
    "practices": gettext_lazy("Good practices told at the table"),
    "funding": gettext_lazy("Money and posts"),
    "pilots": gettext_lazy("Pilots"),
}
KEYS: dict[str, Promise | str] = {
    "population": gettext_lazy("Population"),
    "area": gettext_lazy("Area"),
    "density": gettext_lazy("Density of population"),
    "municipalities": gettext_lazy("Municipalities and localities"),
    "class-city": gettext_lazy("Population in cities"),
    "class-town": gettext_lazy("Population in towns and suburbs"),
    "class-rural": gettext_lazy("Population in rural places"),
    "class-unknown": gettext_lazy("Population in places whose class is not known"),
    "rural-share": gettext_lazy("Share of the population in rural places"),
    "organisations": gettext_lazy("Organisations at the table"),
    "actions": gettext_lazy("Initiatives recorded"),
    "actions-per-10000": gettext_lazy("Initiatives recorded, beside the population"),
    "ideas-elsewhere": gettext_lazy("Ideas from elsewhere, counted in no other figure"),
    "travelling": gettext_lazy("Initiatives that travel, serve several places or work online"),
    "capacity": gettext_lazy("Places a week that initiatives say they have"),
    "needs-raised": gettext_lazy("Needs and proposals raised"),
    "needs-taken-up": gettext_lazy("Taken up: somebody promised something"),
    "needs-done": gettext_lazy("Answered: something was done, or a practice answers it"),
    "promises": gettext_lazy("Commitments made"),
    "promises-kept": gettext_lazy("Commitments kept"),
    "promises-open": gettext_lazy("Commitments open and in time"),
    "promises-late": gettext_lazy("Commitments late or blocked"),
    "promises-dropped": gettext_lazy("Commitments dropped"),
    "first-action": gettext_lazy("From a need to the first action, median"),
    "listening": gettext_lazy("Municipalities in which somebody listens"),
    "listening-residents": gettext_lazy("Residents who live where somebody listens"),
    "listening-newcomers": gettext_lazy("Newcomers who live where somebody listens"),
    "expected-silent": gettext_lazy("Needs to be expected where nobody listens and none was reported"),
    "roundtables-held": gettext_lazy("Roundtables held"),
    "pilot-count": gettext_lazy("Pilots chosen"),
    "pilot-budget": gettext_lazy("Budget of the pilots, where it is known"),
    "planned": gettext_lazy("Money planned"),
    "secured": gettext_lazy("Money secured"),
    "spent": gettext_lazy("Money spent"),
    "fte-planned": gettext_lazy("Posts planned"),
    "fte-secured": gettext_lazy("Posts secured"),
}
ABOUT: dict[str, Promise | str] = {
    "theme-actions": gettext_lazy("Initiatives recorded: %(about)s"),
    "theme-actions-per-10000": gettext_lazy("Initiatives recorded, beside the population: %(about)s"),
    "theme-quotient-residents": gettext_lazy("%(about)s: initiatives in rural places beside the residents there"),
    "theme-quotient-newcomers": gettext_lazy("%(about)s: initiatives in rural places beside the newcomers there"),
    "theme-beyond-residents": gettext_lazy("%(about)s: residents out of reach"),
    "theme-beyond-newcomers": gettext_lazy("%(about)s: newcomers out of reach"),
    "places-for-residents": gettext_lazy("%(about)s: places for those who can reach them"),
    "places-for-newcomers": gettext_lazy("%(about)s: places for those who can reach them"),
    "theme-needs": gettext_lazy("Needs and proposals raised: %(about)s"),
    "theme-gap": gettext_lazy("%(about)s: how much more of the urban than of the rural population is within reach"),
    "theme-urban": gettext_lazy("%(about)s: urban population within reach"),
    "theme-rural": gettext_lazy("%(about)s: rural population within reach"),
    "theme-planned": gettext_lazy("%(about)s: money planned"),
    "theme-secured": gettext_lazy("%(about)s: money secured"),
    "theme-spent": gettext_lazy("%(about)s: money spent"),
    "theme-fte-planned": gettext_lazy("%(about)s: posts planned"),
    "theme-fte-secured": gettext_lazy("%(about)s: posts secured"),
}


def label_of(figure: Figure) -> Cell:
    """Say what a figure counts."""
    if figure.label:
        text, language = figure.label.said_in(page_language(), SOURCE_LANGUAGE)
        return Cell(text, lang="" if language == page_language() else language)
    key, _colon, rest = figure.key.partition(":")
    if key == "category":
        return Cell(category_in_words(rest))
    if key in ABOUT:
        return Cell(str(ABOUT[key]) % {"about": spoken(figure.about)})
    return Cell(str(KEYS.get(key) or indicator_in_words(figure.indicator)))


def indicator_in_words(indicator: str) -> str:
    """Name an indicator."""
    return str(dict(Indicator.choices).get(indicator, indicator))


def category_in_words(category: str) -> str:
    """Name a category of stakeholders; none is said to be without."""
    return str(dict(Category.choices).get(category, category) or _("without a category yet"))


def spoken(wording: Wording | dict[str, str]) -> str:
    """Return a wording in the page's language, or in the one it has."""
    return Wording(wording).said_in(page_language(), SOURCE_LANGUAGE)[0]
