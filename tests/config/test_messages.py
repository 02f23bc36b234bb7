"""Sentences are found in Python and in templates, with plurals and contexts, and translations outlive an update."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
TEMPLATE = """{% load i18n %}
<h1>{% translate "One" context "figure" %}</h1>
    {% blocktranslate trimmed count n=rows|length %}
      {{ n }} need
    {% plural %}
      {{ n }} needs
    {% endblocktranslate %}
  <a title="{% translate 'Two' %}">{{ _("Three") }} (unbalanced</a>
"""


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script over a package of one template and one module."""
    spec = importlib.util.spec_from_file_location("messages_script", ROOT / "scripts/messages.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    package = tmp_path / "maillage"
    (package / "desk/templates").mkdir(parents=True)
    (package / "desk/templates/page.html").write_text(TEMPLATE)
    (package / "desk/words.py").write_text('A = gettext_lazy("Four")\nB = pgettext("verb", "Five")\n')
    (package / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    (package / "locale/fr/LC_MESSAGES/django.po").write_text(HEADER)
    for name, value in {"ROOT": tmp_path, "PACKAGE": package, "LOCALE": package / "locale"}.items():
        monkeypatch.setattr(script, name, value)
    monkeypatch.setattr(script, "TRANSLATED", ["fr"])
    return script


def test_every_kind_of_sentence_is_found(messages: ModuleType) -> None:
    assert {(found.id, found.context) for found in messages.collected("fr") if found.id} == {
        ("One", "figure"),
        (("%(n)s need", "%(n)s needs"), None),
        ("Two", None),
        ("Three", None),
        ("Four", None),
        ("Five", "verb"),
    }


def test_an_update_keeps_translations_even_of_a_sentence_that_went_away_and_came_back(messages: ModuleType) -> None:
    path = messages.path_of("fr")
    path.write_text(f'{HEADER}\nmsgid "Two"\nmsgstr "Deux"\n')
    page = messages.PACKAGE / "desk/templates/page.html"
    page.write_text("")
    assert messages.update("fr", messages.collected("fr")) == (2, 2)
    page.write_text(TEMPLATE)
    assert messages.update("fr", messages.collected("fr")) == (6, 5)
    assert 'msgid "Two"\nmsgstr "Deux"' in path.read_text()
    once = path.read_text()
    messages.update("fr", messages.collected("fr"))
    assert path.read_text() == once


def test_the_check_lists_what_french_lacks(messages: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 1
    said = capsys.readouterr().out
    assert "fr: maillage/desk/words.py: Four\n" in said
    assert said.count("fr: ") == 6


def test_what_the_desk_alone_sees_is_not_asked_of_a_language_for_members(messages: ModuleType) -> None:
    (messages.PACKAGE / "desk/views").mkdir()
    (messages.PACKAGE / "desk/views/agenda.py").write_text('A = gettext("Six")\n')
    assert "Six" in {found.id for found in messages.collected("fr")}
    assert {"Six", "Four"}.isdisjoint({found.id for found in messages.collected("es")})
    assert "Two" in {found.id for found in messages.collected("es")}
