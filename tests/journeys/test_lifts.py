"""A lift in the browser: asked for in Arabic on a phone, offered, planned, accepted, called off, planned anew."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.convenor import REGION, Convenor
from tests.running import Installation

ARABIC = re.compile(r"[\u0600-\u06ff]")
FROM, TO = "Cluny", "Montceau-les-Mines, Centre de formation"
PATIENCE = 30
RIDER, DRIVER = "مثال للرحلة", "Example of the journey"
TODAY = datetime.now(tz=UTC).date()
MONDAY = TODAY - timedelta(days=TODAY.weekday()) + timedelta(days=7)
# By which offer each request of somebody else is served, edition by edition of the week.
BY_WHOM = """
import json
from maillage.mobility.models import RidePlan, Ride
told = {{}}
plans = RidePlan.objects.filter(region__slug={region!r}, monday={monday!r}, proposed_at__isnull=False)
for plan in plans.order_by("edition"):
    rides = Ride.objects.filter(outing__plan=plan).exclude(request__newcomer__name={rider!r})
    told[plan.edition] = {{
        f"{{ride.request_id}} {{ride.outing.on}} {{ride.leg}}": ride.outing.offer_id
        for ride in rides.exclude(outing__volunteer__name={driver!r})
    }}
print(json.dumps(told))
"""


def test_a_lift_from_the_phone_of_a_newcomer_to_the_plan_that_is_made_anew(
    installation: Installation, visit: Callable[..., Page]
) -> None:
    rider, driver = visit(viewport=PHONE, locale="ar"), visit()
    asks(rider, installation)
    offers(driver, installation)
    convenor = Convenor(visit(), installation)
    convenor.sign_in()
    approves_both(convenor)
    plans_and_proposes(convenor)
    says_yes(rider)
    says_yes(driver)
    sees_the_phone(rider, "06 00 00 00 42")
    prints(rider)
    cannot(driver)
    is_told(rider)
    before, after = by_whom(installation)
    assert before
    assert {asked for asked, offer in before.items() if after.get(asked) != offer} == set(), (
        "somebody else's lift moved"
    )
    assert convenor.faults == []


def asks(page: Page, installation: Installation) -> None:
    """A newcomer asks for a lift to a lesson and back, every Wednesday, in Arabic, without an account."""
    page.goto(f"{installation.url}/ar/{REGION}/lifts/ask/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert ARABIC.search(page.locator("h1").inner_text())
    choose(page, "from_point", FROM)
    choose(page, "to_point", TO)
    fill(page, time="14:00", back_at="16:30", first_on=MONDAY, last_on=MONDAY + timedelta(days=20), name=RIDER)
    fill(page, phone="06 00 00 00 41")
    page.locator("[name=weekdays][value='3']").check()
    page.locator("main form button.btn").click()
    page.wait_for_url("**/link/lifts/**")
    assert ARABIC.search(page.locator("main").inner_text())
    assert page.context.cookies() == [], "a newcomer leaves no trace in the browser"


def offers(page: Page, installation: Installation) -> None:
    """A volunteer offers to drive for others on Wednesday afternoons."""
    page.goto(f"{installation.url}/en/{REGION}/lifts/offer/")
    page.locator("[name=kind][value=slot]").check()
    fill(page, from_place=FROM, leaves="12:00", arrives="18:30", first_on=MONDAY, last_on=MONDAY + timedelta(days=20))
    fill(page, seats="3", detour_minutes="200", name=DRIVER, phone="06 00 00 00 42")
    page.locator("[name=weekdays][value='3']").check()
    page.locator("main form button.btn").click()
    page.wait_for_url("**/link/drive/**")
    page.goto(page.url.partition("offers/")[0])


def approves_both(convenor: Convenor) -> None:
    """The coordinator welcomes the volunteer, sees their papers, and says yes to both."""
    convenor.open("volunteers/?state=asked")
    convenor.go(DRIVER)
    convenor.press("Welcome this volunteer")
    convenor.open("lifts/drivers/")
    convenor.go(DRIVER)
    for kind in ("licence", "insurance", "inspection"):
        if convenor.page.locator(f"[name=kind] option[value={kind}], [name=kind][value={kind}]").count():
            pick(convenor.page, "kind", kind)
            fill(convenor.page, seen_on=TODAY, expires_on=MONDAY + timedelta(days=300))
            convenor.press("Note the proof")
    for page, who in (("offers", DRIVER), ("requests", RIDER)):
        convenor.open(f"lifts/{page}/")
        convenor.page.locator("main li, main tr, main section").filter(has_text=who).last.get_by_role(
            "link"
        ).first.click()
        because = convenor.page.locator("[name=because]")
        if because.count():
            because.fill("Agreed by telephone.")
        convenor.press("Approve")


def plans_and_proposes(convenor: Convenor) -> None:
    """One button plans the week; what comes of it is proposed with another."""
    convenor.open("lifts/plan/")
    card = convenor.page.locator("main section").filter(has=convenor.page.locator(f"[value='{MONDAY.isoformat()}']"))
    card.get_by_role("button").first.click()
    ready = convenor.page.get_by_role("button", name="Propose this plan")
    expect(ready).to_be_visible(timeout=60_000)
    convenor.press("Propose this plan")


def says_yes(page: Page) -> None:
    """One tap on one's own page."""
    page.reload()
    page.locator("#week button[value=yes]").first.click()
    page.wait_for_load_state()


