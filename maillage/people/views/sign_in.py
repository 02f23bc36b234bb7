"""Signing in: ask for a code, or press the one button of a link's page."""

from __future__ import annotations

import ipaddress

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.kit.access import Policy, by_link, opens_to, public
from maillage.kit.tokens import LinkAltered, LinkExpired
from maillage.people.links import user_of_demonstration_token, user_of_sign_in_token
from maillage.people.models import User
from maillage.people.sign_in import BACKEND, queue_nothing, sign_in_once

LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


class AskForCodeView(RequestLoginCodeView):
    """The page that asks for an address; an unknown one costs the same work as a known one."""

    def form_valid(self, form: RequestLoginCodeForm) -> HttpResponse:
        if not form.is_known:
            queue_nothing()
        answer: HttpResponse = super().form_valid(form)
        return answer


ask_for_code = public(AskForCodeView.as_view())
confirm_code = public(ConfirmLoginCodeView.as_view())
sign_out = public(LogoutView.as_view())


@by_link
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whom the link signs in, with one button; pressing it uses the link up."""
    try:
        user = user_of_sign_in_token(token)
    except LinkExpired:
        return used_up(request)
    except LinkAltered:
        return not_whole(request)
    if request.method == "GET":
        return render(request, "people/sign_in_link.html", {"who": user})
    return redirect("desk:home") if sign_in_once(request, user) else used_up(request)


@opens_to(Policy.LOOPBACK)
@never_cache
@require_http_methods(["GET", "POST"])
def demonstration_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody at this machine look around as a person of the demonstration."""
    user = _demonstration_person(request, token)
    if request.method == "GET":
        return render(request, "people/sign_in_link.html", {"who": user, "demonstration": True})
    login(request, user, backend=BACKEND)
    return redirect("desk:home")


def used_up(request: HttpRequest) -> HttpResponse:
    """Say that a sign-in link has ended, and offer a new one."""
    context = {
        "what": _("A link to sign in works once, for ten minutes."),
        "todo": _("Ask for a new one: it takes a minute."),
        "again_url": reverse("account_login"),
        "again_label": _("Send me a new code"),
    }
    return render(request, "kit/gone.html", context, status=410)


def not_whole(request: HttpRequest) -> HttpResponse:
    """Say that a link was cut or changed on its way."""
    context = {
        "what": _("This link is not whole: it was cut or changed on its way."),
        "todo": _("Copy the whole of it from the message, or write the code from there on the page that asked for it."),
    }
    return render(request, "kit/gone.html", context, status=410)


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Say whether the request was made on this machine, to this machine, through nobody else."""
    if any(request.META.get(header) for header in FORWARDED):
        return False
    try:
        caller = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return caller.is_loopback and split_domain_port(request.get_host())[0] in LOCAL_HOSTS


def _demonstration_person(request: HttpRequest, token: str) -> User:
    if not comes_from_this_machine(request):
        raise Http404
    try:
        return user_of_demonstration_token(token)
    except LinkAltered:
        raise Http404 from None
