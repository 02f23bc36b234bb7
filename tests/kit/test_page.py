"""What the layouts, partials and tags of the kit put on a page."""

from __future__ import annotations

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from maillage.kit.context import language_choices, page
from maillage.kit.fields import LocalWording

FRENCH_ONLY = LocalWording(fr="Un besoin & une réponse")


def shown(source: str, language: str = "en", **context: object) -> str:
    """Render a piece of template in a language."""
    with translation.override(language):
        return Template("{% load kit %}" + source).render(Context(context))


def asked(path: str, **attributes: object) -> HttpRequest:
    """Return a request for a path, with attributes a view or middleware would set."""
    request = RequestFactory().get(path)
    for name, value in attributes.items():
        setattr(request, name, value)
    return request


class Answer(forms.Form):
    """A form with one field of each shape."""

    name = forms.CharField(error_messages={"required": "Write your name."})
    mail = forms.CharField(required=False, help_text="We write once.")
    way = forms.ChoiceField(choices=[("a", "I come"), ("b", "I cannot")], widget=forms.RadioSelect)
    news = forms.BooleanField(required=False, label="Tell me more")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def field(form: forms.Form, name: str) -> str:
    return render_to_string("kit/_field.html", {"field": form[name]})


def test_a_text_in_the_language_of_the_page_stands_bare():
    assert shown("{{ text|said }}", "fr", text=FRENCH_ONLY) == "Un besoin &amp; une réponse"


def test_a_text_that_falls_back_is_marked_with_its_language():
    marked = '<span lang="fr" dir="ltr">Un besoin &amp; une réponse</span>'
    assert shown("{{ text|said }}", "en", text=FRENCH_ONLY) == marked


def test_on_a_page_shown_in_english_the_readers_own_language_is_marked():
    marked = '<span lang="ar" dir="rtl">حاجة</span>'
    assert shown("{{ text|said }}", "ar", text=LocalWording(ar="حاجة")) == marked


def test_plain_text_carries_no_marks():
    source = "{% autoescape off %}{{ text|said }}{% endautoescape %}"
    assert shown(source, text=FRENCH_ONLY) == "Un besoin & une réponse"


@pytest.mark.parametrize("empty", [None, LocalWording()])
def test_an_empty_wording_shows_nothing(empty: LocalWording | None):
    assert shown("{{ text|said }}", text=empty) == ""


def test_a_knot_is_drawn_beside_its_word():
    drawn = '<span class="knot is-late" aria-hidden="true"></span> <span>12 days late</span>'
    assert shown('{% knot "late" "12 days late" %}').strip() == drawn


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="not 'red'"):
        shown('{% knot "red" %}')


def test_beads_are_counted_by_tens():
    drawn = shown("{% beads 12 %}")
    assert '<path d="M7 7h163M7 25h19"/>' in drawn
    assert 'width="176" height="32"' in drawn


@pytest.mark.parametrize("count", [0, 31, None])
def test_a_number_without_beads(count: int | None):
    assert shown("{% beads count %}", count=count) == ""


def test_a_hint_describes_its_field():
    html = field(Answer(), "mail")
    assert 'class="in"' in html
    assert 'aria-describedby="id_mail_helptext"' in html
    assert '<p class="hint" id="id_mail_helptext">We write once.</p>' in html


def test_an_error_takes_the_place_of_the_hint_and_describes_its_field():
    html = field(Answer({}), "name")
    assert '<div class="field bad">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert "<span>Write your name.</span>" in html


def test_choices_are_a_group_with_a_legend():
    html = field(Answer({"way": "b"}), "way")
    assert "<legend>Way</legend>" in html
    assert html.count('type="radio"') == 2
    assert html.count(" checked") == 1


def test_a_field_that_may_stay_empty_says_so_unless_the_form_is_plain():
    said = '<span class="tag">(optional)</span>'
    form = Answer()
    assert said in field(form, "mail")
    assert said not in field(form, "name")
    assert said not in render_to_string("kit/_field.html", {"field": form["mail"], "plain": True})


def test_a_hidden_field_is_bare():
    assert field(Answer(), "token").strip() == '<input type="hidden" name="token" id="id_token">'


def test_the_summary_of_errors_leads_to_each_field():
    html = render_to_string("kit/_form_errors.html", {"form": Answer({})})
    assert '<a href="#id_name">Name</a>' in html
    assert '<a href="#id_way">Way</a>' in html
    assert "id_mail" not in html


def test_the_pages_of_a_list_keep_the_question():
    pages = Paginator(range(30), 10)
    html = render_to_string(
        "kit/_pagination.html", {"page": pages.page(2)}, request=asked("/en/needs/?theme=work&page=2")
    )
    assert 'href="?theme=work&amp;page=1"' in html
    assert 'href="?theme=work&amp;page=3"' in html
    assert "Page 2 of 3" in html


def test_the_menu_leads_to_the_same_page_in_each_language_offered():
    choices = language_choices(asked("/en/corr%C3%A8ze/?q=a%26b", languages_offered=["fr", "en"]))
    assert [(choice["code"], choice["url"], choice["current"]) for choice in choices] == [
        ("en", "/en/corr%C3%A8ze/?q=a%26b", True),
        ("fr", "/fr/corr%C3%A8ze/?q=a%26b", False),
    ]


def test_an_address_without_a_language_offers_no_menu():
    assert language_choices(asked("/healthz")) == []


def test_each_language_names_itself():
    names = {choice["code"]: choice["autonym"] for choice in language_choices(asked("/en/"))}
    assert {code: names[code] for code in ("fr", "el", "prs", "ti")} == {
        "fr": "Français",
        "el": "Ελληνικά",
        "prs": "دری",
        "ti": "ትግርኛ",
    }


@pytest.mark.parametrize(("language", "untranslated"), [("en", False), ("fr", False), ("ar", True)])
def test_a_page_knows_whether_somebody_has_translated_it(language: str, untranslated: bool):
    with translation.override(language):
        assert page(asked(f"/{language}/"))["untranslated"] is untranslated


def test_an_untranslated_page_is_laid_out_right_to_left_and_says_that_it_is_english():
    with translation.override("ar"):
        html = render_to_string("kit/404.html", request=asked("/ar/nowhere/"))
    assert '<html lang="ar" dir="rtl">' in html
    assert '<body class="single" lang="en">' in html
    assert "It is shown in English." in html


def test_the_page_of_a_breakdown_needs_no_context():
    html = render_to_string("kit/500.html")
    assert "Something broke on our side" in html
    assert "Une panne est survenue" in html


def test_a_mail_has_one_button_and_its_twin_the_same_address():
    context = {"button_url": "https://example.org/?a=1&b=2", "button_label": "Answer"}
    html = render_to_string("kit/mail/base.html", context)
    assert html.count('class="b"') == 1
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert "<img" not in html
    assert "Answer:\nhttps://example.org/?a=1&b=2\n" in render_to_string("kit/mail/base.txt", context)
