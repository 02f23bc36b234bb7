"""The two forms of signing in: an address, then the code from the mail."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.people.codes import fits


class AskForCode(RequestLoginCodeForm):
    """The address to which the code goes."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the whole address, such as name@example.org."),
        },
    )

    @property
    def is_known(self) -> bool:
        """Whether somebody signs in with this address; never shown."""
        return self._user is not None


class ConfirmCode(ConfirmLoginCodeForm):
    """The code from the mail; tries are counted in the database, for the code, the address and the network."""

    code = forms.CharField(
        label=_("Code from the message"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
        error_messages={"required": _("Write the eight characters from the message.")},
    )

    def clean_code(self) -> str:
        entered: str = self.cleaned_data["code"]
        request = context.request
        state = request._login_stage.state
        email, code = state["email"].lower(), f"{request.session.session_key}:{state['at']}"
        left = ratelimit.consume(request, action="login_codes_of_one", key=email, dry_run=True)
        if not (left and ratelimit.consume(request, action="one_login_code", key=code)):
            raise get_adapter().validation_error("too_many_login_attempts")
        if not fits(entered, self.expected_code):
            ratelimit.consume(request, action="login_codes_of_one", key=email)
            raise get_adapter().validation_error("incorrect_code")
        return entered
