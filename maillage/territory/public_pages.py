"""How a public page is answered: no cookie, a mark that changes with the content, and words for who reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from hashlib import blake2s
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maillage import __version__
from maillage.kit.access import public
from maillage.territory.models import Programme, Region

View = Callable[..., HttpResponse]
SECONDS = 60
PACKAGE = Path(__file__).resolve().parent.parent


@cache
def build_mark() -> str:
    """Return a mark of the texts this build shows, the same on each machine that runs it."""
    mark = blake2s(__version__.encode(), digest_size=8)
    for kind in ("*.html", "*.mo", "*.css", "*.typ"):
        for path in sorted(PACKAGE.rglob(kind)):
            mark.update(path.read_bytes())
    return mark.hexdigest()


def public_page(view: View) -> View:
    """Open a view to everybody, for reading only."""

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return public(require_safe(read))


def reads_anonymously(request: HttpRequest) -> bool:
    """Tell whether the reader came without a session; then nothing may ask who it is."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def kept_for_all(response: HttpResponse, etag: str = "") -> HttpResponse:
    """Let anybody keep the answer for a minute and ask again with its mark."""
    if etag:
        response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=SECONDS)
    patch_vary_headers(response, ["Cookie"])
    return response


def mark_of(request: HttpRequest, version: str) -> str:
    """Return the ETag of a page: its address, its language, the rows it tells of, this build, and the day."""
    parts = (request.get_full_path(), get_language() or "", version, build_mark(), timezone.localdate().isoformat())
    return f'"{blake2s("|".join(parts).encode(), digest_size=16).hexdigest()}"'


def answer_if_unchanged(request: HttpRequest, version: str) -> HttpResponse | None:
    """Return 304 where an anonymous reader holds this very version, before anything else is asked or drawn."""
    if not reads_anonymously(request):
        return None
    response = get_conditional_response(request, etag=mark_of(request, version))
    return None if response is None else kept_for_all(response, mark_of(request, version))


def show(
    request: HttpRequest,
    template: str,
    tell: Callable[[], dict[str, Any]],
    *,
    version: str,
    programme: Programme | None,
    region: Region | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a page; `tell` finds what it shows and is called only where the reader's copy is out of date."""
    anonymous = reads_anonymously(request)
    unchanged = answer_if_unchanged(request, version) if status == 200 else None
    if unchanged is not None:
        return unchanged
    request.languages_first = region.languages if region else []  # type: ignore[attr-defined]  # read by kit.context
    context = {
        "programme": programme,
        "region": region,
        "canonical": f"{settings.BASE_URL}{request.path}",
        "base_url": settings.BASE_URL,
        "today": timezone.localdate(),
        "at_desk": not anonymous and request.user.is_authenticated,
        **tell(),
    }
    response = render(request, template, context, status=status)
    if anonymous and status == 200:
        return kept_for_all(response, mark_of(request, version))
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
