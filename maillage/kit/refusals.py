"""Pages that refuse: what happened and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere or from a page that was open too long."""
    return render(request, "kit/csrf.html", status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request was cut, far too large or made by no browser."""
    return render(request, "kit/400.html", status=400)


def not_open(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page exists, for people with another role."""
    return render(request, "kit/403.html", status=403)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The address leads nowhere, or to what strangers need not know of."""
    return render(request, "kit/404.html", status=404)


def forms_alone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give whoever opens an address that only takes forms a page to read; Django's own answer is blank."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = no_such_page(request)
        page.status_code = 405
        page["Allow"] = response.get("Allow", "POST")
        return page

    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed here; the page asks nothing of the database, which may be what failed."""
    return HttpResponse(loader.render_to_string("kit/500.html"), status=500)


def gone(request: HttpRequest, **words: Any) -> HttpResponse:
    """A personal link whose time is over; `words` are what, todo, again_url and again_label of the page."""
    return render(request, "kit/gone.html", words, status=410)
