"""The lines of one sheet for hundreds who look on: drawn once for all of them, at most once a second."""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers

from maillage.cooperation.seals import Seal, Stamp, stamp_for
from maillage.people.models import User

# So old may be what many are shown while somebody writes; each of them asks again within seconds.
SECONDS = 1.0
MOST_PARTS = 64
# Lines are alike: more effort makes them hardly smaller.
EFFORT = 3

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Drawn:
    """A part as it was drawn when the numbers of the board were `stamp`."""

    stamp: Stamp = ()
    at: float = -SECONDS
    body: bytes = b""
    small: bytes = b""

    def serves(self, stamp: Stamp, seen: Stamp = ()) -> bool:
        """Say whether it is new enough where the numbers are `stamp` by now, for somebody who has seen `seen`."""
        is_recent = bool(self.stamp) and time.monotonic() - self.at < SECONDS
        return self.stamp == stamp or (is_recent and self.stamp >= seen)


@dataclass
class Place:
    """Where one part is drawn, by one thread at a time; the others wait for it, or take what is there."""

    drawn: Drawn = field(default_factory=Drawn)
    lock: Lock = field(default_factory=Lock)
    claimed_at: float = -SECONDS

    def is_claimed(self) -> bool:
        """Say whether somebody has gone to draw it a moment ago; if nobody has, whoever asks goes."""
        now = time.monotonic()
        if now - self.claimed_at < SECONDS:
            return True
        self.claimed_at = now
        return False


PLACES: OrderedDict[str, Place] = OrderedDict()
_places = Lock()


def place_of(about: str) -> Place:
    """Return where a part is drawn; the one that nobody has asked for longest makes way."""
    with _places:
        place = PLACES.setdefault(about, Place())
        PLACES.move_to_end(about)
        while len(PLACES) > MOST_PARTS:
            PLACES.popitem(last=False)
        return place


def at_a_glance(name: Callable[[HttpRequest, str, int], str]) -> Callable[[View], View]:
    """Answer whoever holds a seal of ours by one question to the database; anybody else goes the guarded way.

    `name` says which part a request asks for.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, region: str, number: int) -> HttpResponse:
            return glance(request, region, number, name) or view(request, region=region, number=number)

        return answer

    return wrap


def glance(
    request: HttpRequest, region: str, number: int, name: Callable[[HttpRequest, str, int], str]
) -> HttpResponse | None:
    """Return the answer for a seal that still holds, if what it needs is drawn already."""
    seal, session = Seal.read(request.META.get("HTTP_IF_NONE_MATCH", "")), session_of(request)
    about = name(request, region, number)
    if seal is None or not seal.is_ours(session, about):
        return None
    stamp = stamp_for(region, number, session, seal.user)
    if stamp is None or stamp == seal.stamp:
        return unchanged(seal) if stamp else None
    place = place_of(about)
    drawn = place.drawn
    is_behind = not drawn.stamp or drawn.stamp < seal.stamp
    if not drawn.serves(stamp, seal.stamp) and (is_behind or not place.is_claimed()):
        return None
    if drawn.stamp == seal.stamp:
        return unchanged(seal)
    return whole(request, drawn, Seal.made(seal.user, drawn.stamp, session, about))


def drawn_for_many(request: HttpRequest, about: str, stamp: Stamp, draw: Callable[[], str]) -> HttpResponse:
    """Return a part, drawn by `draw` unless it is at hand, with a seal for whoever asks again."""
    seen = Seal.read(request.META.get("HTTP_IF_NONE_MATCH", ""))
    place = place_of(about)
    with place.lock:
        if not place.drawn.serves(stamp, seen.stamp if seen else stamp):
            body = draw().encode()
            place.drawn = Drawn(stamp, time.monotonic(), body, gzip.compress(body, EFFORT, mtime=0))
        drawn = place.drawn
    seal = Seal.made(cast(User, request.user).pk, drawn.stamp, session_of(request), about)
    return unchanged(seal) if seen == seal else whole(request, drawn, seal)


def session_of(request: HttpRequest) -> str:
    """Return the key of the session that a cookie names, or nothing for what is none."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return key if key.isascii() and key.isalnum() else ""


def unchanged(seal: Seal) -> HttpResponse:
    """Say that it is as before."""
    return marked(HttpResponseNotModified(), seal)


def whole(request: HttpRequest, drawn: Drawn, seal: Seal) -> HttpResponse:
    """Return a part, packed where the browser can unpack it."""
    if "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return marked(HttpResponse(drawn.body), seal)
    response = HttpResponse(drawn.small)
    response.headers["Content-Encoding"] = "gzip"
    return marked(response, seal)


def marked(response: HttpResponse, seal: Seal) -> HttpResponse:
    """Let a browser keep a part, but ask each time whether it still holds."""
    response.headers["ETag"] = str(seal)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
