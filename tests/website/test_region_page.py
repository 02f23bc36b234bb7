"""The page of a region tells from records who works together, what is needed and what came of it."""

from __future__ import annotations

from datetime import date

from maillage.cooperation.enums import ItemKind, Progress, State
from maillage.cooperation.models import AgendaItem, Attendance, FollowUp
from maillage.initiatives.models import Initiative, Pilot
from maillage.people.enums import Category, Part
from maillage.people.models import Seat
from tests import factories as make
from tests.website.publishing import a_post, a_report, on, with_places, words


def test_an_empty_region_says_what_comes_next(client, near):
    page = words(client.get("/en/near/"))
    for sentence in (
        "department in Middle, France",
        "No map is drawn yet",
        "The next roundtable is not called yet",
        "No need has been published yet.",
        "Nobody is listed yet.",
        "No report has been published yet.",
        "Hear from Near",
    ):
        assert sentence in page


def test_the_next_roundtable_stands_in_the_band_with_its_agenda(client, near):
    roundtable = make.a_roundtable(near, 1, date=date(2022, 5, 31))
    AgendaItem.objects.create(roundtable=roundtable, position=1, kind=ItemKind.WELCOME)
    AgendaItem.objects.create(roundtable=roundtable, position=2, title={"en": "What was promised"})
    AgendaItem.objects.create(roundtable=roundtable, position=3, kind=ItemKind.NEW_MEMBERS)
    page = words(client.get("/en/near/"))
    assert "Tuesday 31 May 2022, 14:00 · Online" in page
    assert "On the agenda: What was promised · introduction for new members." in page
    assert "Organisations that are new to the platform get a short introduction." in page


def test_a_draft_roundtable_is_nowhere(client, near):
    make.a_roundtable(near, 1, date=date(2022, 5, 31), state=State.DRAFT, subject={"en": "Secret plan"})
    page = words(client.get("/en/near/"))
    assert "31 May" not in page
    assert "Secret plan" not in page
    assert "1 · to come" in page


def test_the_series_names_what_is_published_held_cancelled_and_to_come(client, near):
    a_report(near, 1, date=date(2021, 7, 1))
    make.a_roundtable(near, 3, state=State.HELD, date=date(2022, 1, 25))
    make.a_roundtable(near, 4, state=State.CANCELLED, date=date(2022, 3, 1))
    make.a_roundtable(near, 5, date=date(2022, 5, 31))
    page = words(client.get("/en/near/"))
    assert (
        "1 · 1 July 2021 2 · no report published 3 · 25 January 2022, no report published "
        "4 · 1 March 2022, cancelled 5 · 31 May 2022, to come" in page
    )


def test_once_the_last_planned_roundtable_was_held_the_series_is_complete(client, near):
    a_report(near, 4)
    assert "The planned series is complete" in words(client.get("/en/near/"))


def test_after_the_programme_what_is_not_recorded_is_not_to_come(client, near):
    near.programme.ends_on = date(2022, 5, 9)
    near.programme.save()
    a_report(near, 2, date=date(2022, 1, 25))
    page = words(client.get("/en/near/"))
    assert "The programme has ended" in page
    assert "1 · no report published 2 · 25 January 2022 3 · not on record 4 · not on record" in page


def test_a_platform_that_meets_after_its_programme_goes_on(client, near):
    near.programme.ends_on = date(2022, 5, 9)
    near.programme.save()
    a_report(near, 2, date=date(2022, 6, 1))

    page = words(client.get("/en/near/"))

    assert "1 · no report published 2 · 1 June 2022 3 · to come 4 · to come" in page


def test_needs_stand_with_their_state_in_words(client, near):
    roundtable = a_report(near, 1)
    member = make.an_organisation(near, name="Town hall")
    make.a_need(roundtable, "Rides.")
    late = make.a_need(roundtable, "Plain words.")
    make.a_commitment(roundtable, late, organisation=member, due_on=date(2022, 4, 30), is_example=True)
    due = make.a_need(roundtable, "A room.")
    make.a_commitment(roundtable, due, organisation=member, due_on=date(2022, 6, 1))
    page = words(client.get("/en/near/"))
    assert "Rides. Nobody has answered yet." in page
    assert "Plain words. Promised by Town hall for 30 April 2022, not done yet. example" in page
    assert "A room. Promised by Town hall, due 1 June 2022." in page
    assert "3 needs and proposals were raised 1 waits for an answer" in page


def test_a_kept_promise_and_a_practice_answer_a_need(client, near):
    roundtable = a_report(near, 1)
    kept = make.a_need(roundtable, "Rides.")
    promise = make.a_commitment(roundtable, kept, organisation=make.an_organisation(near))
    FollowUp.objects.create(commitment=promise, progress=Progress.DONE, told_at=on(2, 4))
    answered = make.a_need(roundtable, "Lessons.")
    answered.answered_by.add(Initiative.objects.create(region=near, name={"en": "Driving school"}))
    page = words(client.get("/en/near/"))
    assert "Rides. Promised and done." in page
    assert "Lessons. Answered by one practice. What came of it is still to be told." in page


def test_needs_and_promises_of_an_unpublished_roundtable_do_not_leak(client, near):
    roundtable = make.a_roundtable(near, 1, state=State.HELD)
    need = make.a_need(roundtable, "Not yet checked.")
    promise = make.a_commitment(roundtable, need)
    assert "Not yet checked" not in words(client.get("/en/near/"))
    assert client.get(f"/en/near/needs/{need.public_id}/").status_code == 404
    assert client.get(f"/en/near/commitments/{promise.public_id}/").status_code == 404
    assert "Not yet checked" not in words(client.get("/en/needs/"))


