"""One whole roundtable in the browser: called, answered, held, reported, published, and carried over to the next."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from urllib.parse import urljoin

import feedparser
import pytest
import vobject
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, both_ways
from tests.journeys.convenor import REGION, Convenor
from tests.running import Installation

GUESTS = 22
NEEDS = ("Un point d’accueil au marché", "Des bénévoles pour le trajet du samedi")
PROMISE = "Nous ouvrons un point d’accueil au marché"
OWN_WORDS = {"en": "A stall on the market is promised.", "fr": "Un stand au marché est promis."}
# What the convenor sends at most; a longer way has to be decided, not to grow.
MOST_SENT = 13
MOST_TAPS = 6

THE_DAY_COMES = """
from datetime import timedelta
from django.utils import timezone
from zoneinfo import ZoneInfo
from maillage.cooperation.models import Roundtable
roundtable = Roundtable.objects.get(region__slug={region!r}, number={number})
begins = timezone.now().astimezone(ZoneInfo(roundtable.time_zone)) - timedelta(minutes=2)
roundtable.date, roundtable.start_time = begins.date(), begins.time().replace(microsecond=0)
roundtable.save(update_fields=["date", "start_time"])
"""


@pytest.mark.parametrize("javascript", both_ways(False), ids=["without a script", "with a script"].__getitem__)
def test_a_roundtable_from_the_call_to_what_the_next_one_inherits(
    installation: Installation, visit: Callable[..., Page], javascript: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    convenor = Convenor(visit(javascript=javascript), installation, has_script=javascript)
    convenor.sign_in()
    number, promised = call(convenor)
    invite(convenor)
    for link, language, answer in links_of_three_guests(convenor):
        answers(visit(javascript=javascript, viewport=PHONE), link, language, answer)
    answers_have_arrived(convenor, number)
    seat_in_two_rooms(convenor)
    the_day_comes(installation, number)
    note_needs_and_promises(convenor)
    tick_who_is_here(convenor)
    draft_and_publish(convenor)
    is_told_to_the_public(installation, visit(javascript=javascript), number)
    is_carried_over(convenor, number + 1, promised + 1)
    assert convenor.faults == []
    with capsys.disabled():
        how = "with" if javascript else "without"
        sys.stdout.write(f"\n{len(convenor.sent)} forms and {len(convenor.taps)} taps sent {how} JavaScript.\n")
    assert len(convenor.sent) <= MOST_SENT
    assert len(convenor.taps) <= MOST_TAPS


def call(convenor: Convenor) -> tuple[int, int]:
    """Open the next roundtable, extend the series, call it; return its number and how many promises it opens with."""
    page = convenor.page
    convenor.go("Call the next roundtable")
    number = int(page.locator("input[name=number]").input_value())
    first = page.locator("ol.list > li").first
    expect(first).to_contain_text("What was promised")
    promised = int(re.search(r"(\d+) promises are open", first.inner_text())[1])  # type: ignore[index]  # no match fails the test as well
    assert promised == page.locator("aside section").first.locator("li").count()
    page.get_by_label("Extend the series").check()
    convenor.press("Call the roundtable and choose guests")
    assert page.url.endswith(f"/roundtables/{number}/who/")
    return number, promised


def invite(convenor: Convenor) -> None:
    """Leave 22 guests ticked, read the mail in both languages, send."""
    page = convenor.page
    boxes = page.locator("input[name=guest]:checked")
    for _spare in range(boxes.count() - GUESTS):
        boxes.last.uncheck()
    assert boxes.count() == GUESTS
    if convenor.has_script:
        expect(page.locator("#chosen")).to_contain_text(f"{GUESTS} guests chosen")
    mails = page.locator("details:has(.prose[lang])")
    assert {mail.locator(".prose").get_attribute("lang") for mail in mails.all()} == {"fr", "en"}
    for mail in mails.all():
        mail.locator("summary").click()
        expect(mail.locator(".prose")).to_be_visible()
        assert "/link/answer/" in mail.inner_text()
    convenor.press("Send the invitations")
    expect(page.locator("body")).to_contain_text(f"Sent to {GUESTS} guests.")


def links_of_three_guests(convenor: Convenor) -> list[tuple[str, str, str]]:
    """Read three personal links from the outbox: it shows those of the demonstration's made-up persons."""
    convenor.open("outbox/")
    mails = [link.get_attribute("href") for link in convenor.page.locator("main h3 a").all()[:GUESTS]]
    found: dict[str, list[str]] = {"fr": [], "en": []}
    for mail in mails:
        if len(found["fr"]) >= 2 and found["en"]:
            break
        convenor.page.goto(convenor.installation.url + str(mail))
        language = str(convenor.page.locator(".sheet").get_attribute("lang"))
        link = convenor.page.locator(".sheet a[href*='/link/answer/']").first.get_attribute("href")
        found[language].append(str(link).split("?", 1)[0])
    (first, second), english = found["fr"][:2], found["en"][0]
    return [(first, "fr", "coming"), (second, "fr", "substitute"), (english, "en", "maybe")]


def answers(guest: Page, link: str, language: str, answer: str) -> None:
    """Answer on a phone, without an account: one page, one press."""
    guest.goto(link)
    assert guest.locator("html").get_attribute("lang") == language
    assert guest.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if answer == "substitute":
        guest.locator("details:has([name=substitute_name]) summary").click()
        guest.locator("input[name=substitute_name]").fill("Demonstration substitute")
    guest.locator(f"main button[name=answer][value={answer}]").click()
    expect(guest.locator(".note[role=status]")).to_be_visible()
    assert "sessionid" not in {cookie["name"] for cookie in guest.context.cookies()}


