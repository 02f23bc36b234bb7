"""Pages that refuse are pages to read, not blanks."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import Cast


def test_an_address_that_only_takes_forms_answers_with_a_page_and_says_what_it_takes(cast: Cast) -> None:
    make.a_roundtable(cast.near, 1)
    window = Client()
    window.force_login(cast.convenor)
    response = window.get(reverse("cooperation:roundtable-live-tick", args=["near", 1]))
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "<h1>" in response.content.decode()


def test_a_form_sent_where_none_is_taken_is_answered_without_a_page(cast: Cast) -> None:
    response = Client().post(reverse("website:region-feed", args=["near"]))
    assert response.status_code == 405
    assert response.content == b""
