"""Pages that refuse: what happened and what to do, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere or from a page that was open too long."""
    return render(request, "kit/csrf.html", status=403)


def gone(request: HttpRequest) -> HttpResponse:
    """A personal link whose time is over."""
    return render(request, "kit/gone.html", status=410)
