"""Needs can be found by theme, region and state; a page tells all that was said of one."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.cooperation.enums import Progress
from maillage.cooperation.models import FollowUp, Raising, Room
from maillage.initiatives.models import Initiative
from maillage.people.enums import Category
from maillage.territory.models import Theme
from tests import factories as make
from tests.website.publishing import a_report, on, publish, words


@pytest.fixture
def needs(near, far):
    """A need of each region: one about driving that waits, one about health that is promised."""
    group, _made = Theme.objects.get_or_create(key="mobility", defaults={"label": {"en": "Mobility"}})
    key, _made = Theme.objects.get_or_create(key="driving_theory", defaults={"label": {"en": "Theory"}, "group": group})
    health, _made = Theme.objects.get_or_create(key="health", defaults={"label": {"en": "Health"}})
    driving = make.a_need(a_report(near, 1), "Lessons.", theme=key)
    doctors = make.a_need(a_report(far, 1), "Doctors.", theme=health)
    make.a_commitment(doctors.raisings.get().roundtable, doctors, organisation=make.an_organisation(far), due_on=None)
    return driving, doctors


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"Lessons.", "Doctors."}),
        ("theme=mobility", {"Lessons."}),
        ("theme=health", {"Doctors."}),
        ("region=far", {"Doctors."}),
        ("state=open", {"Lessons."}),
        ("state=promised", {"Doctors."}),
        ("state=late", set()),
        ("theme=nonsense&region=nowhere&state=x", {"Lessons.", "Doctors."}),
    ],
)
def test_a_filter_is_an_address(client, needs, asked, found):
    page = words(client.get(f"/en/needs/?{asked}"))
    assert {text for text in ("Lessons.", "Doctors.") if text in page} == found


def test_nothing_found_offers_the_whole_list(client, needs):
    assert "No need fits this choice. Show all needs" in words(client.get("/en/needs/?state=closed"))


def test_a_region_lists_its_own_needs(client, needs):
    page = words(client.get("/en/near/needs/"))
    assert "Lessons." in page
    assert "Doctors." not in page


def test_an_empty_list_says_when_needs_appear(client, near):
    assert "No need has been published yet." in words(client.get("/en/needs/"))


def test_the_page_of_a_need_keeps_every_time_it_was_raised(client, needs, near):
    need = needs[0]
    again = make.a_roundtable(near, 2, date=date(2022, 3, 1))
    room = Room.objects.create(roundtable=again, number=1, title={"en": "Getting about"})
    Raising.objects.create(need=need, roundtable=again, room=room, words={"en": "Still no lessons."})
    url = f"/en/near/needs/{need.public_id}/"
    assert "Still no lessons." not in words(client.get(url))
    publish(again, on(9))
    page = words(client.get(url))
    assert "25 January 2022 First roundtable 1 March 2022 Second roundtable, Getting about Still no lessons." in page


def test_the_page_of_a_need_tells_promises_steps_practices_and_whom_it_asks(client, needs, near):
    need = needs[0]
    need.addressed_to = [Category.NGO, Category.LOCAL_AUTHORITIES]
    need.save()
    practice = Initiative.objects.create(region=near, name={"en": "Carpool"})
    need.answered_by.add(practice)
    promise = make.a_commitment(
        need.raisings.get().roundtable, need, organisation=make.an_organisation(near, name="Town")
    )
    FollowUp.objects.create(
        commitment=promise,
        progress=Progress.BLOCKED,
        text={"en": "No room."},
        told_at=on(9, 4),
        told_by="Secret Person",
    )
    page = words(client.get(f"/en/near/needs/{need.public_id}/"))
    assert "Asked of NGOs and civil society organisations, local authorities" in page
    assert "Promised by Town for 30 April 2022, not done yet. 9 April 2022: blocked. No room." in page
    assert "Practices that answer it Carpool" in page
    assert "Secret Person" not in page


def test_words_for_addressees_win_over_the_vocabulary(client, needs):
    need = needs[0]
    need.addressed_to, need.addressed_in_words = [Category.NGO], {"en": "all five kinds of actors"}
    need.save()
    assert "Asked of all five kinds of actors" in words(client.get(f"/en/near/needs/{need.public_id}/"))


def test_a_need_without_a_promise_asks_who_can(client, needs):
    page = words(client.get(f"/en/near/needs/{needs[0].public_id}/"))
    assert "Nobody has promised anything yet. Could your organisation answer this need?" in page


def test_a_need_is_reached_through_its_own_region_only(client, needs):
    assert client.get(f"/en/far/needs/{needs[0].public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (None, "Promised by Town, due 1 June 2022."),
        (Progress.ON_THE_WAY, "Promised by Town, due 1 June 2022."),
        (Progress.LATE, "Promised by Town for 1 June 2022, not done yet."),
        (Progress.DONE, "Promised by Town, and done."),
        (Progress.DROPPED, "Promised by Town, and dropped."),
    ],
)
def test_a_promise_says_how_it_goes(client, needs, near, progress, said):
    need = needs[0]
    promise = make.a_commitment(
        need.raisings.get().roundtable,
        need,
        organisation=make.an_organisation(near, name="Town"),
        due_on=date(2022, 6, 1),
    )
    if progress:
        FollowUp.objects.create(commitment=promise, progress=progress, text={"en": "So it is."}, told_at=on(9, 4))
    page = words(client.get(f"/en/near/commitments/{promise.public_id}/"))
    assert said in page
    assert "It answers a need: Lessons." in page
    assert ("So it is." if progress else "Nothing has been told yet.") in page


def test_a_dropped_promise_leaves_the_need_open_and_says_so(client, needs, near):
    need = needs[0]
    promise = make.a_commitment(need.raisings.get().roundtable, need)
    FollowUp.objects.create(commitment=promise, progress=Progress.DROPPED, text={"en": "No money."}, told_at=on(9, 4))
    page = words(client.get(f"/en/near/needs/{need.public_id}/"))
    assert "What was promised has been dropped. Who can?" in page


def test_a_closed_need_says_why(client, needs):
    need = needs[0]
    need.closed_on, need.closed_because = date(2022, 4, 1), {"en": "The law changed."}
    need.save()
    assert "Ended: The law changed." in words(client.get(f"/en/near/needs/{need.public_id}/"))


@pytest.mark.parametrize("kind", ["needs", "commitments", "practices", "pilots"])
@pytest.mark.parametrize("public_id", ["%00", "..", "none", "é", "a" * 300])
def test_an_id_that_nothing_has_is_not_found(client, near, kind, public_id):
    assert client.get(f"/en/near/{kind}/{public_id}/").status_code == 404
