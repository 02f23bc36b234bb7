"""The look holds its promises: contrast, logical properties, budgets, no inline style or script."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

KIT = Path(__file__).resolve().parents[2] / "maillage" / "kit"
STYLESHEET = KIT / "static" / "maillage" / "maillage.css"
SCRIPT = KIT / "static" / "maillage" / "maillage.js"
TEMPLATES = sorted(KIT.parent.rglob("templates/**/*.html"))
PAGES = [path for path in TEMPLATES if "mail" not in path.parent.parts]

CSS = STYLESHEET.read_text()
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)

INKS = ("ink", "soft", "accent", "warm")
GROUNDS = ("paper", "sheet", "shade", "wash")
PAIRS = [(ink, ground, 4.5) for ink in INKS for ground in GROUNDS] + [
    ("on-accent", "accent", 4.5),
    ("paper", "ink", 4.5),
    ("on-band", "band", 4.5),
    ("band-ink", "on-band", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "sheet", 3.0),
    ("accent", "paper", 3.0),
    ("warm", "sheet", 3.0),
]


def colours(block: str) -> dict[str, str]:
    """Return the colour tokens a block of the stylesheet sets."""
    found = re.findall(r"--([\w-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6})\s*;", block)
    return {name: value if len(value) == 6 else "".join(digit * 2 for digit in value) for name, value in found}


def block_after(marker: str) -> str:
    """Return the first `:root` block that follows a marker."""
    match = re.search(r":root\s*\{(.*?)\}", RULES[RULES.index(marker) :], re.DOTALL)
    assert match, marker
    return match.group(1)


LIGHT = colours(block_after("@layer tokens {"))
DARK = {**LIGHT, **colours(block_after("@media (prefers-color-scheme: dark)"))}
PRINT = colours(block_after("@media print {"))
SCHEMES = {"light": LIGHT, "dark": DARK, "print": {**LIGHT, **PRINT}, "print from dark": {**DARK, **PRINT}}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("000000", "ffffff") == 21
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_each_ink_can_be_read_on_each_ground(scheme: str, ink: str, ground: str, least: float):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[ink], tokens[ground]) >= least


def test_dark_and_print_leave_no_colour_of_the_light_scheme_behind():
    shared = {"on-band", "band-ink"}
    assert set(colours(block_after("@media (prefers-color-scheme: dark)"))) == set(LIGHT) - shared
    assert set(PRINT) == set(LIGHT)


def test_colours_are_written_once_as_tokens():
    outside = re.sub(r":root\s*\{.*?\}", "", RULES, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", outside) == []


def test_every_token_used_is_defined():
    defined = set(re.findall(r"(--[\w-]+)\s*:", RULES))
    used_without_default = set(re.findall(r"var\((--[\w-]+)\)", RULES))
    assert used_without_default <= defined


def test_the_stylesheet_knows_no_left_and_right():
    declared = re.findall(r"[{;]\s*([a-z-]+)\s*:", RULES)
    sides = "left|right|top|bottom"
    physical = re.compile(
        rf"({sides}|(min-|max-)?(width|height)|(margin|padding|border|scroll-margin)-({sides})(-.*)?"
        rf"|border-(top|bottom)-(left|right)-radius|overflow-clip-margin-({sides}))"
    )
    assert [name for name in declared if physical.fullmatch(name)] == []
    assert re.findall(r"(?:text-align|float|clear)\s*:\s*(?:left|right)", RULES) == []


def test_the_stylesheet_keeps_its_budget():
    assert len(CSS.splitlines()) <= 1500
    assert len(CSS.encode()) <= 24_576
    assert len(gzip.compress(CSS.encode(), 9)) <= 7_000


def test_the_script_keeps_its_budget():
    assert len(SCRIPT.read_text().splitlines()) <= 80


def test_nothing_is_fetched_from_elsewhere():
    assert re.findall(r"url\(|@import|@font-face", RULES) == []


@pytest.mark.parametrize("state", ["open", "tied", "kept", "late", "cut"])
def test_each_state_differs_in_shape_and_not_in_colour_alone(state: str):
    shapes = {
        name: frozenset(re.findall(r"--(k[bdfrtv]): ([^;]+);", body))
        for name, body in re.findall(r"\.is-(\w+) \{ ([^}]*)\}", RULES)
        if name in {"open", "tied", "kept", "late", "cut"}
    }
    others = {name: shape for name, shape in shapes.items() if name != state}
    assert shapes[state] not in others.values()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(KIT.parent)))
def test_templates_have_no_inline_style_or_script(path: Path):
    text = path.read_text()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:", text, re.IGNORECASE) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag] == []
