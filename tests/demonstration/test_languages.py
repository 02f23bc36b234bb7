"""Members and the public read Spanish, Polish and Greek, newcomers their languages, and no English in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import translation
from django.utils.translation import trans_real

from maillage.cooperation.models import Roundtable
from maillage.kit.composers import _composers
from maillage.people.models import Membership
from maillage.people.sign_in import BACKEND
from maillage.territory import newcomers_words
from tests.journeys.furnish import REGION, furnish
from tests.journeys.mails import params_of, worded

LANGUAGES = ["es", "pl", "el"]
OPEN = {"public", "link"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


class Wanting:
    """Stands behind a catalogue and writes down what it did not know."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self.asked.add(one)
        return one if number == 1 else many

    def pgettext(self, context: str, message: str) -> str:
        self.asked.add(message)
        return message

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        return self.ngettext(one, many, number)

    def to_language(self) -> str:
        return "en"


@pytest.fixture(scope="module")
def pages(
    demonstration: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[dict[str, str]]]:
    """Every page of the product, in every state the furnished demonstration shows."""
    import contextlib
    import io

    settings.MEDIA_ROOT, before = tmp_path_factory.mktemp("media"), settings.MEDIA_ROOT
    said = io.StringIO()
    # Taken back afterwards: other tests of this folder read the demonstration as it was loaded.
    with django_db_blocker.unblock(), transaction.atomic():
        with contextlib.redirect_stdout(said):
            furnish()
        yield json.loads(said.getvalue())
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = before


@pytest.fixture
def wanting(monkeypatch: pytest.MonkeyPatch, language: str) -> Wanting:
    behind = Wanting()
    monkeypatch.setattr(trans_real.translation(language), "_fallback", behind)
    return behind


def member() -> Client:
    window = Client(SERVER_NAME="127.0.0.1")
    speaks = Membership.objects.get(user__email="member.saone-et-loire@demonstration.invalid")
    window.force_login(speaks.user, backend=BACKEND)
    return window


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_members_and_the_public_is_translated(
    pages: list[dict[str, str]], wanting: Wanting, language: str
) -> None:
    looked_at = 0
    stranger, speaker = Client(SERVER_NAME="127.0.0.1"), member()
    # `scripts/messages.py --check` holds that all three say the same sentences: one of them walks everywhere.
    for page in pages if language == "es" else pages[::4]:
        path = page["path"].replace("/en/", f"/{language}/", 1)
        window = stranger if page["policy"] in OPEN else speaker
        if window.get(path).status_code < 400:
            looked_at += 1
    assert looked_at > (50 if language == "es" else 12)
    assert sorted(wanting.asked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_is_translated(pages: list[dict[str, str]], wanting: Wanting, language: str) -> None:
    roundtable = Roundtable.objects.filter(region__slug=REGION, number__gt=4).select_related("region").first()
    assert roundtable
    for name, params in params_of(roundtable).items():
        assert worded(name, language, params).subject
    assert sorted(wanting.asked) == []


def test_every_page_and_mail_that_newcomers_read_is_translated(
    pages: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One language is enough: `scripts/messages.py --check` holds that the others say the same sentences."""
    behind, looked_at, stranger = Wanting(), 0, Client(SERVER_NAME="127.0.0.1")
    monkeypatch.setattr(newcomers_words._catalogue("ar"), "_fallback", behind)
    for page in pages:
        path = page["path"].replace("/en/", "/ar/", 1)
        with translation.override("ar"):
            is_theirs = getattr(resolve(path.partition("?")[0]).func, "for_newcomers", False)
        if is_theirs and stranger.get(path).status_code < 400:
            looked_at += 1
    assert looked_at > 12
    roundtable = Roundtable.objects.filter(region__slug=REGION, number__gt=4).select_related("region").first()
    assert roundtable
    letters = params_of(roundtable)
    told = [name for name in letters if getattr(_composers[name.strip()].word, "for_newcomers", False)]
    assert {"mobility.driver_week", "people.volunteer_welcome", "people.training_invitation"} <= set(told)
    for name in told:
        assert worded(name, "ar", letters[name]).subject
    # Django's own, behind the label of a field.
    assert sorted(behind.asked - {":"}) == []


def test_a_sentence_that_is_lacking_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = Wanting()
    catalogue = trans_real.translation("es")
    monkeypatch.setattr(catalogue, "_fallback", behind)
    assert catalogue.gettext("A sentence nobody wrote") == "A sentence nobody wrote"
    assert behind.asked == {"A sentence nobody wrote"}