def sees_the_phone(page: Page, phone: str) -> None:
    """Once both have said yes, the number of the driver stands there."""
    page.reload()
    expect(page.locator("#week")).to_contain_text(phone)


def prints(page: Page) -> None:
    """The week on paper is one tap away, in the language of whose it is."""
    link = page.locator("#week a[href*='week.pdf']").first.get_attribute("href")
    paper = page.request.get(str(page.evaluate("(path) => new URL(path, location.href).href", link)))
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF")


def cannot(page: Page) -> None:
    """The volunteer cannot on Wednesday after all."""
    page.reload()
    page.locator("#week a[href*='say=no']").first.click()
    page.locator("main button[value=no]").click()
    page.wait_for_load_state()


def is_told(page: Page) -> None:
    """The rider's page says that this lift is off, or shows the one found instead."""
    for _ in range(60):
        page.reload()
        if DRIVER.split(maxsplit=1)[0] not in page.locator("#week").inner_text():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the called-off lift still stands on the rider's page")


def by_whom(installation: Installation) -> tuple[dict[str, int], dict[str, int]]:
    """Return who was driven by which offer in the proposed plan and in the one made anew."""
    for _ in range(PATIENCE):
        said = installation.shell(BY_WHOM.format(region=REGION, monday=MONDAY.isoformat(), rider=RIDER, driver=DRIVER))
        assert said.returncode == 0, said.stderr
        told = {int(edition): rides for edition, rides in json.loads(said.stdout).items()}
        if len(told) > 1:
            first, last = (told[edition] for edition in sorted(told))
            return first, last
    raise AssertionError("nothing was planned anew")


def fill(page: Page, **values: object) -> None:
    for name, value in values.items():
        field(page, name).fill(str(value))


def field(page: Page, name: str) -> Locator:
    return page.locator(f"main [name={name}]").first


def choose(page: Page, name: str, words: str) -> None:
    """Choose from a list by the first option that has these words."""
    option = page.locator(f"main [name={name}] option").filter(has_text=words).first
    field(page, name).select_option(value=str(option.get_attribute("value")))


def pick(page: Page, name: str, value: str) -> None:
    found = field(page, name)
    if found.evaluate("(node) => node.tagName") == "SELECT":
        found.select_option(value)
    else:
        page.locator(f"main [name={name}][value={value}]").check()
