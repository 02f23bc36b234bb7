"""The practices and pilots of the demonstration."""

from __future__ import annotations

from maillage.demonstration.facts import Facts
from maillage.demonstration.frame import Register, place_of
from maillage.initiatives.models import Initiative, Pilot, Target, Terms
from maillage.territory.models import Region

# Stated once for all pilots of the programme.
PILOT_MONTHS = 10
BUDGET_NOTE = {
    "en": "12,000 euros a department; the rate is stated for the French pilots only.",
    "fr": "12\N{NARROW NO-BREAK SPACE}000 euros par département"
    "\N{NARROW NO-BREAK SPACE}; ce montant n’est indiqué que pour les projets pilotes français.",
}


def record_practices(facts: Facts, region: Region, register: Register) -> None:
    """Write down the practices of one region; whether they still run is not known."""
    for practice in facts.get("practice", []):
        initiative = Initiative.objects.create(
            region=region,
            public_id=practice["key"],
            name=practice["name"],
            description=practice["description"],
            organisation=register.organisations.get(practice.get("organisation", "")),
            place=place_of(practice.get("place"), region.country),
            place_in_words=practice.get("place_in_words", {}),
            figures=practice.get("figures", {}),
            sources=practice["sources"],
        )
        initiative.themes.set(register.themes[key] for key in practice["themes"])
        if practice.get("outside_region"):
            Terms.objects.create(initiative=initiative, outside_region=True)
        register.practices[practice["key"]] = initiative.pk


def record_pilots(facts: Facts, region: Region, register: Register) -> None:
    """Write down the pilots of one region; unknown names, holders and contents stay empty."""
    for known in facts.get("pilot", []):
        pilot = Pilot.objects.create(
            region=region,
            public_id=known["key"],
            name=known.get("name", {}),
            description=known.get("description", {}),
            holder=register.organisations.get(known.get("holder", "")),
            place_in_words=known.get("place_in_words", {}),
            months=PILOT_MONTHS,
            ended_on=known.get("ended_on"),
            budget_eur=known.get("budget_eur"),
            budget_note=BUDGET_NOTE if "budget_eur" in known else {},
            difficulties=known.get("difficulties", {}),
            sources=known["sources"],
        )
        pilot.themes.set(register.themes[key] for key in known.get("themes", []))
        pilot.partners.set(register.organisations[key] for key in known.get("partners", []))
        Target.objects.bulk_create(Target(pilot=pilot, **target) for target in known.get("targets", []))
