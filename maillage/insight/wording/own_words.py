"""The convenor's own words: a little markup, as harmless HTML for the page and as plain lines for the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.safestring import SafeString

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}
OPENED = ("https://", "http://", "mailto:")
# Headings of the page stand above: the first of the convenor's is an h3.
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
MANNERS = {"heading_open": "heading", "blockquote_open": "quote"}


@dataclass(frozen=True)
class Line:
    """One line of the words for the paper: text, heading, point of a list (with its depth) or quote."""

    manner: str
    text: str
    depth: int = 0
    number: int = 0


@cache
def parser() -> Any:
    """Return the reader of markup: no HTML, no pictures, no code, no tables."""
    from markdown_it import MarkdownIt

    rules = ["paragraph", "heading", "list", "blockquote", "emphasis", "link", "autolink", "newline", "escape"]
    return MarkdownIt("zero", {"html": False, "linkify": False}).enable(rules)


def _without_blind_links(tokens: list[Any]) -> list[Any]:
    """Return the tokens of a line without links that lead nowhere; their words stay."""
    kept, blind = [], False
    for token in tokens:
        if token.type == "link_open":
            blind = not str(token.attrs.get("href", "")).lower().startswith(OPENED)
        if not (blind and token.type in ("link_open", "link_close")):
            kept.append(token)
    return kept


def as_html(words: str) -> SafeString:
    """Return the words as HTML in which nothing can run: markup is read without HTML, then cleaned by allow-list."""
    import nh3

    tokens = parser().parse(words)
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
        token.children = _without_blind_links(token.children or [])
    drawn = parser().renderer.render(tokens, parser().options, {})
    # The one place whose HTML is not escaped once more: what nh3 lets through is harmless, whatever was written.
    return SafeString(
        nh3.clean(
            drawn,
            tags=TAGS,
            clean_content_tags={"script", "style"},
            attributes={"*": set(), "a": {"href"}},
            url_schemes=SCHEMES,
            link_rel="nofollow noopener noreferrer",
        )
    )


def as_lines(words: str) -> tuple[Line, ...]:
    """Return the words as plain lines for the paper; a link is followed by its address in brackets."""
    return tuple(_lines(parser().parse(words)))


def _lines(tokens: list[Any]) -> Iterator[Line]:
    lists: list[int | None] = []
    manner, fresh = "text", False
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(0 if token.type == "ordered_list_open" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            fresh = True
            lists[-1] = lists[-1] if lists[-1] is None else lists[-1] + 1
        elif token.type in {"heading_open", "heading_close", "blockquote_open", "blockquote_close"}:
            manner = MANNERS.get(token.type, "text")
        elif token.type == "inline":
            said = _plain(token.children or [])
            yield Line("point" if lists else manner, said, len(lists), (lists[-1] or 0) if lists and fresh else 0)
            fresh = False


def _plain(pieces: list[Any]) -> str:
    text, address = "", ""
    for piece in pieces:
        if piece.type == "link_open":
            address = piece.attrGet("href") or ""
        elif piece.type == "link_close":
            text += f" ({address})" if address and not text.endswith(address) else ""
        elif piece.type in {"softbreak", "hardbreak"}:
            text += " "
        else:
            text += piece.content
    return text
