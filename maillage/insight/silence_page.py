"""The silence test in words: what was reported and expected, and where to go and listen, without naming the small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.insight.assumptions import statement_sentences
from maillage.insight.numbers import hundredths, percent, tenths, whole
from maillage.insight.queries.coverage_shown import LEAST_NAMED, RURAL, Shown
from maillage.insight.queries.ground import Ground
from maillage.kit.spoken import short_day
from maillage.territory.models import Theme

if TYPE_CHECKING:
    from maillage.core.coverage import Listened, Silence

FEW = LEAST_NAMED
BAND_ENDS = 5.5
MOST_NAMED = 30
LEAST_CHANCE = 0.01


@dataclass(frozen=True)
class GoAndListen:
    """A place where nobody listens and where silence would be a surprise."""

    name: str
    code: str
    expected: str
    chance: str
    band: str = ""


@dataclass(frozen=True)
class SilenceTold:
    """The four boxes, the list to go and listen, the rural share as reported and as expected, and what is assumed."""

    boxes: tuple[tuple[str, str, str], ...]
    listen: tuple[GoAndListen, ...]
    more: int
    unnamed: str
    rural: str
    means: tuple[str, str]
    assumptions: tuple[str, ...]
    is_measured: bool


def silence_told(shown: Shown, rows: tuple[int, ...], found: Silence, *, theme: Theme | None) -> SilenceTold:
    """Say the silence test of a theme, of all needs together without one; of newcomers in bands, bare of any order."""
    ground = shown.ground
    flagged = [(rows[at], found.municipalities[at]) for at in found.go_and_listen]
    named = [(at, one) for at, one in flagged if one.nameable and not has_few(ground, at)]
    listen = (
        tuple(sorted((in_a_band(ground, at, one) for at, one in named), key=lambda place: (place.name, place.code)))
        if shown.protects
        else tuple(
            GoAndListen(ground.places[at].name, ground.places[at].code, tenths(one.expected or 0), chance_words(one))
            for at, one in named
        )
    )[:MOST_NAMED]
    return SilenceTold(
        boxes=boxes_told(found, protects=shown.protects),
        listen=listen,
        more=len(named) - len(listen),
        unnamed=unnamed_sentence(len(flagged) - len(named)),
        rural=rural_sentence(found, told=tells_expected(shown)),
        means=means_sentences(ground, theme),
        assumptions=tuple(statement_sentences(found.statements)),
        is_measured=found.found == "measured",
    )


def in_a_band(ground: Ground, at: int, one: Listened) -> GoAndListen:
    """Say of a place only in which band its expectation lies: a figure would give its newcomers back."""
    band = _("about 3 to 5 needs expected") if (one.expected or 0) < BAND_ENDS else _("more than 5 needs expected")
    return GoAndListen(ground.places[at].name, ground.places[at].code, "", "", band)


def tells_expected(shown: Shown) -> bool:
    """Tell whether the sums that the expected rural share is reckoned from may be known."""
    heard, rural = shown.ground.heard, shown.ground.classes == RURAL
    return shown.tells(heard, heard & rural, ~heard, ~heard & rural)


def has_few(ground: Ground, at: int) -> bool:
    """Tell whether a place is known to have so few newcomers that naming it would point at them."""
    newcomers = ground.places[at].newcomers
    return newcomers is not None and newcomers < FEW


def boxes_told(found: Silence, *, protects: bool) -> tuple[tuple[str, str, str], ...]:
    """Return the four boxes: what they are called, how many places, and how they are to be read."""
    tells = sum(one.tells and (one.nameable or not protects) for one in found.municipalities)
    silent = ngettext(
        "%(n)s place is silent although 3 needs or more were to be expected: that tells of little need.",
        "%(n)s places are silent although 3 needs or more were to be expected: that tells of little need.",
        tells,
    )
    expected = sum(one.expected or 0 for one in found.municipalities if one.box == "not_known")
    unknown = (
        _("Not known, never read as no need: about %(expected)s needs are to be expected there.")
        % {"expected": whole(expected)}
        if found.rate and not protects
        else _("Not known, never read as no need.")
    )
    quiet = _("None reported, listened to. Among so few people that tells little.")
    return (
        (_("Somebody listens, a need was reported"), whole(found.boxes["known_need"]), _("Known needs.")),
        (
            _("Somebody listens, none was reported"),
            whole(found.boxes["none_reported"]),
            silent % {"n": whole(tells)} if tells else quiet,
        ),
        (
            _("Nobody listens, a need was reported"),
            whole(found.boxes["from_outside"]),
            _("Somebody from outside spoke."),
        ),
        (_("Nobody listens, none was reported"), whole(found.boxes["not_known"]), unknown),
    )  # fmt: skip


def chance_words(one: Listened) -> str:
    """Say how likely so few reports would be by chance, and the ratio of reported to expected with its interval."""
    high = hundredths(one.interval[1]) if one.interval else ""
    if (one.probability or 0) < LEAST_CHANCE:
        said = _("Silence by chance: under 1 in 100. Reported over expected: 0, 95%% interval 0 to %(high)s.")
        return said % {"high": high}
    said = _("Silence by chance: %(chance)s. Reported over expected: 0, 95%% interval 0 to %(high)s.")
    return said % {"chance": percent(one.probability or 0), "high": high}


def unnamed_sentence(count: int) -> str:
    """Say how many places to listen in are not named, and why."""
    if not count:
        return ""
    said = ngettext(
        "%(n)s more place to listen in is not named here: fewer than 30 newcomers are counted there.",
        "%(n)s more places to listen in are not named here: fewer than 30 newcomers are counted there.",
        count,
    )
    return said % {"n": whole(count)}


def rural_sentence(found: Silence, *, told: bool) -> str:
    """Say the rural share of needs as reported, and as expected with its range where that may be told."""
    rural = found.rural
    if rural.reported is None:
        return _("No need with a place was reported in this period, so there is no share to compare.")
    shares = {"reported": percent(rural.reported)}
    if not told:
        said = _(
            "Of the needs reported, %(reported)s come from rural municipalities. What would be expected is not shown: "
            "too few newcomers or municipalities."
        )
        return said % shares
    if rural.expected is None or rural.range is None or found.found != "measured":
        return _("Of the needs reported, %(reported)s come from rural municipalities.") % shares
    low, high = rural.range
    shares |= {"expected": percent(rural.expected), "low": percent(low), "high": percent(high)}
    said = _(
        "Of the needs reported, %(reported)s come from rural municipalities. Were somebody listening everywhere, about "
        "%(expected)s would be expected (from %(low)s to %(high)s)."
    )
    return said % shares


def means_sentences(ground: Ground, theme: Theme | None) -> tuple[str, str]:
    """Say of which themes and period needs are counted, and what “expected” means by who is counted."""
    since = ground.known.settings.listened_since
    told = {"day": short_day(since)}
    if since and theme:
        period = _("Counted are the needs of this theme that were raised at a table since %(day)s.") % told
    elif since:
        period = _("Counted are the needs of all themes that were raised at a table since %(day)s.") % told
    elif theme:
        period = _("Counted are all needs of this theme that were raised at a table.")
    else:
        period = _("Counted are all needs that were raised at a table.")
    if ground.known.weighs_newcomers:
        return period, _("Expected is what as many newcomers report where somebody listens.")
    return period, _(
        "Expected is what as many residents report where somebody listens. This takes newcomers to be spread like "
        "residents: their own number is not used here."
    )
