"""The connection is lost while a roundtable meets: what is written waits on the device and is sent once, in order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from playwright.sync_api import Error as BrowserError

from tests.journeys.conftest import sign_in
from tests.running import Installation

LIVE = "/en/desk/saone-et-loire/roundtables/4/live/"
ROLE = "convenor of Saône-et-Loire"
HISTORY = """
import json
from maillage.cooperation.models import Note
notes = Note.objects.filter(text__icontains={mark!r}).order_by("pk").prefetch_related("history")
print(json.dumps([[str(version.text) for version in note.history.all()] for note in notes]))
"""
CHANGE = """
from maillage.cooperation.actions.notes import change_note
from maillage.cooperation.models import Note
from maillage.kit.audit import SYSTEM
note = Note.objects.get(text__icontains={mark!r})
change_note(note=note, text={text!r}, seen_version=note.version, by=SYSTEM)
"""
# The machine may be busy; what is waited for comes all the same.
expect.set_options(timeout=15_000)


@pytest.fixture
def page(installation: Installation, visit: Callable[..., Page]) -> Page:
    page = visit()
    page.on("dialog", lambda dialog: dialog.accept())
    open_live(page, installation)
    return page


def open_live(page: Page, installation: Installation) -> None:
    sign_in(page, installation, ROLE)
    expect(page).to_have_url(re.compile("/en/desk/"))
    page.goto(f"{installation.url}{LIVE}")


def histories(installation: Installation, mark: str) -> list[list[str]]:
    said = installation.shell(HISTORY.format(mark=mark))
    assert said.returncode == 0, said.stderr
    found: list[list[str]] = json.loads(said.stdout)
    return found


def write(page: Page, text: str) -> None:
    field = page.get_by_label("Write for all")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")


def line_with(page: Page, text: str) -> Locator:
    return page.locator("#lines-table li").filter(has_text=text)


def reword(page: Page, text: str, anew: str) -> None:
    line = line_with(page, text).first
    line.locator("[data-maillage-reword]").click()
    line.get_by_label("Write the line anew").fill(anew)
    line.get_by_role("button", name="Keep it").click()


def cut(context: BrowserContext, page: Page) -> None:
    context.set_offline(True)
    write(page, "offline: the first.")
    expect(page.locator("#waiting")).to_contain_text("kept on this device")


def test_three_lines_and_a_new_wording_written_offline_arrive_once_and_in_order(
    installation: Installation, page: Page
) -> None:
    write(page, "offline: before.")
    expect(page.locator("#waiting")).to_be_hidden()
    cut(page.context, page)
    write(page, "offline: the second.")
    write(page, "offline: the third.")
    reword(page, "offline: the second.", "offline: the second, better.")
    reword(page, "offline: before.", "offline: before, better.")
    expect(page.locator("#waiting [data-maillage-count]")).to_have_text("5")
    expect(line_with(page, "offline: the first.")).to_contain_text("waiting to be sent")
    expect(line_with(page, "offline: before.")).to_contain_text("offline: before, better. waiting to be sent")
    with pytest.raises(BrowserError):
        page.reload()
    page.context.set_offline(False)
    page.goto(f"{installation.url}{LIVE}")
    # For a moment the line stands there twice: as waiting, and as it came back with everybody's lines.
    expect(line_with(page, "offline: the third.")).to_have_count(1)
    expect(line_with(page, "offline: the third.")).to_be_visible()
    expect(line_with(page, "offline: before, better.").locator("[data-maillage-pending]")).to_have_count(0)
    expect(page.locator("#waiting")).to_be_hidden()
    expect(page.locator("[data-maillage-pending]")).to_have_count(0)
    assert histories(installation, "offline:") == [
        ["offline: before.", "offline: before, better."],
        ["offline: the first."],
        ["offline: the second.", "offline: the second, better."],
        ["offline: the third."],
    ]


def test_what_the_server_kept_but_could_not_say_is_not_written_twice(installation: Installation, page: Page) -> None:
    kept = []

    def swallow(route: Route) -> None:
        kept.append(route.fetch().status)
        route.abort()

    page.route("**/live/write/", swallow, times=2)
    write(page, "swallowed: one.")
    write(page, "swallowed: two.")
    expect(line_with(page, "swallowed: two.").locator("a[data-maillage-reword]")).to_have_count(1, timeout=15_000)
    expect(line_with(page, "swallowed: two.")).to_have_count(1)
    expect(page.locator("#waiting")).to_be_hidden()
    assert kept == [200, 200]
    assert histories(installation, "swallowed:") == [["swallowed: one."], ["swallowed: two."]]


def test_who_wrote_a_line_anew_offline_chooses_between_both_texts(installation: Installation, page: Page) -> None:
    write(page, "choice: a bus on Monday.")
    expect(line_with(page, "choice:").locator("a[data-maillage-reword]")).to_have_count(1)
    page.context.set_offline(True)
    reword(page, "choice:", "choice: a bus on Friday.")
    expect(page.locator("#waiting")).to_be_visible()
    said = installation.shell(CHANGE.format(mark="choice:", text="choice: a small bus on Monday."))
    assert said.returncode == 0, said.stderr
    page.context.set_offline(False)
    both = page.get_by_role("alert").filter(has_text="Two people wrote one line anew")
    expect(both).to_contain_text("choice: a small bus on Monday.")
    expect(both).to_contain_text("choice: a bus on Friday.")
    write(page, "choice, meanwhile.")
    expect(both.get_by_label("One line made of both")).to_have_value("choice: a small bus on Friday.")
    both.get_by_role("button", name="Keep this line").click()
    expect(both).to_have_count(0)
    expect(line_with(page, "choice: a small bus on Friday.").locator("[data-maillage-pending]")).to_have_count(0)
    expect(page.locator("#waiting")).to_be_hidden()
    assert histories(installation, "choice: a") == [
        ["choice: a bus on Monday.", "choice: a small bus on Monday.", "choice: a small bus on Friday."]
    ]


def test_a_line_that_is_refused_says_why_and_can_be_erased_here(page: Page) -> None:
    write(page, "refused " + "x" * 2100)
    waiting = page.locator("#waiting")
    expect(waiting).to_contain_text("2000 fit. Write two lines instead.")
    waiting.get_by_role("button", name="Erase from this device").click()
    expect(waiting).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_who_was_signed_out_meanwhile_signs_in_and_loses_nothing(installation: Installation, page: Page) -> None:
    page.context.clear_cookies()
    write(page, "signed out: a line.")
    expect(page.locator("#waiting")).to_contain_text("You are signed out.")
    open_live(page, installation)
    expect(line_with(page, "signed out: a line.").locator("a[data-maillage-reword]")).to_have_count(1)
    expect(page.locator("#waiting")).to_be_hidden()
    assert histories(installation, "signed out:") == [["signed out: a line."]]


def test_a_page_that_was_open_for_too_long_fetches_its_token_again(installation: Installation, page: Page) -> None:
    page.evaluate("document.body.setAttribute('hx-headers', JSON.stringify({'X-CSRFToken': 'x'.repeat(32)}))")
    write(page, "token: a line.")
    expect(line_with(page, "token: a line.").locator("a[data-maillage-reword]")).to_have_count(1)
    assert histories(installation, "token:") == [["token: a line."]]


def test_a_key_tags_the_line_in_focus_and_nothing_where_somebody_types(installation: Installation, page: Page) -> None:
    write(page, "key: a need.")
    line = line_with(page, "key: a need.")
    expect(line.locator("[data-maillage-key]").first).to_be_visible()
    key = str(line.locator("[name=tag][value=need]").get_attribute("data-maillage-key"))
    expect(page.locator("[data-maillage-keys]")).to_contain_text(f"{key.upper()}: Need")
    line.locator("[data-maillage-reword]").click()
    line.get_by_label("Write the line anew").press_sequentially(key)
    page.keyboard.press("Escape")
    expect(line.locator("[data-maillage-edit]")).to_have_count(0)
    expect(line.locator("[aria-pressed=true]")).to_have_count(0)
    expect(line).to_be_focused()
    page.keyboard.press(key)
    expect(line.locator("[aria-pressed=true]")).to_contain_text("Need")
    expect(line).to_be_focused()


def test_a_page_that_nobody_sees_asks_every_ten_seconds(page: Page) -> None:
    ask_twice = """() => {
        const part = document.querySelector("#lines-table");
        const detail = {elt: part};
        const ask = () => new CustomEvent("htmx:beforeRequest", {bubbles: true, cancelable: true, detail});
        return [part.dispatchEvent(ask()), part.dispatchEvent(ask())];
    }"""
    assert page.evaluate(ask_twice) == [True, True]
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    assert page.evaluate(ask_twice) == [False, False]


def test_the_line_in_focus_keeps_it_while_others_write(installation: Installation, page: Page) -> None:
    write(page, "focus: mine.")
    line = line_with(page, "focus: mine.")
    line.locator("[data-maillage-reword]").click()
    line.get_by_label("Write the line anew").fill("focus: half a thought")
    said = installation.shell(CHANGE.format(mark="focus:", text="focus: theirs."))
    assert said.returncode == 0, said.stderr
    write(page, "One line more.")
    expect(line_with(page, "One line more.").locator("a[data-maillage-reword]")).to_have_count(1)
    edit = page.get_by_label("Write the line anew")
    expect(edit).to_have_value("focus: half a thought")
    page.locator("[data-maillage-edit]").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert").filter(has_text="Two people wrote one line anew")).to_contain_text(
        "focus: theirs."
    )