def test_a_promise_noted_since_does_not_leak_its_words_before_its_report_is_out(client, near):
    need = make.a_need(a_report(near, 1), "Rides.")
    later = make.a_roundtable(near, 2, state=State.HELD)
    make.a_commitment(later, need, text={"en": "Unchecked words"}, organisation=make.an_organisation(near, name="Shy"))
    page = words(client.get("/en/near/"))
    assert "Unchecked words" not in page
    assert "Promised by Shy" not in page


def test_who_takes_part_stands_in_three_blocks_with_the_convenor_apart(client, near):
    make.an_organisation(near, Part.CONVENOR, name="The Host")
    make.an_organisation(near, Part.CO_CONVENOR, name="The Helper")
    make.an_organisation(near, name="Town hall", category=Category.LOCAL_AUTHORITIES)
    make.an_organisation(near, name="School", category=Category.MAINSTREAM_SERVICES)
    gone = make.an_organisation(near, name="Gone")
    Seat.objects.filter(organisation=gone).update(left_on=date(2022, 1, 1))
    page = words(client.get("/en/near/"))
    assert "Associations and citizens The Helper, partner of the convenor NGOs" in page
    assert "Authorities, State and employment Town hall local authorities" in page
    assert "Service providers and others School mainstream service providers" in page
    assert "Convenor: The Host, with The Helper" in page
    assert "Gone" not in page


def test_reports_stand_newest_first_with_their_head_count(client, near):
    a_report(near, 1, date=date(2021, 7, 1))
    second = a_report(near, 2, date=date(2022, 1, 25), subject={"en": "Rides"})
    Attendance.objects.create(roundtable=second, unit="stakeholders", exact=22)
    page = words(client.get("/en/near/"))
    assert (
        "Second roundtable Rides 25 January 2022 22 stakeholders "
        "First roundtable 1 July 2021 head-count not recorded" in page
    )


def test_practices_pilots_and_news_are_told(client, near):
    Initiative.objects.create(region=near, name={"en": "Carpool"})
    Pilot.objects.create(region=near, name={}, description={"en": "Content unknown."})
    a_post(near, on(2), "We moved")
    a_post(near, None, "Not out")
    page = words(client.get("/en/near/"))
    assert "What exists already Carpool" in page
    assert "A pilot whose name is not known" in page
    assert "2 March 2022 We moved" in page
    assert "Not out" not in page


def test_the_map_counts_names_and_joins_the_members(client, near):
    places = with_places(near)
    for place in places[:2]:
        make.an_organisation(near, name=f"Of {place.name}", based_in=place)
    body = client.get("/en/near/").content.decode()
    page = words(client.get("/en/near/"))
    assert "one town of 10,000 inhabitants or more 8 villages a member sits here" in page
    assert "The size class of these places is not known, so they are drawn by inhabitants." in page
    assert "Members sit in: Middletown, Village 1." in body
    assert body.count('<circle class="m-k"') == 3  # two on the map, one in the legend
    assert '<path class="m-l"' in body


def test_a_map_by_class_says_so(client, near):
    with_places(near, degurba=3)
    page = words(client.get("/en/near/"))
    assert "9 rural places" in page
    assert "not known, so they are drawn" not in page


def test_other_regions_are_the_active_siblings(client, near, far):
    make.a_region(near.programme, slug="past", name={"en": "Past"}, is_active=False)
    make.a_region(slug="foreign", name={"en": "Foreign"})
    page = words(client.get("/en/near/"))
    assert "One other region Far" in page
    assert "Past" not in page
    assert "Foreign" not in page


def test_a_name_without_a_translation_is_marked_with_its_language(client, near):
    near.name = {"en": "Near"}
    near.save()
    assert '<span lang="en" dir="ltr">Near</span>' in client.get("/fr/near/").content.decode()


def test_the_languages_of_the_region_come_first_in_the_menu(client, near):
    near.languages = ["pl", "fr"]
    near.save()
    body = client.get("/en/near/").content.decode()
    in_menu = [body.index(f'lang="{code}" hreflang="{code}"') for code in ("pl", "fr", "es")]
    assert in_menu == sorted(in_menu)


def test_the_table_says_what_the_map_draws(client, near):
    places = with_places(near)
    make.an_organisation(near, name="Office", based_in=places[0])
    page = words(client.get("/en/near/places/"))
    assert "9 places. A figure that is missing is not known." in page
    assert "Middletown 15000 not known Office" in page


def test_an_empty_table_says_who_fills_it(client, near):
    assert "The places of this region are not known yet." in words(client.get("/en/near/places/"))


def test_the_members_page_lists_organisations_and_no_persons(client, near):
    office = make.an_organisation(
        near, name="Office", website="https://office.example.org", description={"en": "Gives advice."}
    )
    make.a_contact(near, office, name="Private Person", email="private@example.org")
    page = words(client.get("/en/near/members/"))
    assert "Office NGOs and civil society organisations · member Gives advice. Website of Office" in page
    assert "Private Person" not in page
    assert "private@example.org" not in page


def test_a_region_that_does_not_exist_is_said_to_be_missing(client, near):
    assert client.get("/en/nowhere/").status_code == 404
    assert client.get("/en/nowhere/calendar.ics").status_code == 404
