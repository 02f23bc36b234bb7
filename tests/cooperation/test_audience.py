"""An audience is chosen by chips, several at once, and the screen says in words who is missing in it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from maillage.cooperation.actions.invite import invite, write_personal_line
from maillage.cooperation.enums import State
from maillage.cooperation.models import Attendance, Invitation, PersonalLine, Presence, Roundtable
from maillage.core.folding import fold
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.people.enums import Category
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Place
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db
WHO = "/en/desk/near/roundtables/4/who/"


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 4, date=LATER)


@pytest.fixture
def desk(client: Client, cast: Cast, table: Roundtable) -> Client:
    client.force_login(cast.convenor)
    return client


def page_of(client: Client, query: str = "", data: dict[str, object] | None = None, **headers: str) -> str:
    url = f"{WHO}?{query}" if query else WHO
    answer = client.get(url, headers=headers) if data is None else client.post(url, data, follow=True, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def shown(client: Client, query: str) -> list[str]:
    return re.findall(r'name="guest".*?<span>(.*?)</span>', page_of(client, query))


def a_place(name: str, degurba: int) -> Place:
    return Place.objects.create(code=name, country="FR", name=name, folded_name=fold(name), degurba=degurba)


def sat_at(roundtable: Roundtable, *contacts: Contact) -> None:
    for contact in contacts:
        Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=timezone.now())


def homes(cast: Cast) -> tuple[Organisation, Organisation]:
    village = make.an_organisation(cast.near, category=Category.LOCAL_AUTHORITIES, based_in=a_place("Génelard", 3))
    town = make.an_organisation(cast.near, category=Category.NGO, based_in=a_place("Mâcon", 2))
    return village, town


def test_chips_of_one_group_add_and_chips_of_several_groups_narrow(cast: Cast, desk: Client) -> None:
    village, town = homes(cast)
    make.a_contact(cast.near, village, name="Ada", preferred_language="fr")
    make.a_contact(cast.near, town, name="Bo", preferred_language="en")
    make.a_contact(cast.near, name="Cy", category=Category.NEWCOMERS, preferred_language="fr")
    assert set(shown(desk, "category=local_authorities&category=newcomers")) == {"Ada", "Cy"}
    assert shown(desk, "category=local_authorities&category=newcomers&area=a3") == ["Ada"]
    assert shown(desk, "area=a2&area=a3&language=in-en") == ["Bo"]
    assert shown(desk, "area=unknown") == ["Cy"]
    assert shown(desk, "language=in-pl&category=state_service") == []


def test_a_place_is_found_by_name_whether_somebody_sits_there_or_serves_it(cast: Cast, desk: Client) -> None:
    village, town = homes(cast)
    make.a_contact(cast.near, village, name="Ada")
    make.a_contact(cast.near, town, name="Bo")
    make.a_contact(cast.near, cast.host, name="Cy")
    cast.host.places_served.add(Place.objects.get(name="Génelard"))
    assert set(shown(desk, "place=genelard")) == {"Ada", "Cy"}
    assert shown(desk, "area=a3&area=a2&place=Mâcon") == ["Bo"]
    assert shown(desk, "place=Nowhere") == []


def test_attendance_tells_the_last_the_stopped_the_never_seen_and_the_new(cast: Cast, desk: Client) -> None:
    first, second, third = (make.a_roundtable(cast.near, number, state=State.HELD) for number in (1, 2, 3))
    people = {name: make.a_contact(cast.near, name=name) for name in ("Ada", "Bo", "Cy", "Di", "Ed")}
    sat_at(first, people["Ada"], people["Bo"], people["Cy"])
    sat_at(second, people["Bo"], people["Cy"])
    sat_at(third, people["Cy"])
    make.an_invitation(second, people["Di"])
    assert shown(desk, "seen=last") == ["Cy"]
    assert shown(desk, "seen=stopped") == ["Ada", "Bo"]
    assert shown(desk, "seen=since-1") == ["Ada"]
    assert shown(desk, "seen=never") == ["Di", "Ed"]
    assert shown(desk, "seen=new&seen=since-2") == ["Bo", "Ed"]


def test_an_address_that_asks_for_nobody_chooses_nobody(cast: Cast, desk: Client, table: Roundtable) -> None:
    make.an_invitation(table, make.a_contact(cast.near, cast.host, name="Ada"))
    make.a_contact(cast.near, name="Bo")
    page = page_of(desk, f"organisation={cast.host.pk}")
    assert "0 guests chosen" in page
    assert "Nobody fits who is not invited yet." in page


def test_those_the_chips_choose_are_invited_by_one_press_with_reminders_and_a_line(cast: Cast, desk: Client) -> None:
    village, town = homes(cast)
    ada, bo = (make.a_contact(cast.near, village) for _time in range(2))
    make.a_contact(cast.near, town)
    query = "category=local_authorities"
    assert "2 guests chosen" in page_of(desk, query)
    page = page_of(desk, query, {"guest": [ada.pk, bo.pk], "line_fr": "Nous comptons\r\nsur vous.", "line_en": ""})
    assert "Sent to 2 guests." in page
    assert set(Invitation.objects.values_list("contact", flat=True)) == {ada.pk, bo.pk}
    with override("fr"):
        message = compose(OutboxMail.objects.filter(composer="cooperation.invitation")[0], masked=True)
    assert "Nous comptons sur vous." in message.text
    assert PersonalLine.objects.get().text == {"fr": "Nous comptons sur vous."}


def test_a_line_stands_in_the_mails_of_its_language_alone_and_is_shown_before_it_is_sent(
    cast: Cast, desk: Client
) -> None:
    guests = [make.a_contact(cast.near, preferred_language=code).pk for code in ("fr", "en")]
    sent = {"guest": guests, "line_en": "<b>Do</b> come.", "step": "look"}
    page = page_of(desk, data=sent)
    assert page.count("&lt;b&gt;Do&lt;/b&gt; come.") == 2
    assert "<b>Do</b>" not in page
    assert (Invitation.objects.count(), PersonalLine.objects.count()) == (0, 0)
    part = page_of(desk, "", sent, **{"HX-Target": "audience"})
    assert "&lt;b&gt;Do&lt;/b&gt; come." in part
    assert "<html" not in part
    assert "2 guests chosen" in part


def test_choosing_chips_sends_the_audience_alone_and_the_address_that_shows_it_again(cast: Cast, desk: Client) -> None:
    make.a_contact(cast.near)
    answer = desk.get(f"{WHO}?language=in-fr", headers={"HX-Target": "audience"})
    assert "1 guest chosen" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert answer["HX-Replace-Url"] == f"{WHO}?language=in-fr"


def test_who_is_missing_is_said_once_and_in_words(cast: Cast, desk: Client) -> None:
    _village, town = homes(cast)
    held = make.a_roundtable(cast.near, 3, state=State.HELD)
    Attendance.objects.create(
        roundtable=held, categories={"public_employment": 2, "labour_union": None, "ngo": 3, "cooperative": 0}
    )
    make.a_contact(cast.near, town)
    page = page_of(desk)
    assert page.count("public employment") == 1
    assert "Labour unions sat at the third roundtable; none of them is invited yet." in page
    assert "Cooperatives sat" not in page
    assert "Nobody is invited yet from a rural municipality." in page


def test_an_organisation_that_stopped_coming_is_named_whether_it_is_invited_or_not(cast: Cast, desk: Client) -> None:
    first, second = (make.a_roundtable(cast.near, number, state=State.HELD) for number in (1, 2))
    gone = make.a_contact(cast.near, make.an_organisation(cast.near, name="Le Relais"))
    forgotten = make.a_contact(cast.near, make.an_organisation(cast.near, name="Le Phare"), email="")
    faithful = make.a_contact(cast.near, cast.host)
    sat_at(first, gone, forgotten, faithful)
    sat_at(second, faithful)
    page = page_of(desk)
    assert "Le Relais has not come since the first roundtable. A call may help." in page
    assert "Le Phare has not come since the first roundtable, and nobody there is invited yet." in page
    assert "The Host has not come" not in page


def test_more_than_three_hundred_are_chosen_together_or_not_at_all(cast: Cast, desk: Client) -> None:
    Contact.objects.bulk_create(
        Contact(region=cast.near, name=f"P{n}", email=f"p{n}@example.org", preferred_language="fr") for n in range(301)
    )
    page = page_of(desk)
    assert "301 guests chosen" in page
    assert 'name="guest"' not in page
    make.a_contact(cast.near)
    page = page_of(desk, data={"everybody": "301"})
    assert "302 people fit by now, and 301 were shown. Look again, then send." in page
    assert Invitation.objects.count() == 0
    assert "Sent to 302 guests." in page_of(desk, data={"everybody": "302"})


def test_more_than_five_hundred_are_not_written_to_at_once(cast: Cast, desk: Client) -> None:
    Contact.objects.bulk_create(Contact(region=cast.near, name=f"P{n}", email=f"p{n}@example.org") for n in range(501))
    assert "501 people would be invited. At most 500 are at once" in page_of(desk, data={"everybody": "501"})
    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_what_somebody_typed_is_text_in_the_outbox_and_no_page(
    cast: Cast, desk: Client, table: Roundtable, is_demonstration: bool
) -> None:
    invite(roundtable=table, contacts=[make.a_contact(cast.near, is_demonstration=is_demonstration)], by=SYSTEM)
    write_personal_line(roundtable=table, text=Wording(fr="<i>Venez</i> & dites-le."), by=SYSTEM)
    page = desk.get(f"/en/desk/near/outbox/{OutboxMail.objects.get().pk}/").content.decode()
    assert "&lt;i&gt;Venez&lt;/i&gt; &amp; dites-le." in page
    assert "<i>Venez</i>" not in page
