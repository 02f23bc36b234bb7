"""News on the desk: write, show to oneself, publish, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region
from maillage.website.actions import publish_news, save_news, withdraw_news
from maillage.website.forms import NewsForm
from maillage.website.models import NewsPost
from maillage.website.views.news import picture_file

POSTS_ON_A_PAGE = 25


@require_safe
@editor_desk
def index(request: DeskRequest, region: Region) -> HttpResponse:
    """List the posts of a region, those not yet out first."""
    posts = NewsPost.objects.filter(region=region).order_by(F("published_at").desc(nulls_first=True), "-pk")
    page = Paginator(posts, POSTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "website/news_desk.html", {"region": region, "programme": region.programme, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@editor_desk
def create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write a new post."""
    return written(request, region, None)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_desk
def edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change a post."""
    return written(request, region, post_of(region, public_id))


def written(request: DeskRequest, region: Region, post: NewsPost | None) -> HttpResponse:
    """Show the form, or keep what was sent; “Save and publish” also puts it out."""
    form = NewsForm(request, region, post)
    if request.method == "POST" and form.is_valid():
        by = actor_of(request.user)
        kept = save_news(
            region=region,
            post=post,
            by=by,
            title=form.wording("title"),
            text=form.wording("text"),
            picture=form.cleaned_data["picture"],
            picture_alt=form.wording("picture_alt"),
            picture_credit=form.cleaned_data["picture_credit"],
            remove_picture=form.cleaned_data.get("remove_picture", False),
        )
        if "publish" in request.POST:
            return published(request, region, kept)
        messages.success(request, _("Saved."))
        return redirect("website:news-edit", region.slug, kept.public_id)
    context = {"region": region, "programme": region.programme, "post": post, "form": form, "sets": form.sets()}
    return render(request, "website/news_edit.html", context, status=422 if form.errors else 200)


@require_POST
@editor_desk
def publish(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Put a post on the website."""
    return published(request, region, post_of(region, public_id))


@require_POST
@editor_desk
def withdraw(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a post off the website."""
    withdraw_news(post=post_of(region, public_id), region=region, by=actor_of(request.user))
    messages.success(request, _("Taken off the website. The text stays here."))
    return redirect("website:news-desk", region.slug)


@require_safe
@editor_desk
def picture(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show a picture to those who work on its post, before it is out."""
    post = post_of(region, public_id)
    if not post.picture:
        raise Http404(_("There is no such picture."))
    response = picture_file(str(post.picture.name))
    patch_cache_control(response, private=True, no_store=True)
    return response


def post_of(region: Region, public_id: str) -> NewsPost:
    """Return a post of this very region."""
    return get_object_or_404(NewsPost.objects.select_related("region", "programme"), region=region, public_id=public_id)


def published(request: DeskRequest, region: Region, post: NewsPost) -> HttpResponseRedirect:
    """Publish a post and go back to the list."""
    publish_news(post=post, region=region, by=actor_of(request.user))
    messages.success(request, _("Published. It is on the region’s page and in the feeds."))
    return redirect("website:news-desk", region.slug)
