"""Stages of a fresh programme for the gallery: nothing in it yet, one of each, and names of 200 characters."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from django.db.models import CharField
from django.utils import timezone

from maillage.cooperation.models import AgendaItem, Commitment, Invitation, Need, Room, Roundtable
from maillage.initiatives.models import Initiative
from maillage.people.models import Contact, Membership, Organisation, User
from maillage.territory.models import Programme, Region
from maillage.website.models import NewsPost
from tests import factories as make
from tests.isolation.routes import every_route
from tests.journeys import stages_lifts
from tests.journeys.furnish import described

OF_THE_REGION = {"region", "programme"}
LONG = (
    "Communauté d’agglomération pour l’accueil, l’accompagnement et la mobilité des personnes nouvellement arrivées "
    "dans les communes rurales du Haut-Pays et de ses vallées, Anstaltunterbringungskostenbeitragsverordnung"
)
WORDED = {
    Roundtable: ["subject", "venue"],
    AgendaItem: ["title"],
    Room: ["title"],
    Need: ["text"],
    Commitment: ["text"],
    Initiative: ["name"],
    NewsPost: ["title"],
    Region: ["name"],
}
NAMED = (Organisation, Contact, User, Programme)


def addresses(slug: str) -> None:
    """Print the addresses of a region and of the whole site, those of lifts with their rows, and a way in."""
    from maillage.people.actions import sign_in_link

    region = Region.objects.get(slug=slug)
    rows = {"region": region, "roundtable": Roundtable.objects.filter(region=region).first()}
    asked = OF_THE_REGION | ({"number"} if rows["roundtable"] else set())
    routes = every_route()
    known = [(route, route.address(rows)) for route in routes if set(route.parameters) <= asked]
    known += stages_lifts.addresses_of_lifts(region, routes)
    convenor = Membership.objects.filter(region=region).select_related("user").first()
    assert convenor
    found = described(known, convenor.user)
    sys.stdout.write(json.dumps({"routes": found, "way_in": sign_in_link(convenor.user)}))


def one_of_each(slug: str) -> None:
    """Add one row of each kind to a region that has none."""
    region = Region.objects.get(slug=slug)
    organisation = make.an_organisation(region, name="Mairie")
    contact = make.a_contact(region, organisation, name="Demonstration contact", is_demonstration=True)
    roundtable = make.a_roundtable(region, 1, date=timezone.localdate() + timedelta(days=20), subject={"fr": "Début"})
    AgendaItem.objects.create(roundtable=roundtable, position=1, title={"fr": "Accueil"}, minutes=10)
    Room.objects.create(roundtable=roundtable, number=1, title={"fr": "Atelier"})
    make.an_invitation(roundtable, contact)
    need = make.a_need(roundtable)
    make.a_commitment(roundtable, need, organisation=organisation, contact=contact, due_on=roundtable.date)
    Initiative.objects.create(region=region, name={"fr": "Café des langues"})
    NewsPost.objects.create(
        programme=region.programme,
        region=region,
        title={"fr": "Une nouvelle"},
        text={"fr": "Un paragraphe."},
        published_at=timezone.now(),
    )
    stages_lifts.rows_of_lifts(region)
    region.public_version += 1
    region.save(update_fields=["public_version"])


def long_names() -> None:
    """Give everything that has a name one of 200 characters, or of as many as its column takes."""
    for model, names in (WORDED | stages_lifts.WORDED).items():
        model._default_manager.update(**{name: {"fr": LONG, "en": LONG} for name in names})
    for model, name in (dict.fromkeys(NAMED, "name") | stages_lifts.NAMED).items():
        column = model._meta.get_field(name)
        most = column.max_length if isinstance(column, CharField) else None
        model._default_manager.update(**{name: LONG[:most]})
    Invitation.objects.update(answer="substitute", substitute_name=LONG[:150], message=LONG, answered_at=timezone.now())
    for region in Region.objects.all():
        region.public_version += 1
        region.save(update_fields=["public_version"])
