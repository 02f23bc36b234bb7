"""How people sign in: by a code or a link in a mail, through allauth, with no open sign-up."""

from __future__ import annotations

import ipaddress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.kit.models import MailState
from maillage.kit.outbox import queue
from maillage.kit.spoken import page_language
from maillage.people.codes import new_seed
from maillage.people.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOBODY = "nobody@maillage.invalid"


class SignIn(DefaultAccountAdapter):
    """Accounts are made by a convenor or the command line, never by a visitor; mails leave through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code of the latest message. Copy it from there, or ask for a new one."),
        "too_many_login_attempts": _("That was too often in a short time. Wait an hour, then ask for a new code."),
        "rate_limited": _("That was too often in a short time. Wait an hour, then ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        return new_seed()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        queue_code(context["code"], email)

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_of(super().get_client_ip(request))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")


def network_of(ip: str) -> str:
    """Return the network of 256 addresses in which an IPv4 address stands: limits count by network."""
    found = ipaddress.ip_address(ip)
    return str(ipaddress.ip_network(f"{found}/24", strict=False).network_address) if found.version == 4 else ip


@transaction.atomic
def queue_code(seed: str, email: str) -> None:
    """Put a mail with a code into the outbox, to be worded and sent by the worker."""
    user = User.objects.get(email__iexact=email)
    queue(
        "sign-in-code",
        key=f"sign-in-code:{seed}",
        to=user.email,
        language=page_language(),
        params={"user": user.pk, "seed": seed},
        subject=str(_("Your code to sign in")),
        is_demonstration=user.is_demonstration,
    )


@transaction.atomic
def queue_nothing() -> None:
    """Do for an unknown address the work that a known one costs, so that no clock tells them apart."""
    seed = new_seed()
    mail = queue("sign-in-code", key=f"sign-in-code:{seed}", to=NOBODY, language=page_language(), params={})
    type(mail).objects.filter(pk=mail.pk).update(state=MailState.CANCELLED)


def sign_in_once(request: HttpRequest, user: User) -> bool:
    """Sign in by a link that works once; of two at the same moment, one wins."""
    now = timezone.now()
    if not User.objects.filter(pk=user.pk, last_login=user.last_login).update(last_login=now):
        return False
    login(request, user, backend=BACKEND)
    return True
