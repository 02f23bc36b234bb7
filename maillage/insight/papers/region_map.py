"""The map of a region for a paper: the drawing that its page shows, as a picture of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.dots import frame_from
from maillage.core.map_words import Label, labels
from maillage.core.plurals import joined
from maillage.kit.spoken import page_language

INK, SOFT, SHADE, ACCENT = "#171e2d", "#515867", "#e9e5da", "#21409a"
# Squares for towns and cities, rings for small towns, dots for villages, dashes where nobody knows.
STROKES = {
    "city": f'stroke="{INK}" stroke-linecap="square"',
    "town": f'stroke="{INK}" stroke-linecap="square"',
}
ROUND = f'stroke="{SOFT}" stroke-linecap="round"'
# Shorter than anybody sees: a stroke without length is left out by some programs that print.
A_POINT = "h.01"
NAMED = 8

Drawing = Mapping[str, Any]
Places = Sequence[tuple[str, float, float]]


def map_of_places(drawing: Drawing, region: str) -> dict[str, str]:
    """Draw the places of a region, name the largest, and say the same in words."""
    names = [(name, x, y) for name, x, y in drawing.get("names", [])]
    told = ngettext("Dot map of one place.", "Dot map of %(counter)s places.", drawing["drawn"])
    largest = joined([name for name, _x, _y in names[:NAMED]], page_language())
    alt = [told % {"counter": drawing["drawn"]}]
    if largest:
        alt.append(_("The largest: %(names)s.") % {"names": largest})
    return {
        "svg": picture(drawing, [*dots(drawing), *texts(drawing, (), names)]),
        "alt": " ".join(alt),
        "caption": " ".join(legend(drawing)),
        "title": _("Places of %(region)s") % {"region": region},
    }


def map_of_spots(drawing: Drawing, spots: Places, said: str) -> dict[str, str]:
    """Draw the land with these places on it."""
    frame = frame_from(dict(drawing))
    placed = sorted({(name, *frame.at(east, north)) for name, east, north in spots})
    inside = [(name, x, y) for name, x, y in placed if 0 <= x <= frame.width and 0 <= y <= frame.height]
    knots = [
        f'<circle cx="{x}" cy="{y}" r="7" fill="{ACCENT}" stroke="{SHADE}" stroke-width="2"/>' for _name, x, y in inside
    ]
    return {"svg": picture(drawing, [*knots, *texts(drawing, inside, ())]), "alt": said, "caption": ""}


def picture(drawing: Drawing, drawn: Iterable[str]) -> str:
    """Return a whole SVG with the land below what is drawn on it."""
    width, height = drawing["frame"][4:6]
    land = f'<path fill="{SHADE}" d="{drawing["land"]}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'fill="none">{land}{"".join(drawn)}</svg>'
    )


def dots(drawing: Drawing) -> Iterable[str]:
    """Draw the places in groups of one shape and size."""
    for group in drawing["dots"]:
        path = group["d"].replace("h0", A_POINT)
        yield f'<path {STROKES.get(group["shape"], ROUND)} stroke-width="{group["width"]}" d="{path}"/>'
        if hole := group.get("hole"):
            yield f'<path stroke="{SHADE}" stroke-linecap="round" stroke-width="{hole}" d="{path}"/>'


def texts(drawing: Drawing, members: Iterable[Any], names: Iterable[Any]) -> Iterable[str]:
    """Write the names that fit."""
    width, height = (int(side) for side in drawing["frame"][4:6])
    return (text_of(label) for label in labels(members, names, width, height))


def text_of(label: Label) -> str:
    """Write one name with a halo, so that dots behind it do not hide it."""
    place = f'x="{label.x}" y="{label.y}" text-anchor="{label.anchor}"'
    halo = f'stroke="{SHADE}" stroke-width="8" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text {place} font-family="Libertinus Serif" font-size="16" fill="{INK}" {halo}>{escape(label.text)}</text>'
    )


def legend(drawing: Drawing) -> Iterable[str]:
    """Say what the shapes mean that occur, and what is not drawn."""
    meanings = {
        "degurba": {
            "city": _("Large squares: cities."),
            "town": _("Squares: towns and suburbs."),
            "village": _("Dots: rural places."),
        },
        "population": {
            "town": _("Squares: towns of 10,000 inhabitants or more."),
            "market": _("Rings: small towns of 2,000 or more."),
            "village": _("Dots: villages."),
            "unknown": _("Dashes: places whose inhabitants are not known."),
        },
    }[drawing["by"]]
    yield from (words for shape, words in meanings.items() if drawing["counts"].get(shape))
    if missing := drawing["places"] - drawing["drawn"]:
        said = ngettext(
            "One place has no known position and is not drawn.",
            "%(counter)s places have no known position and are not drawn.",
            missing,
        )
        yield said % {"counter": missing}
