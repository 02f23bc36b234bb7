"""Roundtables and practices lead to the form of asking for a lift, filled in, where somebody can be set down."""

from __future__ import annotations

import re
from datetime import time, timedelta

from django.test import Client
from django.utils import timezone

from maillage.cooperation.enums import Mode, State
from maillage.mobility.models import MeetingPoint, RideRules
from maillage.people.models import Organisation
from maillage.territory.models import Region
from tests import factories as make
from tests.mobility.weeks import a_point, a_village


def leads_to(address: str) -> str:
    """The address of the form to which a page leads; nothing where it leads to none."""
    found = re.search(r'href="(/en/near/lifts/ask/[^"]*)"', Client().get(address).content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def test_a_roundtable_that_people_come_to_leads_to_the_form_with_its_day_and_hours(region: Region) -> None:
    place = a_village(region)
    station, hall = (a_point(region, place, kind=kind) for kind in ("station", "town_hall"))
    host: Organisation = make.an_organisation(region, name="Hall of the village", based_in=place)
    day = timezone.localdate() + timedelta(days=9)
    told = {"state": State.CALLED, "date": day, "start_time": time(14), "minutes": 150, "mode": Mode.ON_SITE}
    roundtable = make.a_roundtable(region, 7, venue_organisation=host, **told)
    page = "/en/near/roundtables/7/"
    said = f"to={hall.public_id}&weekday={day.isoweekday()}&from_on={day}&until_on={day}&by=14%3A00&back=16%3A30"
    assert leads_to(page) == f"/en/near/lifts/ask/?{said}"
    form = Client().get(leads_to(page)).context["form"]
    begins = [
        form.get_initial_for_field(form.fields[name], name) for name in ("to_point", "time", "back_at", "weekdays")
    ]
    assert begins == [hall.public_id, time(14), time(16, 30), [str(day.isoweekday())]]
    for closed in ({"mode": Mode.ONLINE}, {"venue_organisation": None}, {"date": timezone.localdate() - timedelta(9)}):
        type(roundtable).objects.filter(pk=roundtable.pk).update(**{**told, "venue_organisation": host, **closed})
        assert leads_to(page) == ""
    assert station.closed_at is None


def test_a_practice_leads_to_the_form_while_lifts_are_open_and_it_runs(region: Region) -> None:
    place = a_village(region)
    point = a_point(region, place)
    practice = make.a_practice(region, "Sewing on Mondays", place=place)
    page = f"/en/near/practices/{practice.public_id}/"
    assert leads_to(page) == f"/en/near/lifts/ask/?to={point.public_id}"
    type(practice).objects.update(standing="past")
    assert leads_to(page) == ""
    type(practice).objects.update(standing="unknown")
    MeetingPoint.objects.update(closed_at=timezone.now())
    assert leads_to(page) == ""
    MeetingPoint.objects.update(closed_at=None)
    RideRules.objects.update(is_open=False)
    assert leads_to(page) == ""
