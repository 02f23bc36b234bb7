"""The roles in which a visitor of the demonstration may look around, each with its link."""

from __future__ import annotations

from django.utils.translation import gettext as _

from maillage.people.actions import demonstration_link
from maillage.people.models import User

DOMAIN = "demonstration.invalid"


def sign_in_links() -> list[tuple[str, str]]:
    """Return (role, link) for each demonstration person who exists; the links work on this machine alone."""
    roles = {
        f"lead@{DOMAIN}": _("network lead"),
        f"convenor.saone-et-loire@{DOMAIN}": _("convenor of Saône-et-Loire"),
        f"convenor.vaucluse@{DOMAIN}": _("convenor of Vaucluse"),
        f"editor.saone-et-loire@{DOMAIN}": _("editor in Saône-et-Loire"),
        f"member.saone-et-loire@{DOMAIN}": _("member in Saône-et-Loire"),
    }
    users = User.objects.filter(is_demonstration=True, is_active=True).in_bulk(roles, field_name="email")
    return [(role, demonstration_link(users[email])) for email, role in roles.items() if email in users]
