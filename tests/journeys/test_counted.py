"""The counted journey: a roundtable from opening to published report, the first one of a region and the next."""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, both_ways
from tests.journeys.counting import Count
from tests.running import Installation
from tests.served.post_office import PostOffice

GUESTS, ITEMS, ROOMS, PROMISES = 22, 8, 2, 6
# peers.md, section 7: Decidim about 57, OpenProject about 28 and 22 clicks, Indico about 25 and 22 taps.
MOST_FORMS = {"first": 9, "next": 6}
FIVE = {"Next", "Who", "Rooms", "Live", "Wrap-up"}
REGIONS = {True: "pays-avec", False: "pays-sans"}
ZONE = "Europe/Paris"
PATIENCE = 40
THEMES = ("L’accueil", "Les trajets")
NEEDS = ("Un point d’accueil au marché", "Des bénévoles pour le trajet du samedi")
BODIES = ("Mairie", "Association", "Mission locale", "Transports")


@dataclass
class Table:
    """What is counted of one roundtable."""

    name: str
    number: int
    count: Count = field(default_factory=Count)
    answers: Count = field(default_factory=Count)
    clicks_to_publish: int = 0
    machine_seconds: float = 0.0
    mailed_seconds: float = 0.0


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print to whoever runs the tests, whatever pytest keeps to itself."""

    def out(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(words)

    return out


@pytest.fixture(scope="module")
def way_in(installation: Installation, chromium: Browser) -> dict[str, Any]:
    """Start a programme with two regions as its operator does, with no contact and no roundtable, and sign in."""
    said = installation.run(
        "new-programme", "--name", "Counted", "--slug", "counted", "--country", "FR", "--languages", "fr,en",
        *(part for slug in REGIONS.values() for part in ("--region", f"{slug}={slug.title()}")),
        "--convenor", "convenor@example.org",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    window = chromium.new_context(locale="en-GB")
    page = window.new_page()
    page.goto(said.stdout.strip().splitlines()[-1])
    page.locator("main button").click()
    page.wait_for_load_state()
    kept = {"storage_state": window.storage_state()}
    window.close()
    return kept


@pytest.fixture
def convene(
    installation: Installation, letters: PostOffice, way_in: dict[str, Any], visit: Callable[..., Page]
) -> Callable[..., Meeting]:
    """Open a window in which the convenor of a new region works."""

    def open_window(*, javascript: bool) -> Meeting:
        page = visit(javascript=javascript, **way_in)
        return Meeting(page, installation, letters, REGIONS[javascript], visit)

    return open_window


@pytest.mark.parametrize("javascript", both_ways(True), ids=["without a script", "with a script"].__getitem__)
def test_a_roundtable_takes_at_most_nine_forms_on_five_screens_and_the_next_one_six(
    convene: Callable[..., Meeting], say: Callable[[str], None], javascript: bool
) -> None:
    meeting = convene(javascript=javascript)
    tables = [meeting.hold("first", 1), meeting.hold("next", 2)]
    say(told(tables, javascript=javascript))
    for table in tables:
        assert table.count.faults == table.answers.faults == []
        assert set(table.count.screens) == FIVE
        assert table.count.elsewhere == {f"/en/desk/{meeting.region}/"}
        assert len(table.count.forms) <= MOST_FORMS[table.name]
        assert len(table.answers.forms) == GUESTS
        assert table.mailed_seconds < 600


@dataclass
class Meeting:
    """The convenor of one region, who holds roundtables in one window."""

    page: Page
    installation: Installation
    letters: PostOffice
    region: str
    visit: Callable[..., Page]

    def hold(self, name: str, number: int) -> Table:
        """Hold one roundtable, from the region's desk to the published report."""
        table = Table(name, number)
        self.page.goto(f"{self.installation.url}/en/desk/{self.region}/")
        watched = table.count
        watched.watch(self.page)
        watched.elsewhere.add(f"/en/desk/{self.region}/")
        mark = len(self.letters.letters)
        self.call(number)
        self.invite(is_first=name == "first")
        self.answers(table, mark)
        self.make_rooms(is_first=name == "first")
        self.the_day_comes(number)
        self.note(table)
        self.publish(table, with_review=name == "first")
        self.page.remove_listener("request", watched.request)
        self.page.remove_listener("response", watched.response)
        self.page.remove_listener("requestfinished", watched.finished)
        return table

    def go(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()
        self.page.wait_for_load_state()

    def press(self, button: str) -> None:
        self.page.locator("main").get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()

    def call(self, number: int) -> None:
        """Open the next roundtable: everything is there; call it."""
        self.go("Call the")
        assert self.page.locator("input[name=number]").input_value() == str(number)
        assert self.page.locator("ol.list > li").count() >= ITEMS
        if number > 1:
            expect(self.page.locator("ol.list > li").first).to_contain_text(f"{PROMISES} promises are open")
        self.press("Call the roundtable and choose guests")

    def invite(self, *, is_first: bool) -> None:
        """The first time paste the list that every convenor has, and look at it; the next time all are ticked."""
        if is_first:
            self.page.get_by_label("Further guests").fill(self.list_of_guests())
            self.press("Send the invitations")
            self.page.get_by_label("Give these organisations a seat").check()
            self.press("Invite them so")
        else:
            assert self.page.locator("input[name=guest]:checked").count() == GUESTS
            assert self.page.locator("input[name=remind]:checked").count() > 0
            self.press("Send the invitations")
        expect(self.page.locator("body")).to_contain_text(f"Sent to {GUESTS} guests.")

    def list_of_guests(self) -> str:
        lines = (
            f"Guest {place}; guest{place}.{self.region}@example.org; {BODIES[place % len(BODIES)]} {self.region}"
            for place in range(1, GUESTS + 1)
        )
        return "\n".join(lines)

    def answers(self, table: Table, mark: int) -> None:
        """Each guest opens the link of the mail and presses once; one of them on a phone, the others beside it."""
        links = list(self.links_in_mails(mark, "answer").values())
        window = self.visit(javascript=False, viewport=PHONE)
        table.answers.watch(window)
        window.goto(links[0])
        window.locator("main button[name=answer][value=coming]").click()
        expect(window.locator(".note[role=status]")).to_be_visible()
        assert "sessionid" not in {cookie["name"] for cookie in window.context.cookies()}
        for link in links[1:]:
            shown = window.context.request.get(link).text()
            proof = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)
            sent = {"answer": "coming", "csrfmiddlewaretoken": proof[1] if proof else ""}
            assert window.context.request.post(link, form=sent, max_redirects=0).status == 302
            table.answers.forms.append(link)

    def links_in_mails(self, mark: int, word: str) -> dict[str, str]:
        """Wait for a mail to each guest, and read the personal link in it."""
        deadline = time.monotonic() + PATIENCE
        found: dict[str, str] = {}
        while len(found) < GUESTS and time.monotonic() < deadline:
            time.sleep(0.1)
            for letter in self.letters.letters[mark:]:
                body = letter.get_body(("plain",))
                link = re.search(rf"http://\S+/link/{word}/[^\s?]+/", body.get_content()) if body else None
                if link and self.region in str(letter["To"]):
                    found[str(letter["To"])] = link[0]
        assert len(found) == GUESTS
        return found

    def make_rooms(self, *, is_first: bool) -> None:
        """Two rooms, made and filled with one press; the next time they are there as they were."""
        self.go("Rooms")
        for index, title in enumerate(THEMES):
            field = self.page.locator(f"[name=form-{index}-title_fr]")
            if is_first:
                field.fill(title)
            assert field.input_value() == title
        self.press("Make the rooms and seat everybody")
        expect(self.page.locator("body")).to_contain_text(f"{GUESTS} people have a seat.")
        assert self.page.locator(".rooms .sheet").count() >= ROOMS

    def the_day_comes(self, number: int) -> None:
        """Let the start of the roundtable pass: no test waits for weeks."""
        began = datetime.now(tz=UTC).astimezone(ZoneInfo(ZONE)) - timedelta(minutes=2)
        moved = (
            "UPDATE cooperation_roundtable SET date = ?, start_time = ? WHERE number = ? AND region_id ="
            " (SELECT id FROM territory_region WHERE slug = ?)"
        )
        with closing(sqlite3.connect(self.installation.home / "maillage.sqlite3", timeout=30)) as database, database:
            given = (began.date().isoformat(), began.strftime("%H:%M:00"), number, self.region)
            assert database.execute(moved, given).rowcount == 1

    def note(self, table: Table) -> None:
        """Begin, tick who is here with one tap, write what is said, sort each line with one tap."""
        self.go("Live")
        self.press("Begin")
        expect(self.page.locator("#clock")).to_contain_text("Now: item 1")
        self.press("Everybody who said yes is here")
        expect(self.page.locator("#h-arr")).to_contain_text(f"{GUESTS} here")
        self.go("This room alone")
        promises = [f"Nous tenons la promesse {place} de la table {table.number}" for place in range(1, PROMISES + 1)]
        tags = [*((need, "Need") for need in NEEDS), *((promise, "Commitment") for promise in promises)]
        for text, tag in tags:
            sheet = self.page.locator("section.sheet[id^=room-]").first
            sheet.locator("[name=text]").fill(text)
            sheet.get_by_role("button", name="Add", exact=True).click()
            line = sheet.locator("li").filter(has_text=text).first
            line.get_by_role("button", name=tag).click()
            expect(line.locator("button[aria-pressed=true]")).to_contain_text(tag)

    def publish(self, table: Table, *, with_review: bool) -> None:
        """From the end to the published report: who keeps what, the draft, a review the first time, published."""
        sent, machine = len(table.count.forms), table.count.machine_ms
        self.go("Wrap-up")
        assert self.page.locator("[name=exact]").input_value() == str(GUESTS)
        owners = self.page.locator("select[name^=promise-]")
        assert owners.count() == PROMISES
        day = (datetime.now(tz=UTC).date() + timedelta(days=60)).isoformat()
        for place in range(PROMISES):
            owners.nth(place).select_option(index=1 + place % len(BODIES))
            self.page.locator("input[name^=promise-][name$=due_on]").nth(place).fill(day)
        self.press("Record it and draft the report")
        drafted = " ".join(area.input_value() for area in self.page.locator("#report textarea").all())
        assert f"Nous tenons la promesse {PROMISES} de la table {table.number}" in drafted
        assert self.page.locator("select[name^=promise-]").count() == 0
        if with_review:
            self.have_it_read()
        mark, pressed = len(self.letters.letters), time.monotonic()
        self.press("Publish the report")
        expect(self.page.locator("#publish")).to_contain_text("Published on")
        table.clicks_to_publish = len(table.count.forms) - sent + 1
        table.machine_seconds = (table.count.machine_ms - machine) / 1000
        while len(self.letters.letters) < mark + GUESTS and time.monotonic() - pressed < PATIENCE:
            time.sleep(0.1)
        assert len(self.letters.letters) >= mark + GUESTS
        table.mailed_seconds = time.monotonic() - pressed
        report = self.page.context.request.get(f"{self.installation.url}/fr/{self.region}/roundtables/{table.number}/")
        assert report.ok
        assert f"promesse {PROMISES} de la table {table.number}" in report.text()

    def have_it_read(self) -> None:
        """One of those present proposes other words by the link of the mail; the convenor takes them over."""
        mark = len(self.letters.letters)
        self.press("Let them read the draft")
        link = next(iter(self.links_in_mails(mark, "review").values()))
        window = self.visit(javascript=False, viewport=PHONE)
        window.goto(link)
        sentence = window.locator("main .flow:has(> details)").filter(has_text="promesse 1").first
        sentence.locator("summary").click()
        sentence.locator("textarea[name=proposed], input[name=proposed]").fill("Une promesse dite autrement")
        sentence.get_by_role("button").click()
        self.page.reload()
        self.press("Take it over")


def told(tables: list[Table], *, javascript: bool) -> str:
    """Return the table of what was counted."""
    how = "with" if javascript else "without"
    head = f"\n{GUESTS} guests, {ITEMS} items, {ROOMS} rooms, {PROMISES} commitments, {how} JavaScript:\n"
    lines = [
        f"  {table.name:5} roundtable: {len(table.count.forms)} forms (at most {MOST_FORMS[table.name]})"
        f" on {len(table.count.screens)} screens; {len(table.count.autosaves)} lines that keep themselves,"
        f" {len(table.count.taps)} taps and tags; {len(table.answers.forms)} answers, 1 tap each, 0 accounts.\n"
        f"        from the end to published: {table.clicks_to_publish} clicks, {table.machine_seconds:.1f} s of the"
        f" machine, report in {GUESTS} mailboxes {table.mailed_seconds:.1f} s after the last click\n"
        for table in tables
    ]
    return head + "".join(lines)
