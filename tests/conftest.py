"""The fixed cast: two regions of one programme and one of another, with the people who work there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from maillage.people.enums import Part, Role
from maillage.people.models import Organisation, User
from maillage.territory.models import Programme, Region
from tests import factories as make


@dataclass
class Cast:
    """Who is who in tests: `near` is the region where the story happens, `far` its sibling, `foreign` another's."""

    programme: Programme
    near: Region
    far: Region
    foreign: Region
    host: Organisation
    member_organisation: Organisation
    convenor: User
    editor: User
    member: User
    far_convenor: User
    foreign_convenor: User
    lead: User
    stranger: User


@pytest.fixture
def cast(db: None) -> Cast:
    programme = make.a_programme(slug="share", name="Share")
    near = make.a_region(programme, slug="near", name={"en": "Near", "fr": "Près"})
    far = make.a_region(programme, slug="far", name={"en": "Far", "fr": "Loin"})
    foreign = make.a_region(slug="foreign", name={"en": "Foreign", "fr": "Ailleurs"})
    host = make.an_organisation(near, Part.CONVENOR, name="The Host")
    member_organisation = make.an_organisation(near, name="The Member")
    users = {
        name: make.a_user(f"{name.replace('_', '.')}@example.org", name=name.replace("_", " ").title())
        for name in ("convenor", "editor", "member", "far_convenor", "foreign_convenor", "lead", "stranger")
    }
    make.a_role(users["convenor"], Role.CONVENOR, near)
    make.a_role(users["editor"], Role.EDITOR, near)
    make.a_role(users["member"], Role.MEMBER, near, member_organisation)
    make.a_role(users["far_convenor"], Role.CONVENOR, far)
    make.a_role(users["foreign_convenor"], Role.CONVENOR, foreign)
    make.a_role(users["lead"], Role.LEAD, near)
    return Cast(
        programme=programme,
        near=near,
        far=far,
        foreign=foreign,
        host=host,
        member_organisation=member_organisation,
        **users,
    )
