"""Writing news: save, publish, withdraw."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from maillage.kit.audit import Actor, record
from maillage.kit.twice import just_made
from maillage.territory.actions import touch_region
from maillage.territory.models import Region
from maillage.website.models import NewsPost


def save_news(
    *,
    region: Region,
    title: dict[str, str],
    text: dict[str, str],
    by: Actor,
    post: NewsPost | None = None,
    picture: File[Any] | None = None,
    picture_alt: dict[str, str] | None = None,
    picture_credit: str = "",
    remove_picture: bool = False,
) -> NewsPost:
    """Keep a news post; a new picture takes the place of the old one, whose file goes once this is committed.

    The picture is written before the transaction begins, and goes again where nothing is kept.
    """
    post = post or NewsPost(programme=region.programme, region=region)
    post.title, post.text = title, text
    former = post.picture.name or ""
    if picture is not None:
        post.picture.save(str(picture.name), picture, save=False)
    elif remove_picture:
        post.picture = ""
    has_picture = bool(post.picture)
    post.picture_alt = (picture_alt or {}) if has_picture else {}
    post.picture_credit = picture_credit.strip() if has_picture else ""
    written = post.picture.name or ""
    kept = None
    try:
        kept = _keep(post, region, former, by)
    finally:
        if picture is not None and (kept is None or kept.picture.name != written):
            default_storage.delete(written)
    return kept


@transaction.atomic
def _keep(post: NewsPost, region: Region, former: str, by: Actor) -> NewsPost:
    """Write the row; a new post sent twice is the one that was written a moment ago."""
    Region.objects.select_for_update().get(pk=region.pk)
    same = NewsPost.objects.filter(region=region, title=post.title, text=post.text)
    if post.pk is None and (twice := just_made(same, "created_at")):
        return twice
    verb = "change news" if post.pk else "write news"
    post.save()
    if former and former != post.picture.name:
        transaction.on_commit(partial(default_storage.delete, former))
    if post.published_at:
        touch_region(region)
    record(verb, by=by, on=post, owner=region.slug)
    return post


@transaction.atomic
def publish_news(*, post: NewsPost, region: Region, by: Actor) -> NewsPost:
    """Put a post on the website and into the feeds; one that is out already keeps its day."""
    if post.published_at is None:
        post.published_at = timezone.now()
        post.save(update_fields=["published_at"])
        touch_region(region)
        record("publish news", by=by, on=post, owner=region.slug)
    return post


@transaction.atomic
def withdraw_news(*, post: NewsPost, region: Region, by: Actor) -> NewsPost:
    """Take a post off the website; its words and picture stay on the desk."""
    if post.published_at is not None:
        post.published_at = None
        post.save(update_fields=["published_at"])
        touch_region(region)
        record("withdraw news", by=by, on=post, owner=region.slug)
    return post
