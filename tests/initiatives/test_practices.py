"""The desk of practices: who writes what, what is refused, and what becomes of a press."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.tags import tag_note
from maillage.cooperation.enums import NoteTag
from maillage.cooperation.models import Note
from maillage.desk.sentences import SENTENCES
from maillage.initiatives.actions.merging import keep_apart, merge_practices, unmerge_practice
from maillage.initiatives.actions.practices import confirm_practice
from maillage.initiatives.enums import StillTrue
from maillage.initiatives.models import Confirmation, Initiative, ProposedPractice, Terms
from maillage.initiatives.queries.means import activities_by_theme
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.kit.models import AuditEntry
from maillage.territory.models import Region, Theme
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.carding import BY, a_place, a_practice, as_, sent_back

DESK = "/en/desk/near/practices/"
LEAST = {"name_fr": "Café des langues", "standing": "unknown", "serves": "unknown"}


def public_version(region: Region) -> int:
    return Region.objects.get(pk=region.pk).public_version


def test_all_that_is_known_of_a_practice_is_kept_and_shown_again(cast: Cast) -> None:
    mill = a_place(cast.near, "Moulins", "71001")
    contact = make.a_contact(cast.near, cast.host, name="Zoé Durand")
    theme = Theme.objects.exclude(group=None)[0]
    before = public_version(cast.near)
    written = {
        **LEAST,
        "name_en": "Language café",
        "description_en": "People talk.",
        "themes": [theme.pk],
        "organisation": cast.host.pk,
        "partners": [cast.member_organisation.pk],
        "serves": "itinerant",
        "place": "moulins",
        "places_served": "Moulins\n",
        "where_en": "In the hall",
        "setting": "rural",
        "standing": "present",
        "started_on": "2021-05-01",
        "open_to": ["everybody"],
        "languages": ["fr", "ar"],
        "capacity_a_week": "0",
        "funder_en": "The department",
        "reached_by": "+33 3 00 00 00 00",
        "contact": contact.pk,
        "sources": "https://example.org/report\n\nMinutes of 2021",
    }
    answer = as_(cast.editor).post(f"{DESK}new/", written)
    practice = Initiative.objects.get(region=cast.near)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"{practice.public_id}/")
    assert dict(practice.name) == {"fr": "Café des langues", "en": "Language café"}
    assert (practice.place, list(practice.places_served.all())) == (mill, [mill])
    assert list(practice.themes.all()) == [theme]
    assert list(practice.partners.all()) == [cast.member_organisation]
    assert practice.sources == ["https://example.org/report", "Minutes of 2021"]
    terms = practice.terms
    assert (terms.setting, terms.open_to, terms.languages) == ("rural", ["everybody"], ["fr", "ar"])
    assert (terms.capacity_a_week, terms.contact) == (0, contact)
    assert public_version(cast.near) > before
    page = as_(cast.editor).get(f"{DESK}{practice.public_id}/").content.decode()
    for text in ("Moulins", "Minutes of 2021", "People talk.", "2021-05-01", 'value="0"', "Zoé Durand"):
        assert text in page


def test_an_edit_keeps_texts_in_languages_that_the_form_does_not_show(cast: Cast) -> None:
    practice = a_practice(cast.near, description={"pl": "Kawiarnia"})
    as_(cast.editor).post(f"{DESK}{practice.public_id}/", {**LEAST, "name_en": "Café"})
    practice.refresh_from_db()
    assert dict(practice.description) == {"pl": "Kawiarnia"}
    assert not Terms.objects.filter(initiative=practice).exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name_fr": ""}, "Write the name, in at least one language."),
        ({"place": "Moulin"}, "The nearest name is “Moulins”."),
        ({"places_served": "Moulins\nAtlantis"}, "There is no place “Atlantis” in the region."),
        ({"started_on": "2021-05-02", "ended_on": "2021-05-01"}, "It cannot end before it begins."),
        ({"standing": "present", "ended_on": "2021-05-01"}, "yet its last day has passed"),
        ({"capacity_a_week": "-3"}, "Write a number from 0 on."),
        ({"capacity_a_week": "99999999"}, "more than lives in most regions"),
        ({"started_on": "soon"}, "This is not a day."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(cast: Cast, wrong: dict[str, str], says: str) -> None:
    a_place(cast.near, "Moulins", "71001")
    answer = as_(cast.editor).post(f"{DESK}new/", {**LEAST, **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Initiative.objects.exists()


def test_a_name_that_two_places_have_is_asked_back_and_its_code_settles_it(cast: Cast) -> None:
    a_place(cast.near, "Saint-Prix", "71001")
    other = a_place(cast.near, "Saint-Prix", "71002")
    client = as_(cast.editor)
    page = client.post(f"{DESK}new/", {**LEAST, "place": "saint prix"}).content.decode()
    assert "Several places are called “saint prix”. Write one of them with its code: Saint-Prix (71001)" in page
    client.post(f"{DESK}new/", {**LEAST, "place": "Saint-Prix (71002)"})
    assert Initiative.objects.get().place == other


def test_the_form_sent_twice_makes_one_practice(cast: Cast) -> None:
    client = as_(cast.editor)
    for _time in range(2):
        assert client.post(f"{DESK}new/", LEAST).status_code == 302
    assert Initiative.objects.count() == 1


def test_a_member_writes_the_practices_of_their_own_organisation_alone(cast: Cast) -> None:
    mine = a_practice(cast.near, "Ours", organisation=cast.member_organisation)
    contact = make.a_contact(cast.near, cast.member_organisation, name="Zoé Durand")
    Terms.objects.create(initiative=mine, contact=contact)
    theirs = a_practice(cast.near, "Theirs", organisation=cast.host)
    client = as_(cast.member)
    page = client.get(DESK).content.decode()
    assert "Ours" in page
    assert "Theirs" not in page
    assert client.get(f"{DESK}{theirs.public_id}/").status_code == 404
    assert client.post(f"{DESK}{theirs.public_id}/confirm/", {"answer": "ended"}).status_code == 404
    assert "Zoé" not in client.get(f"{DESK}{mine.public_id}/").content.decode()
    client.post(f"{DESK}{mine.public_id}/", {**LEAST, "organisation": cast.host.pk})
    mine.refresh_from_db()
    assert (mine.organisation, mine.name["fr"]) == (cast.member_organisation, "Café des langues")
    assert mine.terms.contact == contact
    client.post(f"{DESK}new/", {**LEAST, "name_fr": "Nouveau"})
    assert Initiative.objects.get(name__fr="Nouveau").organisation == cast.member_organisation


def test_a_press_confirms_once_a_day_and_an_end_is_kept_not_deleted(cast: Cast) -> None:
    practice = a_practice(cast.near)
    client = as_(cast.editor)
    for answer in ("yes", "yes", "ended"):
        client.post(f"{DESK}{practice.public_id}/confirm/", {"answer": answer})
    practice.refresh_from_db()
    assert [one.answer for one in practice.confirmations.all()] == [StillTrue.YES, StillTrue.ENDED]
    assert practice.standing == "past"
    assert client.post(f"{DESK}{practice.public_id}/confirm/", {"answer": "gone"}).status_code == 302
    assert practice.confirmations.count() == 2


def test_a_practice_of_which_nothing_is_known_runs_once_it_is_confirmed(cast: Cast) -> None:
    practice = a_practice(cast.near)
    as_(cast.editor).post(f"{DESK}{practice.public_id}/confirm/", {"answer": "yes"})
    practice.refresh_from_db()
    assert practice.standing == "present"


def test_the_list_shows_age_and_whom_to_ask_and_finds_without_accents(cast: Cast) -> None:
    today = timezone.localdate()
    old = a_practice(cast.near, "Épicerie solidaire", organisation=cast.host)
    Confirmation.objects.create(initiative=old, confirmed_on=today - timedelta(days=400), answer="yes")
    fresh = a_practice(cast.near, "Jardin", organisation=cast.host)
    Confirmation.objects.create(initiative=fresh, confirmed_on=today, answer="yes")
    make.a_contact(cast.near, cast.host, name="Zoé Durand", function="Director")
    a_practice(cast.far, "Épicerie d’ailleurs")
    page = as_(cast.editor).get(DESK, {"q": "epicerie"}).content.decode()
    assert "Épicerie solidaire" in page
    assert "is-late" in page
    assert "Zoé Durand" in page
    assert "Director" in page
    assert "Jardin" not in page
    assert "ailleurs" not in page


def a_proposal(cast: Cast, **fields: Any) -> ProposedPractice:
    told = {"name": {"fr": "Vélo-école"}, "told_on": timezone.localdate(), **fields}
    return ProposedPractice.objects.create(region=cast.near, organisation=cast.member_organisation, **told)


def test_a_proposal_becomes_a_practice_once_however_often_it_is_pressed(cast: Cast) -> None:
    proposal = a_proposal(cast)
    client = as_(cast.editor)
    assert "Vélo-école" in client.get(DESK).content.decode()
    for _time in range(2):
        client.post(f"{DESK}proposed/{proposal.public_id}/", {"act": "take"})
    practice = Initiative.objects.get()
    assert (practice.organisation, str(practice.name)) == (cast.member_organisation, "Vélo-école")
    assert practice.confirmations.count() == 1
    assert client.post(f"{DESK}proposed/{proposal.public_id}/", {"act": "aside"}).status_code == 302
    assert ProposedPractice.objects.get().became == practice


def test_a_proposal_set_aside_is_read_no_more(cast: Cast) -> None:
    proposal = a_proposal(cast)
    client = as_(cast.editor)
    client.post(f"{DESK}proposed/{proposal.public_id}/", {"act": "aside"})
    assert "Vélo-école" not in client.get(DESK).content.decode()
    client.post(f"{DESK}proposed/{proposal.public_id}/", {"act": "take"})
    assert not Initiative.objects.exists()


def test_untagging_the_line_a_practice_came_from_leaves_one_that_was_confirmed(cast: Cast) -> None:
    table = make.a_roundtable(cast.near)
    for answer in ("", "yes"):
        note = write_note(roundtable=table, text=f"Practice {answer}", language="en", by=BY)
        tag_note(note=note, tag=NoteTag.PRACTICE, by=BY)
        if answer:
            confirm_practice(practice=note.mention.initiative, answer=answer, by=BY)
        tag_note(note=Note.objects.get(pk=note.pk), tag=NoteTag.SAID, by=BY)
    assert [str(one.name) for one in Initiative.objects.all()] == ["Practice yes"]


def test_every_deed_is_on_the_trail_as_a_sentence(cast: Cast) -> None:
    one, other = a_practice(cast.near, "One"), a_practice(cast.near, "Two")
    keep_apart(one=one, other=other, by=BY)
    merge_practices(kept=one, merged=other, by=BY)
    other.refresh_from_db()
    unmerge_practice(practice=other, by=BY)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == {"keep practices apart", "merge practices", "unmerge practice"}
    assert verbs <= set(SENTENCES)


def test_an_idea_from_outside_the_region_is_marked_and_left_out_of_what_counts(cast: Cast) -> None:
    theme = Theme.objects.filter(group=None)[0]
    idea, own = a_practice(cast.near, "Idea"), a_practice(cast.near, "Own")
    for practice in (idea, own):
        practice.themes.add(theme)
    url = f"{DESK}{idea.public_id}/"
    sent = {**LEAST, "themes": [theme.pk], "outside_region": "on"}
    as_(cast.editor).post(url, sent)
    assert list(of_the_region(Initiative.objects.all())) == [own]
    assert activities_by_theme(cast.near, None, timezone.localdate()) == {theme.pk: 1}
    assert "outside_region" in sent_back(as_(cast.editor).get(url).content.decode())
    assert as_(cast.editor).get(DESK).content.decode().count("an idea from outside this region") == 1
    as_(cast.editor).post(url, {**sent, "outside_region": ""})
    assert of_the_region(Initiative.objects.all()).count() == 2
