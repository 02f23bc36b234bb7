"""Subscribing by mail: asked for on a page, confirmed by link, ended by link; none of it sets a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.kit import tokens
from maillage.kit.access import by_link, public
from maillage.kit.spoken import page_language
from maillage.people.models import Subscriber
from maillage.territory.models import Region
from maillage.territory.queries.regions import neighbourhood
from maillage.website.actions import ask_to_subscribe, confirm_subscription, end_subscription
from maillage.website.actions.subscription import TooManyAsk
from maillage.website.forms import SubscribeForm
from maillage.website.links import CONFIRM, LEAVE, subscriber_behind

# These forms act in nobody's name: no session is used, so that there is nothing a forged form could borrow.


@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, region: str) -> HttpResponse:
    """Ask for an address; the answer is the same whether or not it is subscribed already."""
    near = neighbourhood(region)
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "region": near.region, "programme": near.programme, "here": "regions"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "website/subscribe.html", context, status=422 if form.errors else 200)
    if not form.cleaned_data["website"]:
        try:
            ask_to_subscribe(region=near.region, email=form.cleaned_data["email"], language=page_language())
        except TooManyAsk:
            form.add_error(None, _("Many addresses were entered here just now. Try again in ten minutes."))
            return render(request, "website/subscribe.html", context, status=429)
    return render(request, "website/subscribe_asked.html", {**context, "email": form.cleaned_data["email"]})


@by_link
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button; pressing it subscribes the address."""
    try:
        subscriber = subscriber_behind(CONFIRM, token)
    except (tokens.LinkAltered, tokens.LinkExpired) as error:
        return ended(request, error)
    if request.method == "POST":
        confirm_subscription(subscriber=subscriber)
    return answered(request, "website/subscribe_confirm.html", subscriber, done=subscriber.confirmed_at is not None)


@by_link
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button; pressing it forgets the address."""
    try:
        subscriber = subscriber_behind(LEAVE, token)
    except tokens.LinkExpired:
        return render(request, "website/unsubscribed.html")
    except tokens.LinkAltered as error:
        return ended(request, error)
    if request.method == "POST":
        end_subscription(subscriber=subscriber)
    return answered(request, "website/unsubscribe.html", subscriber, done=request.method == "POST")


def answered(request: HttpRequest, template: str, subscriber: Subscriber, *, done: bool) -> HttpResponse:
    """Answer with a page about one subscription."""
    region: Region = subscriber.region
    context = {"subscriber": subscriber, "region": region, "programme": region.programme, "done": done}
    return render(request, template, context)


def ended(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say why a link does not work, and how to get another one; nothing is changed."""
    altered = isinstance(error, tokens.LinkAltered)
    what = (
        _("This link was cut or changed on its way, so we cannot tell whose it is.")
        if altered
        else _("This link was good for seven days, or the address is no longer known here.")
    )
    todo = _("Open it once more from the mail, or subscribe again on the page of your region.")
    return render(request, "kit/gone.html", {"what": what, "todo": todo}, status=404 if altered else 410)
