"""What a personal link shows when it cannot be followed: altered, replaced or over, each in one clear sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.kit.access import by_link
from maillage.kit.tokens import LinkAltered, LinkExpired
from maillage.people.link_renewal import again_token
from maillage.people.personal_links import LinkReplaced, LinkRevoked

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Open a view to whoever holds its link, keep no copy of the page, and say what is wrong with a bad link."""
    return by_link(never_cache(told(view)))


def personal_part(view: View) -> View:
    """Open a part of a page to whoever holds its link; a browser keeps it and asks each time whether it still holds."""
    return by_link(told(view))


def told(view: View) -> View:
    """Say in one sentence what is wrong with a bad link."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LinkAltered:
            return render(request, "people/link_altered.html", status=404)
        except LinkReplaced as replaced:
            return newer(request, replaced.kind, replaced.public_id)
        except (LinkRevoked, LinkExpired) as ended:
            return gone(request, str(ended) or _("A newer link took its place, or it was withdrawn."))

    return guarded


def newer(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Say that a newer link took the place of this one, and offer to send it to the address that is known."""
    return render(request, "people/link_replaced.html", {"again": again_token(kind, public_id)}, status=410)


def gone(request: HttpRequest, what: str, todo: str = "") -> HttpResponse:
    """Say that a link has ended, why, and what to do."""
    return render(request, "kit/gone.html", {"what": what, "todo": todo}, status=410)
