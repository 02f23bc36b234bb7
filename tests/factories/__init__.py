"""Rows for tests, with defaults that a reader need not know."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from maillage.cooperation.enums import Mode, State
from maillage.cooperation.models import Commitment, Invitation, Need, Raising, Roundtable
from maillage.initiatives.actions.index_practices import index_practice
from maillage.initiatives.models import Initiative, Pilot, PilotReport, Terms
from maillage.people.enums import Category, Part, Role, Skill, VolunteerState
from maillage.people.models import Contact, Membership, Organisation, Seat, User, Volunteer
from maillage.territory.models import Programme, Region, Theme

count = itertools.count(1)


def a_programme(**fields: Any) -> Programme:
    number = next(count)
    return Programme.objects.create(
        **{
            "slug": f"programme-{number}",
            "name": f"Programme {number}",
            "funder_credit": {"en": "Co-funded by a fund.", "fr": "Cofinancé par un fonds."},
            **fields,
        }
    )


def a_region(programme: Programme | None = None, **fields: Any) -> Region:
    number = next(count)
    return Region.objects.create(
        programme=programme or a_programme(),
        **{
            "slug": f"region-{number}",
            "name": {"en": f"Region {number}", "fr": f"Région {number}"},
            "kind": {"en": "department", "fr": "département"},
            "country": "FR",
            "languages": ["fr", "en"],
            **fields,
        },
    )


def a_user(email: str = "", **fields: Any) -> User:
    return User.objects.create_user(email or f"user{next(count)}@example.org", **fields)


def a_role(user: User, role: Role, region: Region, organisation: Organisation | None = None) -> Membership:
    if role == Role.LEAD:
        return Membership.objects.create(user=user, role=role, programme=region.programme)
    return Membership.objects.create(user=user, role=role, region=region, organisation=organisation)


def an_organisation(
    region: Region, part: Part = Part.MEMBER, joined_on: date | None = None, **fields: Any
) -> Organisation:
    organisation = Organisation.objects.create(
        programme=region.programme,
        **{"name": f"Organisation {next(count)}", "category": Category.NGO, **fields},
    )
    Seat.objects.create(region=region, organisation=organisation, part=part, joined_on=joined_on)
    return organisation


def a_contact(region: Region, organisation: Organisation | None = None, **fields: Any) -> Contact:
    number = next(count)
    return Contact.objects.create(
        region=region,
        organisation=organisation,
        **{
            "name": f"Person {number}",
            "email": f"person{number}@example.org",
            "preferred_language": "fr",
            **fields,
        },
    )


def a_roundtable(region: Region, number: int = 1, **fields: Any) -> Roundtable:
    return Roundtable.objects.create(
        region=region,
        number=number,
        **{
            "state": State.CALLED,
            "date": date(2022, 1, 25),
            "start_time": time(14, 0),
            "minutes": 120,
            "mode": Mode.ONLINE,
            "time_zone": region.time_zone,
            **fields,
        },
    )


def an_invitation(roundtable: Roundtable, contact: Contact | None = None, **fields: Any) -> Invitation:
    return Invitation.objects.create(roundtable=roundtable, contact=contact or a_contact(roundtable.region), **fields)


def a_need(roundtable: Roundtable, text: str = "Somebody whose work it is.", **fields: Any) -> Need:
    need = Need.objects.create(region=roundtable.region, text={"en": text, "fr": text}, **fields)
    Raising.objects.create(need=need, roundtable=roundtable)
    return need


def a_commitment(roundtable: Roundtable, need: Need | None = None, **fields: Any) -> Commitment:
    return Commitment.objects.create(
        region=roundtable.region,
        roundtable=roundtable,
        need=need,
        **{
            "text": {"en": "We write one page.", "fr": "Nous écrivons une page."},
            "due_on": date(2022, 4, 30),
            **fields,
        },
    )


def a_pilot(region: Region, **fields: Any) -> Pilot:
    return Pilot.objects.create(region=region, **{"name": {"en": f"Pilot {next(count)}"}, **fields})


def a_pilot_report(
    region: Region, pilot: Pilot | None = None, contact: Contact | None = None, **fields: Any
) -> PilotReport:
    known = {"period_from": date(2022, 1, 1), "period_to": date(2022, 3, 31), "due_on": date(2022, 4, 14)}
    pilot = pilot or a_pilot(region, contact=contact)
    return PilotReport.objects.create(pilot=pilot, nonce="first", **{**known, **fields})


def a_practice(
    region: Region,
    name: str | dict[str, str] = "A practice",
    *,
    themes: Iterable[Theme] = (),
    terms: dict[str, Any] | None = None,
    **fields: Any,
) -> Initiative:
    """A practice that is found by what it says."""
    practice = Initiative.objects.create(region=region, name={"en": name} if isinstance(name, str) else name, **fields)
    practice.themes.set(themes)
    if terms is not None:
        Terms.objects.create(initiative=practice, **terms)
    index_practice(practice)
    return practice


def a_volunteer(region: Region, **fields: Any) -> Volunteer:
    """Somebody who takes part and offers to be a mentor."""
    number = next(count)
    return Volunteer.objects.create(
        region=region,
        **{
            "name": f"Volunteer {number}",
            "email": f"volunteer{number}@example.org",
            "preferred_language": "en",
            "skills": [Skill.MENTORING],
            "state": VolunteerState.WELCOME,
            **fields,
        },
    )
