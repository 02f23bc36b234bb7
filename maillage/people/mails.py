"""The mails of people: the code to sign in, and the word that somebody was given a role."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.kit import tokens
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.codes import code_of
from maillage.people.links import LINK_LASTS, address, sign_in_token
from maillage.people.models import Membership, User
from maillage.people.queries.answering import who_answers
from maillage.territory.models import Region


@composer("sign-in-code", secrets=["seed"], good_for=LINK_LASTS)
def sign_in_code(mail: OutboxMail, masked: bool) -> Message:
    """Say the code, and give the link that does the same in one step."""
    hidden = masked or not mail.params.get("seed")
    user = User.objects.filter(pk=mail.params.get("user")).first()
    token = tokens.MASK if hidden or user is None else sign_in_token(user)
    answers = who_answers(user) if user else ""
    context = {
        "code": "····-····" if hidden else code_of(mail.params["seed"]),
        "minutes": int(LINK_LASTS.total_seconds() // 60),
        "button_url": address("people:sign-in-link", language=mail.language, token=token),
        "button_label": _("Sign in"),
    }
    return worded("sign_in_code", _("Your code to sign in"), context, reply_to=(answers,) if answers else ())


@composer("role-given")
def role_given(mail: OutboxMail, masked: bool) -> Message:
    """Tell somebody which role they have in which region, and how to sign in; no link here is secret."""
    membership = Membership.objects.select_related("region").get(pk=mail.params["membership"])
    region = Region.objects.select_related("programme").get(slug=membership.owner)
    context = {
        "role": membership.get_role_display(),
        "region": region,
        "programme": region.programme,
        "given_by": mail.params.get("given_by", ""),
        "button_url": f"{settings.BASE_URL}{reverse('desk:region', args=[region.slug])}",
        "button_label": _("Go to the desk"),
    }
    subject = _("You may now work in the region %(region)s") % {"region": region}
    reply_to = (mail.params["reply_to"],) if mail.params.get("reply_to") else ()
    return worded("role_given", subject, context, reply_to=reply_to)


def worded(template: str, subject: str, context: dict[str, object], reply_to: tuple[str, ...] = ()) -> Message:
    """Render text and HTML of one mail."""
    context = {"subject": subject, **context}
    return Message(
        subject=subject,
        text=render_to_string(f"people/mail/{template}.txt", context),
        html=render_to_string(f"people/mail/{template}.html", context),
        reply_to=reply_to,
    )
