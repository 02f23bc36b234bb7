"""The convenor's own words: a little markup is read, and nothing that could run or load gets through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.insight.wording.own_words import TAGS, Line, as_html, as_lines

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://example.org/track.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    '[x](https://example.org "onmouseover=alert(1)")',
    "[x](https://example.org/\"onmouseover='alert(1)')",
    "<a href='https://example.org' onclick='alert(1)'>x</a>",
    "<iframe src=//example.org></iframe>",
    "<style>*{display:none}</style>",
    "<svg/onload=alert(1)>",
    "<!--<img src=--><img src=x onerror=alert(1)//-->",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "[ref]: javascript:alert(1)\n\n[ref]",
    "<math><mi//xlink:href='data:x,alert(1)'>",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "# <script>alert(1)</script>",
    "<form action=//example.org><input name=q></form>",
)
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")


def is_harmless(html: str) -> bool:
    """Whether every tag is allowed and carries nothing but an address that may be opened, and rel."""
    for _closing, name, attributes in TAG.findall(html):
        known = re.fullmatch(r'(?: href="(?:https?:|mailto:)[^"]*"| rel="nofollow noopener noreferrer")*', attributes)
        if name not in TAGS or not known:
            return False
    return "<" not in TAG.sub("", html)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_stays_text(attack: str) -> None:
    assert is_harmless(as_html(attack))


def test_a_link_that_leads_nowhere_stays_text() -> None:
    assert as_html("[]()") == "<p></p>\n"
    assert as_html("See [our page](page/) and [theirs](https://example.org/).") == (
        '<p>See our page and <a href="https://example.org/" rel="nofollow noopener noreferrer">theirs</a>.</p>\n'
    )


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>[]()!*_#-`\"'&;:/=\\ \nabjsx1."), max_size=80))
def test_whatever_is_written_is_harmless(words: str) -> None:
    assert is_harmless(as_html(words))


def test_a_little_markup_is_read() -> None:
    words = "# Here\n\nWords **strong** and *soft*.\n\n1. one\n2. two\n   - inner\n\n> said\n\n[a link](https://example.org)"
    assert as_html(words).startswith("<h3>Here</h3>\n<p>Words <strong>strong</strong> and <em>soft</em>.</p>\n<ol>")
    assert as_lines(words) == (
        Line("heading", "Here"),
        Line("text", "Words strong and soft."),
        Line("point", "one", 1, 1),
        Line("point", "two", 1, 2),
        Line("point", "inner", 2, 0),
        Line("quote", "said"),
        Line("text", "a link (https://example.org)"),
    )
