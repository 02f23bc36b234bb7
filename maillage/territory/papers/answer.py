"""A paper as the answer to a request: the file, or a page that says why there is none."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from maillage.kit.pdf import NoPaper


def answer_with(request: HttpRequest, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """Return the file to read or keep under a plain name; where it cannot be made, the sentence that says why."""
    try:
        content = make()
    except NoPaper as why:
        return render(request, "kit/no_paper.html", {"why": str(why)}, status=422)
    shown = content_disposition_header(as_attachment=False, filename=f"{slugify(name)}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": shown or "inline"})
