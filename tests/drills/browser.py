"""As much of a browser as a drill needs: cookies, forms, and an answer to each request."""

from __future__ import annotations

import http.client
import re
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

INPUT = re.compile(r"<input\b[^>]*>")
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
ACKNOWLEDGED = range(200, 400)


class Browser:
    """One person's window; the connection is kept open between requests, as browsers do."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.told: dict[str, str] = {}
        self._line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> str:
        """Return the page, following redirects."""
        for _hop in range(5):
            status, place, page = self._ask("GET", path)
            if status not in range(300, 400):
                assert status == 200, f"{path}: {status}"
                return page
            path = place
        raise AssertionError(f"{path} leads in a circle")

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form and return the status and where it leads."""
        status, place, _page = self._ask("POST", path, urlencode(fields))
        return status, place

    def send(self, path: str, fields: dict[str, str], **headers: str) -> tuple[int, str]:
        """Send a form as a script does and return the status and the page; `told` holds what the answer's head says."""
        status, _place, page = self._ask("POST", path, urlencode(fields), headers)
        return status, page

    def close(self) -> None:
        if self._line:
            self._line.close()
        self._line = None

    def _ask(
        self, method: str, path: str, body: str | None = None, more: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {name.replace("_", "-"): value for name, value in (more or {}).items()}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
            self._line.request(method, path, body=body, headers=headers)
            answer = self._line.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        self.told = {name.lower(): value for name, value in answer.getheaders()}
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return answer.status, answer.getheader("Location", ""), page


def form_to(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the first form on a page whose address ends with `action`."""
    for form in FORM.findall(page):
        head = form.partition(">")[0]
        if action and f'{action}"' not in head:
            continue
        return hidden_in(form)
    raise AssertionError(f"no form to {action}")


def hidden_in(form: str) -> dict[str, str]:
    """Return the hidden fields of a form."""
    return dict(_named(field) for field in INPUT.findall(form) if 'type="hidden"' in field)


def sign_in(port: int, link: str) -> Browser:
    """Open a sign-in link and press its one button."""
    browser = Browser(port)
    main = browser.get(link).partition("<main")[2]
    status, _place = browser.post(link, form_to(main, ""))
    assert status == 302, status
    return browser


def _named(field: str) -> tuple[str, str]:
    found = dict(re.findall(r'(\w+)="([^"]*)"', field))
    return found.get("name", ""), unescape(found.get("value", ""))
