"""What practices are found under: words with a weight by where they stand, and what can be chosen from lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch

from maillage.core.finding import facet, keys_of
from maillage.core.wording import Wording
from maillage.initiatives.enums import OpenTo
from maillage.initiatives.models import Initiative, Terms
from maillage.people.models import Organisation
from maillage.territory.models import Place, Theme

NAME, THEME, PLACE, WORDS, CHOSEN = 8, 4, 2, 1, 0
STATUSES = (OpenTo.SEEKERS, OpenTo.PROTECTED, OpenTo.TEMPORARY, OpenTo.RESIDENTS)
# Whoever looks for what is open to a group also finds what is open to more people than these.
ACCEPTS = {
    OpenTo.EVERYBODY: (OpenTo.EVERYBODY, OpenTo.NEWCOMERS, *STATUSES),
    OpenTo.NEWCOMERS: (OpenTo.NEWCOMERS, *STATUSES),
}

Weights = dict[bytes, int]


def weights_of(numbers: Iterable[int]) -> dict[int, Weights]:
    """Return for each practice the keys it is found under; one that was merged or is gone has none."""
    found: dict[int, Weights] = {number: {} for number in numbers}
    for practice in told_practices(found):
        found[practice.pk] = weights_of_practice(practice)
    return found


def told_practices(numbers: Iterable[int]) -> list[Initiative]:
    """Return practices with all that is said of them, in as many queries for one as for many."""
    themes = Theme.objects.select_related("group")
    names = Organisation.objects.only("name", "former_names")
    return list(
        Initiative.objects.filter(pk__in=list(numbers), merged_into=None)
        .select_related("region", "organisation", "place", "terms")
        .prefetch_related(
            Prefetch("themes", themes),
            Prefetch("partners", names),
            Prefetch("places_served", Place.objects.only("name")),
            "merged",
        )
    )


def weights_of_practice(practice: Initiative) -> Weights:
    """Return the keys of one practice; a word that stands in several places weighs as in the best of them."""
    weights: Weights = {}
    for weight, keys in keys_by_weight(practice):
        for key in keys:
            weights[key] = max(weight, weights.get(key, 0))
    return weights


def keys_by_weight(practice: Initiative) -> Iterator[tuple[int, set[bytes]]]:
    """Yield the keys of each part of a card."""
    yield NAME, keys_of_wording(practice.name)
    for theme in practice.themes.all():
        yield THEME, keys_of_wording(theme.label) | keys_of_wording(theme.shown.label)
    organisations = [practice.organisation, *practice.partners.all()]
    named = [f"{one.name} {one.former_names}" for one in organisations if one]
    places = [practice.place, *practice.places_served.all()]
    yield PLACE, keys_of(" ".join([*named, *(place.name for place in places if place)]))
    yield PLACE, keys_of_wording(practice.place_in_words) | keys_of_wording(practice.region.name)
    for wording in (practice.description, practice.figures, practice.funder):
        yield WORDS, keys_of_wording(wording)
    for report in practice.merged.all():
        yield WORDS, keys_of_wording(report.name) | keys_of_wording(report.description)
    yield CHOSEN, set(facets_of(practice))


def keys_of_wording(wording: Wording | dict[str, str]) -> set[bytes]:
    """Return the keys of a text in each of its languages."""
    return {key for language, text in wording.items() for key in keys_of(text, [language])}


def facets_of(practice: Initiative) -> Iterator[bytes]:
    """Yield what can be chosen from lists."""
    yield facet("region", practice.region_id)
    yield facet("standing", practice.standing)
    yield facet("serves", practice.serves)
    yield from (facet("theme", theme.shown.key) for theme in practice.themes.all())
    served = [place.pk for place in practice.places_served.all()]
    yield from (facet("place", number) for number in [practice.place_id, *served] if number)
    terms: Terms | None = getattr(practice, "terms", None)
    if terms:
        yield facet("setting", terms.setting)
        yield from (facet("speaks", language) for language in terms.languages)
        yield from (facet("accepts", one) for accepted in terms.open_to for one in ACCEPTS.get(accepted, (accepted,)))
