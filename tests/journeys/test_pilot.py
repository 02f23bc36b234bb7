"""One pilot in the browser: called for, applied for by link, judged on a phone, on its way, evaluated, a practice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from playwright.sync_api import Locator, Page, expect

from maillage.core.pilot_course import months_later
from tests.journeys.conftest import PHONE
from tests.journeys.convenor import REGION, Convenor
from tests.running import Installation

TITLE = "Des projets entre villages et nouveaux venus"
# Public id and first words of a need whose roundtable has a published report.
NEED = "sl3-03"
GARDEN, BUS, BOOKS = "Un jardin à plusieurs", "Le bus du samedi", "Des livres pour tous"
# What each of two assessors gives to the first and to the second, on every line.
POINTS = ({GARDEN: 4, BUS: 5}, {GARDEN: 4, BUS: 1})
GRANT = "6000"
CLOSED = """
from datetime import timedelta
from django.utils import timezone
from maillage.initiatives.models import PilotCall
from maillage.territory.models import Region
now = timezone.now()
PilotCall.objects.filter(public_id={call!r}).update(
    published_at=now - timedelta(days=30), closes_at=now - timedelta(minutes=1)
)
region = Region.objects.get(slug={region!r})
region.public_version += 1
region.save(update_fields=["public_version"])
"""


def test_a_pilot_from_the_call_to_the_practice_it_becomes(
    installation: Installation, visit: Callable[..., Page]
) -> None:
    convenor = Convenor(visit(), installation)
    convenor.sign_in()
    call = write_and_publish(convenor)
    for title in (GARDEN, BUS, BOOKS):
        applies(visit(), convenor, call, title)
    withdraws(visit(), convenor, BOOKS)
    phones = asked_assessors(convenor, call)
    closed = installation.shell(CLOSED.format(call=call, region=REGION))
    assert closed.returncode == 0, closed.stderr
    for link, points in zip(phones, POINTS, strict=True):
        judges(visit(viewport=PHONE), link, points)
    decides(convenor, call)
    pilot = sets_out(convenor)
    late, on_time = asks_for_reports(convenor)
    reports(visit(viewport=PHONE), late, "Six rencontres au jardin.", is_late=True)
    reports(visit(viewport=PHONE), on_time, "Douze familles au jardin.", is_late=False)
    is_evaluated(convenor, pilot)
    becomes_a_practice(convenor, pilot)
    is_reached_from_the_practice(visit(), installation, pilot)
    assert convenor.faults == []


def write_and_publish(convenor: Convenor) -> str:
    """Write a call with what we propose, say which need it answers, publish it; return its public id."""
    page = convenor.page
    convenor.open("calls/new/")
    for name, value in {
        "title_fr": TITLE,
        "text_fr": "Des projets menés à plusieurs.",
        "closes_on": convenor.in_days(20),
        "budget_eur": "12000",
        "largest_grant_eur": "8000",
        "months": "4",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    convenor.press("Save the call")
    call = page.url.rstrip("/").rsplit("/", 1)[1]
    convenor.go("Needs it answers")
    box = page.locator("label").filter(has=page.locator(f"input[value='{NEED}']"))
    (box if box.count() else page.locator("main .pick label").first).locator("input").check()
    convenor.press("Save the needs")
    convenor.open(f"calls/{call}/")
    convenor.press("Publish the call")
    expect(page.locator("main")).to_contain_text("Choose who judges")
    return call


def applies(applicant: Page, convenor: Convenor, call: str, title: str) -> None:
    """Ask for a link on the public page, find it in the mail, write, and send; no account, no cookie of a session."""
    applicant.goto(f"{convenor.installation.url}/en/{REGION}/calls/{call}/apply/")
    applicant.locator("[name=email]").fill(address_of(title))
    applicant.get_by_role("button", name="Send me the link").click()
    expect(applicant.locator("h1")).to_have_text("Look at your mail")
    applicant.goto(link_to(convenor, address_of(title), "/link/application/"))
    for field in applicant.locator("main textarea").all():
        field.fill("Nous le faisons avec la mairie et les habitants.")
    for name, value in {
        "organisation_name": f"Association {title}",
        "contact_name": f"Applicant {title}",
        "title": title,
        "amount_eur": "7000",
        "months": "4",
    }.items():
        applicant.locator(f"main [name={name}]").fill(value)
    applicant.get_by_role("button", name="Send the application").click()
    expect(applicant.locator(".note[role=status]")).to_contain_text("Your application is here.")
    assert "sessionid" not in {cookie["name"] for cookie in applicant.context.cookies()}


def withdraws(applicant: Page, convenor: Convenor, title: str) -> None:
    applicant.goto(link_to(convenor, address_of(title), "/link/application/"))
    applicant.get_by_role("link", name="Withdraw the application").click()
    applicant.locator("[name=because]").fill("Nous avons trouvé une autre aide.")
    applicant.locator("main button").click()
    applicant.wait_for_load_state()


def asked_assessors(convenor: Convenor, call: str) -> list[str]:
    """Ask two people of the directory; read their links from the outbox, which shows those of made-up persons."""
    page = convenor.page
    convenor.open(f"calls/{call}/assessors/")
    boxes = page.locator("input[name=contacts]")
    for place in range(2):
        boxes.nth(place).check()
    convenor.press("Ask them to judge")
    expect(page.locator("main")).to_contain_text("not finished")
    convenor.open("outbox/")
    mails = [str(link.get_attribute("href")) for link in page.locator("main h3 a").all()[:2]]
    return [judging_link(convenor, mail) for mail in mails]


def judging_link(convenor: Convenor, mail: str) -> str:
    convenor.page.goto(convenor.installation.url + mail)
    link = convenor.page.locator(".sheet a[href*='/link/assess/']").first.get_attribute("href")
    return re.sub(r"/[a-z]{2}/link/", "/en/link/", str(link))


def judges(assessor: Page, link: str, points: dict[str, int]) -> None:
    """Give points on a phone, one sheet for each application, and finish; the withdrawn one is judged by nobody."""
    assessor.goto(link)
    assert assessor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    titles = assessor.locator("main ul.list h2").all_inner_texts()
    assert sorted(titles) == sorted(points)
    for title, given in points.items():
        assessor.get_by_role("link", name=title).click()
        assert assessor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for line in lines_of(assessor):
            line.locator(f"input[value='{given}']").check()
        assessor.get_by_role("button", name="Save my points").click()
        expect(assessor.locator("h1")).to_have_text("Applications to judge")
    assessor.get_by_role("button", name="I have finished").click()
    expect(assessor.locator("main")).to_contain_text("You have finished.")


def lines_of(assessor: Page) -> list[Locator]:
    return assessor.locator("main fieldset").filter(has=assessor.locator("input[name^=points_]")).all()


def decides(convenor: Convenor, call: str) -> None:
    """See how far two assessors are apart, then choose one application with a grant and a reason for each."""
    page = convenor.page
    convenor.open(f"calls/{call}/applications/")
    rows = {title: page.locator("tbody tr").filter(has_text=title) for title in (GARDEN, BUS, BOOKS)}
    assert [rows[title].count() for title in (GARDEN, BUS, BOOKS)] == [1, 1, 0]
    # In per cent of the grid: both gave the garden 4 of 5, the bus got 5 and 1.
    expect(rows[GARDEN]).to_contain_text("80")
    for words in ("100", "20", "60", "talk about it"):
        expect(rows[BUS]).to_contain_text(words)
    convenor.go("Decide")
    for title, outcome in ((GARDEN, "chosen"), (BUS, "not")):
        choice = page.locator("fieldset").filter(has=page.locator("legend", has_text=title)).first
        choice.locator(f"input[name$=outcome][value={outcome}]").check()
        choice.locator("[name*=-because_fr]").fill("Les points le disent.")
        if outcome == "chosen":
            choice.locator("[name$=grant_eur]").fill(GRANT)
    convenor.press("Decide and tell everybody")
    expect(page.locator("body")).to_contain_text("The call is decided.")


def sets_out(convenor: Convenor) -> str:
    """Open the pilot that the decision made; say when it began, which plans its reports; plan a milestone and money."""
    page = convenor.page
    convenor.open("pilots/")
    convenor.go(GARDEN)
    pilot = page.url.rstrip("/").rsplit("/", 1)[1]
    expect(page.locator("main")).to_contain_text("€6,000 granted")
    expect(page.locator("main")).to_contain_text("chosen, not begun yet")
    today = datetime.now(tz=UTC).date()
    begins = {"begins_on": months_later(today, -4).isoformat(), "months": "2", "due_days": "14"}
    for name, value in begins.items():
        page.locator(f"#begin [name={name}]").fill(value)
    convenor.press("Keep the first day and plan the reports")
    adds(
        convenor, "#milestones", {"title_fr": "Le jardin est ouvert", "due_on": in_the_past(today)}, "Add the milestone"
    )
    adds(convenor, "#money", {"title_fr": "Outils", "planned": "500"}, "Plan it")
    adds(convenor, "#targets", {"title_fr": "Familles", "aimed": "20"}, "Set it")
    expect(page.locator("#milestones")).to_contain_text("late by")
    expect(page.locator("#reports")).to_contain_text("late by")
    return pilot


def in_the_past(today: date) -> str:
    return months_later(today, -1).isoformat()


def adds(convenor: Convenor, part: str, values: dict[str, str], button: str) -> None:
    """Open the form of a part, fill it, press; the page comes back with what was added."""
    field = f"[name={next(iter(values))}]"
    form = convenor.page.locator(f"{part} form:has({field})").last
    details = convenor.page.locator(f"{part} details:has({field})").last
    if details.get_attribute("open") is None:
        details.locator("summary").first.click()
    for name, value in values.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name=button).click()
    convenor.page.wait_for_load_state()
    expect(convenor.page.locator("body")).to_contain_text(re.compile("Saved|planned"))


def asks_for_reports(convenor: Convenor) -> list[str]:
    """Ask by hand for both reports, the one that is late and the one that is due; return the links in the mails."""
    page, found = convenor.page, []
    here = page.url.split("#", 1)[0]
    for place in range(2):
        page.goto(here)
        page.locator("#reports ol a").nth(place).click()
        convenor.press("Ask for it now")
        expect(page.locator("body")).to_contain_text("The message is on its way.")
        found.append(link_to(convenor, address_of(GARDEN), "/link/pilot/"))
    return found


def reports(holder: Page, link: str, done: str, *, is_late: bool) -> None:
    """Report on a phone: one page, one button; a late report is taken and says by how many days."""
    holder.goto(link)
    assert holder.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    holder.locator("[name=done]").fill(done)
    holder.locator("[name=participants]").fill("13")
    holder.locator("[name^=spent_]").fill("150")
    if is_late:
        holder.locator("input[name=reached]").check()
    holder.locator("main button").click()
    expect(holder.locator("h1")).to_have_text("Thank you")
    late = holder.locator("main").get_by_text("days after it was due")
    assert late.count() == int(is_late)
    assert "sessionid" not in {cookie["name"] for cookie in holder.context.cookies()}


def is_evaluated(convenor: Convenor, pilot: str) -> None:
    """Both reports are there, one of them late; what was spent adds up; the evaluation is written and published."""
    page = convenor.page
    convenor.open(f"pilots/{pilot}/")
    expect(page.get_by_role("button", name="Make it a practice")).to_have_count(0)
    expect(page.locator("#reports")).to_contain_text("came in time")
    expect(page.locator("#reports")).to_contain_text(re.compile(r"came \d+ days late"))
    expect(page.locator("#money")).to_contain_text("€300 of €6,000 granted are spent.")
    expect(page.locator("#milestones")).to_contain_text("reached on")
    convenor.go("Write the evaluation")
    for name, value in {
        "evaluated_by": "Université de démonstration",
        "evaluated_on": datetime.now(tz=UTC).date().isoformat(),
        "worked_fr": "Se voir chaque semaine.",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=goes_on]").select_option("yes")
    convenor.press("Keep the evaluation")
    convenor.press("Publish the evaluation")
    expect(page.locator("body")).to_contain_text("The evaluation is published.")


def becomes_a_practice(convenor: Convenor, pilot: str) -> None:
    convenor.open(f"pilots/{pilot}/")
    convenor.press("Make it a practice")
    expect(convenor.page.locator("body")).to_contain_text("answers 1 need of its call")


def is_reached_from_the_practice(reader: Page, installation: Installation, pilot: str) -> None:
    """Found by a word, the practice leads to the pilot in a click, to need and roundtable in two."""
    reader.goto(f"{installation.url}/fr/practices/?q=jardin")
    reader.locator("main").get_by_role("link", name=GARDEN).first.click()
    practice = reader.url
    reader.locator(f"main a[href$='/pilots/{pilot}/']").first.click()
    for words in ("Se voir chaque semaine.", "Le jardin est ouvert", TITLE):
        expect(reader.locator("main")).to_contain_text(words)
    reader.goto(practice)
    reader.locator("main a[href*='/needs/']").first.click()
    reader.locator(f"main a[href*='/{REGION}/roundtables/']").first.click()
    assert re.search(r"/roundtables/\d+/$", reader.url)


def address_of(title: str) -> str:
    return f"{title.rsplit(maxsplit=1)[-1].lower()}@example.org"


def link_to(convenor: Convenor, address: str, path: str) -> str:
    """Return the newest link of a kind in the mails to an address: a demonstration keeps its mails in the outbox."""
    convenor.open("outbox/")
    to = convenor.page.locator("main li").filter(has_text=address)
    for mail in [str(link.get_attribute("href")) for link in to.locator("h3 a").all()]:
        convenor.page.goto(convenor.installation.url + mail)
        link = convenor.page.locator(f".sheet a[href*='{path}']")
        if link.count():
            return re.sub(r"/[a-z]{2}/link/", "/en/link/", str(link.first.get_attribute("href")))
    raise AssertionError(f"no mail to {address} holds {path}")
