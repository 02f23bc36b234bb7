"""The frame of the demonstration: programme, regions, organisations with their seats, news."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from maillage.demonstration.facts import Facts
from maillage.kit.audit import SYSTEM
from maillage.people.enums import Part
from maillage.people.models import Organisation, Seat
from maillage.territory.actions import add_region, start_programme
from maillage.territory.models import Place, Programme, Region, Theme
from maillage.website.models import NewsPost


@dataclass
class Register:
    """What the facts call by a key: organisations, practices, themes and places."""

    programme: Programme
    organisations: dict[str, Organisation] = field(default_factory=dict)
    practices: dict[str, int] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)

    @classmethod
    def of(cls, programme: Programme, organisations: list[Facts]) -> Register:
        """Begin with the organisations that work above one region."""
        register = cls(programme, themes={theme.key: theme for theme in Theme.objects.select_related("group")})
        for facts in organisations:
            register.enter(facts)
        return register

    def enter(self, facts: Facts, country: str = "") -> Organisation:
        """Write an organisation down; a category that no source states is marked as inferred."""
        organisation = Organisation.objects.create(
            programme=self.programme,
            public_id=facts["key"],
            name=facts["name"],
            category=facts.get("category", ""),
            category_is_inferred=facts.get("inferred", False),
            description=facts.get("description", {}),
            website=facts.get("website", ""),
            based_in=place_of(facts.get("place"), country),
            is_demonstration=True,
            sources=facts["sources"],
        )
        self.organisations[facts["key"]] = organisation
        return organisation


def place_of(code: str | None, country: str) -> Place | None:
    """Return the place with this code; none where the facts name none."""
    return Place.objects.get(country=country, code=code) if code else None


def noon_of(day: date) -> datetime:
    """Return noon of `day` in universal time, at which reports and news of the demonstration stand."""
    return datetime.combine(day, time(12), UTC)


def found_programme(facts: Facts) -> Programme:
    """Start the programme, marked as a demonstration."""
    programme = start_programme(
        name=facts["name"],
        slug=facts["slug"],
        funder_credit=facts["funder_credit"],
        lead_name=facts["lead_name"],
        planned_roundtables=facts["planned_roundtables"],
        by=SYSTEM,
    )
    for name in ("full_title", "aim", "lead_website", "starts_on", "ends_on", "dates_note", "sources"):
        setattr(programme, name, facts[name])
    programme.is_demonstration = True
    programme.save()
    return programme


def found_region(facts: Facts, programme: Programme) -> Region:
    """Add one region with its introduction."""
    region = add_region(
        programme=programme,
        slug=facts["slug"],
        name=facts["name"],
        kind=facts["kind"],
        country=facts["country"],
        languages=facts["languages"],
        time_zone=facts["time_zone"],
        planned_roundtables=programme.planned_roundtables,
        nuts_code=facts.get("nuts_code", ""),
        by=SYSTEM,
    )
    region.parent_name = facts.get("parent_name", {})
    region.nuts_remark = facts["nuts_remark"]
    region.introduction = facts["introduction"]
    region.sources = facts["sources"]
    region.save()
    return region


def seat_organisations(facts: Facts, region: Region, register: Register) -> None:
    """Write down the organisations of one region and give them their seats; those without a part have none."""
    seats = [(seat["organisation"], seat["part"]) for seat in facts.get("seat", [])]
    for organisation in facts.get("organisation", []):
        register.enter(organisation, region.country)
        seats.append((organisation["key"], organisation.get("part", Part.MEMBER)))
    Seat.objects.bulk_create(
        Seat(region=region, organisation=register.organisations[key], part=part) for key, part in seats if part
    )


def publish_news(facts: Facts, programme: Programme) -> None:
    """Publish the news of the programme."""
    for post in facts["news"]:
        NewsPost.objects.create(
            programme=programme,
            title=post["title"],
            text=post["text"],
            published_at=noon_of(post["published"]),
            sources=post["sources"],
        )