def answers_have_arrived(convenor: Convenor, number: int) -> None:
    convenor.open(f"roundtables/{number}/who/")
    facts = dict(
        zip(
            convenor.page.locator("dl.facts dt").all_inner_texts(),
            convenor.page.locator("dl.facts dd").all_inner_texts(),
            strict=True,
        )
    )
    assert facts == {"Invited": "22", "Coming": "2", "Not sure": "1", "Not coming": "0", "No answer": "19"}


def the_day_comes(installation: Installation, number: int) -> None:
    """Let the start of the roundtable pass: its report cannot be frozen before, and no test waits for weeks."""
    said = installation.shell(THE_DAY_COMES.format(region=REGION, number=number))
    assert said.returncode == 0, said.stderr


def seat_in_two_rooms(convenor: Convenor) -> None:
    """Set two rooms, and spread whoever comes over them."""
    page = convenor.page
    convenor.go("Rooms")
    for index, (title, theme) in enumerate([("L’accueil", 1), ("Les trajets", 2)]):
        page.locator(f"[name=form-{index}-title_fr]").fill(title)
        page.locator(f"[name=form-{index}-theme]").select_option(index=theme)
        page.locator(f"[name=form-{index}-facilitator]").select_option(index=1 + index)
    convenor.press("Make the rooms and seat everybody")
    assert "without a seat" not in convenor.told()


def note_needs_and_promises(convenor: Convenor) -> None:
    """Write what is said in each room; one tap makes a need or a promise of it."""
    page = convenor.page
    convenor.go("Live")
    convenor.press("Begin")
    expect(page.locator("main").get_by_role("button", name="Begin")).to_have_count(0)
    rooms = page.locator("section.sheet[id^=room-]")
    for room, need in zip((0, 1), NEEDS, strict=True):
        write(convenor, rooms.nth(room), need)
        tag(convenor, rooms.nth(room), need, "Need")
    write(convenor, rooms.nth(0), PROMISE)
    tag(convenor, rooms.nth(0), PROMISE, "Commitment")
    line = rooms.nth(0).locator("li").filter(has_text=PROMISE)
    line.locator("a[href*='/details/']").click()
    page.wait_for_load_state()
    details = page.locator("form[action*='/details/']")
    details.locator("[name=organisation]").select_option(index=1)
    due = convenor.in_days(60)
    details.locator("[name=due_on]").fill(due)
    details.locator("[name=need]").select_option(label=NEEDS[0])
    convenor.press("Keep the details")
    expect(page.locator("main")).to_contain_text(PROMISE)


def write(convenor: Convenor, room: Locator, text: str) -> None:
    room.locator("input[name=text]").fill(text)
    room.get_by_role("button", name="Add").click()
    expect(room.locator("li").filter(has_text=text)).to_be_visible()


def tag(convenor: Convenor, room: Locator, text: str, name: str) -> None:
    line = room.locator("li").filter(has_text=text)
    line.get_by_role("button", name=name).click()
    expect(line.locator("button[aria-pressed=true]")).to_contain_text(name)


def tick_who_is_here(convenor: Convenor) -> None:
    page = convenor.page
    convenor.press("Everybody who said yes is here")
    expect(page.locator("#h-arr")).to_contain_text("2 here")
    convenor.go("All guests")
    page.locator("#arrivals").get_by_role("button", name="Arrived").first.click()
    expect(page.locator("#h-arr")).to_contain_text("3 here")


def draft_and_publish(convenor: Convenor) -> None:
    """The head-count is the ticks; the draft is there in two languages; a few own words; frozen, published."""
    page = convenor.page
    convenor.go("Wrap-up")
    assert page.locator("[name=exact]").input_value() == "3"
    convenor.press("Record it and draft the report")
    for language, words in OWN_WORDS.items():
        page.locator(f"#report nav a[lang={language}]").click()
        page.wait_for_load_state()
        written = " ".join(area.input_value() for area in page.locator("#report textarea").all())
        assert all(need in written for need in NEEDS)
        assert PROMISE in written
        page.locator("#report [name=lead]").fill(words)
        convenor.press("Keep your words")
    convenor.press("Only freeze it")
    expect(page.locator("#publish")).to_contain_text("not published")
    convenor.press("Publish this version")
    expect(page.locator("#publish")).to_contain_text("Published on")


def is_told_to_the_public(installation: Installation, reader: Page, number: int) -> None:
    """The report stands on the region's page, in both languages, in the feed and in the calendar."""
    for language, words in OWN_WORDS.items():
        reader.goto(f"{installation.url}/{language}/{REGION}/")
        report = reader.locator(f"main a[href='/{language}/{REGION}/roundtables/{number}/']").first
        report.click()
        expect(reader.locator("main")).to_contain_text(words)
        for said in (*NEEDS, PROMISE):
            expect(reader.locator("main")).to_contain_text(said)
        feed = feedparser.parse(fetched(reader, f"/{language}/{REGION}/feed.atom"))
        assert not feed.bozo
        assert feed.entries[0].link.endswith(f"/{language}/{REGION}/roundtables/{number}/")
    calendar = vobject.readOne(fetched(reader, f"/en/{REGION}/calendar.ics"))
    assert any(f"/roundtables/{number}/" in event.url.value for event in calendar.vevent_list)


def fetched(reader: Page, path: str) -> str:
    answer = reader.context.request.get(urljoin(reader.url, path))
    assert answer.ok
    return answer.text()


def is_carried_over(convenor: Convenor, number: int, promised: int) -> None:
    """The one after it opens with every open promise as its first item, this one's among them."""
    page = convenor.page
    convenor.open("")
    convenor.go("Call the next roundtable")
    assert page.locator("input[name=number]").input_value() == str(number)
    expect(page.locator("ol.list > li").first).to_contain_text(f"{promised} promises are open")
    expect(page.locator("aside section").first).to_contain_text(PROMISE)
