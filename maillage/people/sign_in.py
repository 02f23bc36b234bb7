"""How people sign in: by a code or a link in a mail, through allauth, with no open sign-up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class SignIn(DefaultAccountAdapter):
    """Accounts are made by a convenor or the command line, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
