"""The trail tells in sentences who did what, to those who answer for the region."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import maillage
from maillage.desk.deeds import name_of, plain
from maillage.desk.sentences import SENTENCES
from maillage.kit.audit import SYSTEM, Actor, record
from tests.desk.reading import Page

CLAIRE = Actor("user", "1", "Claire Example")


@pytest.fixture
def trail(cast, browser):
    def of(**asked) -> Page:
        return Page(browser(cast.convenor).get(reverse("desk:trail", args=["near"]), asked))

    return of


def test_deeds_are_told_in_sentences_newest_first(cast, trail) -> None:
    record("invite", by=CLAIRE, owner="near", roundtable=4)
    record("role-given", by=SYSTEM, owner="near")
    text = trail().text
    assert "Claire Example invited guests. Roundtable 4" in text
    assert text.index("maillage gave somebody a role.") < text.index("Claire Example invited guests.")


def test_a_deed_without_a_sentence_is_told_all_the_same(cast, trail) -> None:
    record("juggle", by=Actor("user"), owner="near")
    assert "Somebody did this: juggle." in trail().text


def test_deeds_of_another_region_are_not_told(cast, trail) -> None:
    record("invite", by=CLAIRE, owner="far")
    assert "Claire Example" not in trail().text
    assert "Nothing has been done yet." in trail().text


def test_the_trail_is_narrowed_to_a_day_and_a_kind(cast, trail) -> None:
    with time_machine.travel("2022-05-08T23:30:00+00:00", tick=False):
        record("invite", by=CLAIRE, owner="near")
    record("promise", by=CLAIRE, owner="near")
    assert "invited guests" in trail(day="2022-05-09").text, "the day is the one of the clock on the wall"
    assert "invited guests" not in trail(day="2022-05-08").text
    assert "invited guests" not in trail(verb="promise").text
    assert "noted a commitment" in trail(verb="promise", day="2022-05-10").text


def test_a_day_that_does_not_exist_is_said(cast, trail) -> None:
    record("invite", by=CLAIRE, owner="near")
    page = trail(day="2022-02-30")
    assert "This is not a day of the calendar." in page.text


def test_only_the_convenor_and_the_lead_read_the_trail(cast, browser) -> None:
    record("invite", by=CLAIRE, owner="near")
    seen = {}
    for name in ("convenor", "lead", "editor", "member", "far_convenor"):
        response = browser(getattr(cast, name)).get(reverse("desk:trail", args=["near"]))
        seen[name] = (response.status_code, b"Claire Example" in response.content)
    assert seen == {
        "convenor": (200, True),
        "lead": (200, True),
        "editor": (403, False),
        "member": (403, False),
        "far_convenor": (404, False),
    }


def test_every_verb_of_the_house_has_its_sentence() -> None:
    source = "\n".join(path.read_text() for path in Path(maillage.__file__).parent.rglob("*.py"))
    verbs = set(re.findall(r"\brecord\(\s*\"([^\"]+)\"", source))
    assert sorted(verb for verb in verbs if plain(verb) not in SENTENCES) == []


def test_every_sentence_names_who_and_every_verb_its_kind() -> None:
    for verb, (_name, sentence) in SENTENCES.items():
        assert "%(who)s" in str(sentence), verb
        assert name_of(verb.replace(" ", "_")) == str(_name)


def test_three_deeds_cost_no_more_queries_than_one(cast, browser) -> None:
    client, address = browser(cast.convenor), reverse("desk:trail", args=["near"])
    record("invite", by=CLAIRE, owner="near")
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for verb in ("promise", "remind"):
        record(verb, by=CLAIRE, owner="near")
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one) <= 12
