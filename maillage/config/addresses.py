"""Addresses that can name nothing: PostgreSQL cannot even be asked for a text with NUL in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


class WithoutNul:
    """Answers a path with NUL in it as one that leads nowhere; in forms and queries, the fields refuse it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: list[Any], named: dict[str, Any]) -> None:
        # The token of a link is checked by its signature, never looked up: its page says what is wrong with it.
        looked_up = [str(value) for name, value in named.items() if name != "token"]
        if any("\0" in text for text in looked_up):
            raise Http404
