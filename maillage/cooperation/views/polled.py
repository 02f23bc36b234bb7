"""Parts of pages that ask every few seconds: what has not changed is not drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language


def unless_known(request: HttpRequest, stamp: object, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Return 304 where the browser has what `stamp` tells of, else what `draw` makes of it."""
    told = repr((get_language(), request.META.get("QUERY_STRING", ""), stamp))
    etag = quote_etag(hashlib.sha256(told.encode()).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponse):
        response = draw()
        response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
