"""A member signs in by a code from a mail and tells how a promise goes, with a script and without."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.running import Installation
from tests.served.post_office import PostOffice

A_MEMBER = """
from maillage.people.enums import Role
from maillage.people.models import Membership, Organisation, User
from maillage.territory.models import Region
user = User.objects.create_user({address!r}, name="A member")
Membership.objects.create(
    user=user,
    role=Role.MEMBER,
    region=Region.objects.get(slug="saone-et-loire"),
    organisation=Organisation.objects.get(public_id="humanity"),
)
"""
PROMISE = "We send all members a short piece of news about the pilot each month."
PATIENCE = 20


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])
def test_a_member_signs_in_by_code_and_answers_for_an_own_promise(
    installation: Installation, letters: PostOffice, visit: Callable[..., Page], javascript: bool
) -> None:
    address = f"member.{'with' if javascript else 'without'}@example.org"
    made = installation.shell(A_MEMBER.format(address=address))
    assert made.returncode == 0, made.stderr
    page = visit(javascript=javascript)
    sign_in_by_code(page, installation, letters, address)
    page.goto(f"{installation.url}/en/desk/commitments/")
    page.locator("li").filter(has_text=PROMISE).get_by_role("link", name="Tell how it goes").click()
    assert page.get_by_role("heading", level=1).inner_text() == PROMISE
    words = f"The piece of news went out, says {address}."
    page.locator("input[name=progress][value=on_the_way]").check()
    page.locator("[name^=text]").first.fill(words)
    page.get_by_role("button", name="Tell it").click()
    page.goto(f"{installation.url}/en/desk/commitments/")
    expect(page.locator("main")).to_contain_text(words)


def sign_in_by_code(page: Page, installation: Installation, letters: PostOffice, address: str) -> None:
    """Ask for a code, read it in the mail, write it; a wrong one is refused first."""
    page.goto(f"{installation.url}/en/desk/")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator("main")).to_contain_text(address)
    page.get_by_label("Code").fill("AAAA-AAAA")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error").first).to_be_visible()
    page.get_by_label("Code").fill(code_in(letter_to(letters, address)))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r":\d+/en/desk/"))


def letter_to(letters: PostOffice, address: str) -> EmailMessage:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = [letter for letter in letters.letters if letter["To"] == address]
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"no mail reached {address}")


def code_in(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", body.get_content() if body else "")
    assert found
    return found.group()
