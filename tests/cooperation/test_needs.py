"""A need lasts: its state is read from what answers it, a return is merged with every report kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from maillage.cooperation.actions.follow_up import follow_up
from maillage.cooperation.actions.needs import Asked, merge_needs, raise_need
from maillage.cooperation.models import Commitment, Need, Raising, Roundtable
from maillage.cooperation.queries.needs import needs_of, unanswered_needs, with_state
from maillage.core.wording import Wording
from maillage.initiatives.models import Initiative
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Place, Theme
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import filled

pytestmark = pytest.mark.django_db
DESK = "/en/desk/near/needs/"
TODAY = date(2022, 4, 1)


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 3, state="held")


def state_of(need: Need) -> tuple[str, str]:
    found = with_state(Need.objects.all(), TODAY).get(pk=need.pk)
    return found.state, found.knot


def test_the_state_follows_what_is_promised_and_told(cast: Cast, table: Roundtable) -> None:
    need = make.a_need(table)
    assert state_of(need) == ("open", "open")
    promise = make.a_commitment(table, need, due_on=None)
    assert state_of(need) == ("open", "open")
    Commitment.objects.filter(pk=promise.pk).update(organisation=cast.host)
    assert state_of(need) == ("promised", "tied")
    Commitment.objects.filter(pk=promise.pk).update(due_on=date(2022, 3, 1))
    assert state_of(need) == ("late", "late")
    follow_up(commitment=promise, progress="done", by=SYSTEM)
    assert state_of(need) == ("answered", "kept")
    make.a_commitment(table, need, organisation=cast.host)
    assert state_of(need) == ("promised", "tied")
    Need.objects.filter(pk=need.pk).update(closed_on=TODAY, closed_because={"en": "Done."})
    assert state_of(need) == ("closed", "cut")


def test_a_dropped_promise_leaves_the_need_open(cast: Cast, table: Roundtable) -> None:
    need = make.a_need(table)
    promise = make.a_commitment(table, need, organisation=cast.host)
    follow_up(commitment=promise, progress="dropped", text=Wording(en="No money."), by=SYSTEM)
    assert state_of(need) == ("open", "open")
    assert list(unanswered_needs(cast.near)) == [need]


def test_an_initiative_answers_a_need(cast: Cast, table: Roundtable) -> None:
    need = make.a_need(table)
    need.answered_by.add(Initiative.objects.create(region=cast.near, name={"en": "A bus"}))
    assert state_of(need) == ("answered", "kept")


def test_a_need_raised_again_is_the_same_need(cast: Cast, table: Roundtable) -> None:
    first = raise_need(roundtable=table, asked=Asked(Wording(en="A bus.")), by=SYSTEM)
    later = make.a_roundtable(cast.near, 4)
    raise_need(roundtable=later, need=first.need, words=Wording(en="Still no bus."), by=SYSTEM)
    assert needs_of(cast.near).get().times_raised == 2
    with pytest.raises(ValidationError):
        raise_need(roundtable=make.a_roundtable(cast.far, 1), need=first.need, by=SYSTEM)
    with pytest.raises(ValidationError):
        raise_need(roundtable=table, asked=Asked(Wording()), by=SYSTEM)


def test_merging_keeps_every_report_promise_place_and_practice(cast: Cast, client: Client, table: Roundtable) -> None:
    kept, back = make.a_need(table, text="A bus."), make.a_need(make.a_roundtable(cast.near, 4), text="No bus.")
    place = Place.objects.create(country="FR", code="71270", name="Mâcon")
    practice = Initiative.objects.create(region=cast.near, name={"en": "A van"})
    back.places.add(place)
    back.answered_by.add(practice)
    Need.objects.filter(pk=back.pk).update(sources=["a", "b"])
    Need.objects.filter(pk=kept.pk).update(sources=["a"])
    promise = make.a_commitment(table, back)
    client.force_login(cast.editor)
    client.post(f"{DESK}{back.public_id}/merge/", {"same_as": kept.pk})
    assert list(Need.objects.all()) == [kept]
    promise.refresh_from_db()
    kept.refresh_from_db()
    assert promise.need == kept
    assert (list(kept.places.all()), list(kept.answered_by.all()), kept.sources) == ([place], [practice], ["a", "b"])
    assert [raising.roundtable.number for raising in kept.raisings.order_by("roundtable")] == [3, 4]
    assert dict(kept.raisings.get(roundtable__number=4).words) == {"en": "No bus.", "fr": "No bus."}


def test_a_need_is_not_merged_with_itself_or_with_another_regions(
    cast: Cast, client: Client, table: Roundtable
) -> None:
    need, far = make.a_need(table), make.a_need(make.a_roundtable(cast.far, 1))
    for other in (need, far):
        with pytest.raises(ValidationError):
            merge_needs(kept=other, came_back=need, by=SYSTEM)
    client.force_login(cast.editor)
    client.post(f"{DESK}{need.public_id}/merge/", {"same_as": far.pk})
    assert Need.objects.count() == 2


def test_a_need_is_written_anew_and_other_languages_are_kept(cast: Cast, client: Client, table: Roundtable) -> None:
    need = make.a_need(table)
    Need.objects.filter(pk=need.pk).update(text={"en": "A bus.", "el": "Λεωφορείο"})
    theme = Theme.objects.create(key="getting-about", label={"en": "Getting about"})
    place = Place.objects.create(country="FR", code="71270", name="Mâcon")
    cast.near.places.add(place)
    client.force_login(cast.editor)
    url = f"{DESK}{need.public_id}/"
    sent = filled(client, url) | {
        "text_en": "A bus.",
        "text_fr": "Un bus.",
        "theme": theme.pk,
        "kind": "service",
        "addressed_to": ["local_authorities", "ngo"],
        "places": "mâcon\nMâcon",
    }
    page = client.post(url, sent | {"places": "Nowhere"}).content.decode()
    assert "Not a place of this region: Nowhere." in page
    client.post(url, sent | {"places": "Mâcon\nMâcon"})
    need.refresh_from_db()
    assert dict(need.text) == {"en": "A bus.", "fr": "Un bus.", "el": "Λεωφορείο"}
    assert (need.theme, need.kind, need.addressed_to) == (theme, "service", ["local_authorities", "ngo"])
    assert list(need.places.all()) == [place]
    assert Raising.objects.count() == 1


def test_a_need_is_closed_with_a_reason_and_taken_up_again(cast: Cast, client: Client, table: Roundtable) -> None:
    need = make.a_need(table)
    before = cast.near.public_version
    client.force_login(cast.editor)
    url = f"{DESK}{need.public_id}/close/"
    assert "Write the reason: the others read it." in client.post(url, {"reason_fr": " "}).content.decode()
    client.post(url, {"reason_fr": "Le bus roule."})
    need.refresh_from_db()
    assert dict(need.closed_because) == {"fr": "Le bus roule."}
    client.post(url, {})
    need.refresh_from_db()
    cast.near.refresh_from_db()
    assert (need.closed_on, dict(need.closed_because)) == (None, {})
    assert cast.near.public_version == before + 2


def test_the_list_shows_a_state_alone_and_says_what_comes_next_when_empty(
    cast: Cast, client: Client, table: Roundtable
) -> None:
    client.force_login(cast.editor)
    assert "No need has been noted yet." in client.get(DESK).content.decode()
    make.a_need(table, text="Open one.")
    make.a_commitment(table, make.a_need(table, text="Late one."), organisation=cast.host)
    page = client.get(f"{DESK}?state=late").content.decode()
    assert "Late one." in page
    assert "Open one." not in page
    assert "Open one." in client.get(f"{DESK}?state=nonsense").content.decode()


def test_a_need_of_another_region_is_not_found(cast: Cast, client: Client) -> None:
    need = make.a_need(make.a_roundtable(cast.far, 1))
    client.force_login(cast.convenor)
    for end in ("", "merge/", "close/"):
        assert client.post(f"{DESK}{need.public_id}/{end}", {"reason_fr": "x"}).status_code == 404
