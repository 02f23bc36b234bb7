"""What the tests of calling share: a whole form as a browser would send it."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

from django.test import Client

LATER = date(2099, 5, 26)


class Fields(HTMLParser):
    """Reads what a browser would send from the one form of a page that holds a field of the given name."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "select":
            self.select = name
            self.values.setdefault(name, [])
        if tag == "option" and ("selected" in found or not self.values.get(self.select)):
            self.values[self.select] = [found.get("value", "")]
        if tag == "textarea":
            self.textarea = name
            self.values[name] = [""]
        if tag == "input" and name:
            box = found.get("type") in {"radio", "checkbox"}
            if not box or "checked" in found:
                self.values.setdefault(name, []).append(found.get("value", "on" if box else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea][0] += data.removeprefix("\n").removeprefix("\r\n")


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """Return what the page at `url` would send as it opens, with `changes`."""
    reader = Fields()
    reader.feed(client.get(url).content.decode())
    sent: dict[str, Any] = {
        name: values if len(values) > 1 else (values or [""])[0] for name, values in reader.values.items()
    }
    return {**sent, **changes}
