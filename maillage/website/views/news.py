"""News: a list, a post with its neighbours in the feed, and its picture."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.kit.access import public
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import active_regions, version_of
from maillage.website.models import NewsPost
from maillage.website.queries.feed import Moment, neighbours, news_out
from maillage.website.templatetags.website import first_words

NEWS_ON_A_PAGE = 20
A_MONTH = 30 * 24 * 3600
TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the news of all regions and of the programme, the newest first."""
    regions = list(active_regions())
    programmes = {region.programme for region in regions}

    def tell() -> dict[str, Any]:
        posts = news_out().select_related("region").order_by("-published_at", "-pk")
        return {
            "page": Paginator(posts, NEWS_ON_A_PAGE).get_page(request.GET.get("page")),
            "here": "news",
            "title": _("News"),
        }

    return show(
        request,
        "website/news_list.html",
        tell,
        version=version_of([*programmes, *regions]),
        programme=programmes.pop() if len(programmes) == 1 else None,
    )


@public_page
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one news post, with what was published before and after it."""
    post = get_object_or_404(news_out().select_related("region", "programme"), public_id=public_id)

    def tell() -> dict[str, Any]:
        before, after = neighbours(post.programme_id, Moment(post.at, "news", post.pk))
        return {
            "post": post,
            "before": before,
            "after": after,
            "here": "news",
            "title": str(post.title),
            "description": first_words(post.text),
        }

    rows = [post.programme, *([post.region] if post.region else [])]
    return show(
        request,
        "website/news.html",
        tell,
        version=version_of(rows) + post.at.isoformat(),
        programme=post.programme,
        region=post.region,
    )


@public
@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponse:
    """Give the picture of a post that is out; any other file is not there."""
    if "\x00" in path or not NewsPost.objects.filter(picture=path, published_at__isnull=False).exists():
        raise Http404(_("There is no such picture."))
    response = picture_file(path)
    patch_cache_control(response, public=True, max_age=A_MONTH, immutable=True)
    return response


def picture_file(path: str) -> HttpResponse:
    """Return a picture that we wrote ourselves, under the type we wrote it in."""
    kind = TYPES.get(path.rpartition(".")[2])
    if kind is None or not default_storage.exists(path):
        raise Http404(_("There is no such picture."))
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
