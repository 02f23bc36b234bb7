"""The form by which a role is given or changed."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.people.enums import Role
from maillage.people.models import Organisation
from maillage.territory.models import Region

GIVEN = [
    (Role.CONVENOR, _("convenor: runs the region, gives roles")),
    (Role.EDITOR, _("editor: prepares roundtables, keeps the directory")),
    (Role.MEMBER, _("member: sees what concerns the organisation")),
]


class RoleForm(forms.Form):
    """A role, and for members the organisation they speak for."""

    role = forms.ChoiceField(label=_("Role"), choices=GIVEN, widget=forms.RadioSelect, initial=Role.EDITOR)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("organisation", "none"),
        help_text=_("Needed for members."),
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        organisations.queryset = Organisation.objects.filter(seats__region=region)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.MEMBER and not cleaned.get("organisation"):
            self.add_error("organisation", _("A member speaks for an organisation. Choose which."))
        return cleaned


class GiveRoleForm(RoleForm):
    """To whom the role goes; somebody without an account gets one."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Write the whole address, such as name@example.org."),
        },
    )
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    field_order = ["email", "name", "role", "organisation"]
