"""Template tags for wordings, dates in words, the thread and form controls."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from maillage.core.wording import Wording
from maillage.kit import spoken

register = template.Library()
register.filter("day", spoken.day)
register.filter("short_day", spoken.short_day)
register.filter("clock", spoken.clock)
register.filter("ordinal", spoken.ordinal)
register.simple_tag(spoken.page_language)

STATES = {"open", "tied", "kept", "late", "cut", "next"}
MOST_BEADS = 30
BEADS_IN_A_ROW = 10


@register.filter(needs_autoescape=True)
def said(wording: Wording | None, autoescape: bool = True) -> SafeString | str:
    """Show a wording in the active language; a text in another language than the page's is marked as such."""
    active = get_language() or spoken.SOURCE_LANGUAGE
    text, language = Wording(wording or {}).said_in(active, spoken.SOURCE_LANGUAGE)
    if not autoescape or language in {spoken.page_language(), ""}:
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', language, _direction(language), text)


def _direction(language: str) -> str:
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.inclusion_tag("kit/_knot.html")
def knot(state: str, word: str = "") -> dict[str, str]:
    """Draw a knot of the thread; `word` says the state, unless the page says it beside the knot."""
    if state not in STATES:
        raise ValueError(f"A knot is one of {', '.join(sorted(STATES))}, not {state!r}.")
    return {"state": state, "word": word}


@register.simple_tag
def beads(count: int | None) -> SafeString | str:
    """Draw one bead each, in rows of ten; none beyond thirty, where the number alone is clearer."""
    if not count or not 0 < count <= MOST_BEADS:
        return ""
    rows = [min(BEADS_IN_A_ROW, count - start) for start in range(0, count, BEADS_IN_A_ROW)]
    path = "".join(f"M7 {7 + 18 * row}h{18 * (length - 1) + 1}" for row, length in enumerate(rows))
    return format_html(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true"><path d="{2}"/></svg>',
        18 * rows[0] - 4,
        18 * len(rows) - 4,
        path,
    )


@register.filter
def shape(field: BoundField) -> str:
    """Say how a form field is laid out: a group of choices, one tick or one line."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "tick" if isinstance(widget, CheckboxInput) else "line"


@register.filter
def note_id(field: BoundField) -> str:
    """Return the id of the hint or error below a field."""
    return f"{field.auto_id}_error" if field.errors else f"{field.auto_id}_helptext"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Render the bare control of a field with its class and what describes it."""
    widget = field.field.widget
    tick = isinstance(widget, CheckboxInput)
    attrs: dict[str, str | bool] = {} if tick else {"class": f"in {widget.attrs.get('class', '')}".strip()}
    if (field.errors or field.help_text) and shape(field) != "group":
        attrs["aria-describedby"] = note_id(field)
    return field.as_widget(attrs=attrs)


@register.simple_tag
def stylesheet() -> str:
    """Return the stylesheet's address, the plain one without a list of static files: error pages must stand."""
    try:
        return static("maillage/maillage.css")
    except ValueError:
        return f"{settings.STATIC_URL}maillage/maillage.css"
