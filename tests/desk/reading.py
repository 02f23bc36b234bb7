"""Reading a page as a person does: its headings, its links, its words."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import HttpResponse


class Page(HTMLParser):
    """The words of a page, and its links with their words."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.status = response.status_code
        self.links: dict[str, str] = {}
        self.current: list[str] = []
        self.headings: list[str] = []
        self.buttons: list[str] = []
        self.words: list[str] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(response.content.decode())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "h1", "h2", "h3", "button"}:
            self._open.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _tag, attrs, parts = self._open.pop()
        words = " ".join("".join(parts).split())
        if self._open:
            self._open[-1][2].append(words)
        if tag == "a":
            self.links[words] = attrs.get("href") or ""
            if "aria-current" in attrs:
                self.current.append(words)
            if "btn" in (attrs.get("class") or "").split() and "quiet" not in (attrs.get("class") or ""):
                self.buttons.append(words)
        elif tag == "button":
            self.buttons.append(words)
        else:
            self.headings.append(words)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._open:
            self._open[-1][2].append(data)
