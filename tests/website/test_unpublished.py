"""What was noted at a table whose report is not out changes nothing that the public reads of an earlier need."""

from __future__ import annotations

from django.test import Client

from maillage.cooperation.enums import Progress, State
from maillage.cooperation.models import FollowUp, Mention
from maillage.initiatives.models import Initiative
from maillage.territory.models import Region
from tests import factories as make
from tests.website.publishing import a_report, on, publish, words


def test_a_promise_of_an_unreported_table_does_not_move_a_public_need(client: Client, near: Region) -> None:
    need = make.a_need(a_report(near, 1), "Lessons.")
    running = make.a_roundtable(near, 2, state=State.CALLED)
    promise = make.a_commitment(running, need, organisation=make.an_organisation(near))
    practice = Initiative.objects.create(region=near, name={"en": "Noted today"})
    Mention.objects.create(roundtable=running, initiative=practice)
    need.answered_by.add(practice)
    FollowUp.objects.create(commitment=promise, progress=Progress.LATE, told_at=on(2))
    page = words(client.get(need.get_absolute_url()))
    assert "Nobody has answered yet." in page
    assert "not done yet" not in page
    assert "Noted today" not in page
    publish(running, on(3))
    page = words(client.get(need.get_absolute_url()))
    assert "not done yet" in page
    assert "Noted today" in page
