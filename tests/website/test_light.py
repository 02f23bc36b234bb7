"""Public pages are light: no cookie, few queries whatever the rows, few kilobytes, 304 where nothing changed."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

import maillage
from maillage.cooperation.enums import Mode, PartnerRole, State
from maillage.cooperation.models import AgendaItem, Attendance, FollowUp, Mention, Partnership, Room
from maillage.initiatives.models import Initiative, Pilot
from maillage.people.models import User
from maillage.territory.actions import touch_region
from maillage.territory.models import Theme
from tests import factories as make
from tests.website.publishing import OPENING, a_post, a_report, on, publish, with_places, words

CSS = Path(maillage.__file__).parent / "kit/static/maillage/maillage.css"
BUDGET = 30_000


def furnish(region, rows: int) -> dict[str, str]:
    """Fill a region with `rows` of everything; return the addresses of the first of each."""
    theme, _made = Theme.objects.get_or_create(key="mobility", defaults={"label": {"en": "Mobility"}})
    office = make.an_organisation(region, name=f"Office of {region.slug}")
    held = [a_report(region, number, on(number)) for number in range(1, rows + 1)]
    coming = make.a_roundtable(region, rows + 1, date=date(2022, 5, 31), mode=Mode.HYBRID)
    quiet = make.a_roundtable(region, rows + 2, state=State.HELD)
    first = held[0]
    for number in range(rows):
        make.an_organisation(region, name=f"Member {region.slug} {number}")
        practice = Initiative.objects.create(region=region, name={"en": f"Practice {number}"}, organisation=office)
        practice.themes.add(theme)
        pilot = Pilot.objects.create(region=region, name={"en": f"Pilot {number}"}, holder=office)
        pilot.partners.add(office)
        need = make.a_need(first, f"Need {number}.", theme=theme)
        need.answered_by.add(practice)
        promise = make.a_commitment(first, need, organisation=office)
        FollowUp.objects.create(commitment=promise, progress="on_the_way", told_at=on(2, 4))
        Mention.objects.create(roundtable=first, initiative=practice)
        post = a_post(region, on(5 + number), f"Post {number}")
        for roundtable in (first, coming, quiet):
            partner = make.an_organisation(region)
            Partnership.objects.create(roundtable=roundtable, organisation=partner, role=PartnerRole.SUPPORT)
            AgendaItem.objects.create(roundtable=roundtable, position=number, title={"en": "Item"}, presenter=partner)
            Room.objects.create(roundtable=roundtable, number=number + 1, title={"en": "Room"})
    Attendance.objects.create(roundtable=first, exact=22)
    needs = [{"text": str(one.text), "source": f"need:{one.public_id}"} for one in region.needs.all()]
    blocks = [OPENING, {"kind": "room", "heading": "Room 1", "sentences": needs}]
    publish(first, on(1, hour=10), number=2, note="Corrected.", languages=("en", "fr"), blocks=blocks)
    slug = region.slug
    return {
        "home": "/en/",
        "programme": f"/en/programmes/{region.programme.slug}/",
        "about": "/en/about/",
        "privacy": "/en/privacy/",
        "accessibility": "/en/accessibility/",
        "needs": "/en/needs/?theme=mobility",
        "practices": "/en/practices/?q=practice",
        "news": "/en/news/",
        "post": f"/en/news/{post.public_id}/",
        "feed": "/en/feed.atom",
        "sitemap": "/sitemap.xml",
        "region": f"/en/{slug}/",
        "places": f"/en/{slug}/places/",
        "members": f"/en/{slug}/members/",
        "roundtables": f"/en/{slug}/roundtables/",
        "report": f"/en/{slug}/roundtables/1/",
        "old report": f"/en/{slug}/roundtables/1/?version=1",
        "coming": f"/en/{slug}/roundtables/{rows + 1}/",
        "quiet": f"/en/{slug}/roundtables/{rows + 2}/",
        "no such": f"/en/{slug}/roundtables/99/",
        "region needs": f"/en/{slug}/needs/",
        "need": f"/en/{slug}/needs/{need.public_id}/",
        "commitment": f"/en/{slug}/commitments/{promise.public_id}/",
        "practice": f"/en/{slug}/practices/{practice.public_id}/",
        "pilot": f"/en/{slug}/pilots/{pilot.public_id}/",
        "region feed": f"/en/{slug}/feed.atom",
        "calendar": f"/en/{slug}/calendar.ics",
        "subscribe": f"/en/{slug}/subscribe/",
    }


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_six_queries_are_enough_and_three_rows_cost_no_more_than_one(client, programme):
    one, three = (make.a_region(programme, slug=f"with-{word}") for word in ("one", "three"))
    with_places(one, 3)
    with_places(three, 9)
    addresses = furnish(one, 1)
    at_one = {name: queries_of(client, address) for name, address in addresses.items()}
    more = furnish(three, 3)
    at_three = {name: queries_of(client, address) for name, address in more.items()}
    assert at_three == at_one
    assert {name: count for name, count in at_one.items() if count > 6} == {}


def test_somebody_signed_in_costs_two_queries_more(client, browser, cast):
    addresses = furnish(cast.near, 3)
    signed_in = browser(cast.convenor)
    for name in ("region", "report", "needs"):
        assert queries_of(signed_in, addresses[name]) <= queries_of(client, addresses[name]) + 2


def test_the_desk_of_news_does_not_grow_with_its_rows(browser, cast):
    editor = browser(cast.editor)
    a_post(cast.near, on(1))
    address = "/en/desk/near/news/"
    at_one = queries_of(editor, address)
    a_post(cast.near, None, "Second")
    a_post(cast.near, on(2), "Third")
    assert queries_of(editor, address) == at_one <= 12


def test_no_public_page_sets_a_cookie_or_names_a_session(client, near):
    with_places(near)
    for name, address in furnish(near, 2).items():
        response = client.get(address)
        assert not response.cookies, name
        assert "Set-Cookie" not in response.headers, name


def test_a_first_visit_fits_the_budget(client, near):
    with_places(near, 600)
    for name, address in furnish(near, 25).items():
        page = client.get(address)
        weight = len(gzip.compress(page.content, 6)) + len(gzip.compress(CSS.read_bytes(), 6))
        assert weight <= BUDGET, name


def test_public_pages_may_be_kept_for_a_minute(client, near):
    response = client.get("/en/near/")
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize(
    "address", ["/en/near/", "/en/", "/en/near/feed.atom", "/en/needs/", "/en/near/roundtables/1/"]
)
def test_a_reader_who_has_the_page_gets_304_without_its_queries(client, near, address):
    a_report(near, 1)
    etag = client.get(address)["ETag"]
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers={"if-none-match": f'W/{etag}, "other"'})
    assert response.status_code == 304
    assert response["ETag"] == etag
    assert len(captured) <= 2


@pytest.mark.parametrize(
    "address", ["/en/near/", "/en/", "/en/far/", "/en/near/feed.atom", "/en/feed.atom", "/en/needs/"]
)
def test_a_public_change_anywhere_in_the_programme_makes_the_page_new(client, near, far, address):
    before = client.get(address)["ETag"]
    touch_region(near)
    assert client.get(address)["ETag"] != before


def test_the_mark_differs_by_language_address_and_day(client, near):
    marks = {client.get(address)["ETag"] for address in ("/en/near/", "/fr/near/", "/en/near/?x=1")}
    with time_machine.travel("2022-05-11T09:00:00+00:00", tick=False):
        marks.add(client.get("/en/near/")["ETag"])
    assert len(marks) == 4


def test_a_changed_introduction_makes_the_page_new_without_being_told(client, near):
    before = client.get("/en/near/")["ETag"]
    near.introduction = {"en": "Welcome to us."}
    near.save()
    assert client.get("/en/near/")["ETag"] != before


def test_somebody_signed_in_sees_the_desk_and_keeps_nothing_for_others(client, browser, near, db):
    user = User.objects.create_user("ann@example.org")
    assert "Sign in" in words(client.get("/en/near/"))
    response = browser(user).get("/en/near/")
    assert "News Desk" in words(response)
    assert response["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response.headers


def test_pages_have_an_address_of_record_and_words_for_previews(client, near):
    body = client.get("/fr/near/?page=2").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/fr/near/">' in body
    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/near/?page=2">' in body
    assert '<meta property="og:title" content="Près">' in body
    assert 'type="application/atom+xml" href="/fr/near/feed.atom"' in body


def test_reading_is_all_that_public_pages_allow(client, near):
    for address in ("/en/", "/en/near/", "/en/near/calendar.ics", "/en/needs/", "/robots.txt"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
