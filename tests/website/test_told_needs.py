"""The state of a need reckoned from flat rows is the state that the database reckons."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from maillage.cooperation.enums import Progress
from maillage.cooperation.models import FollowUp, Need, ReportVersion
from maillage.initiatives.models import Initiative
from maillage.website.queries.needs import in_state, told
from tests import factories as make
from tests.conftest import Cast

TODAY = date(2022, 3, 1)
STATES = ("open", "promised", "late", "answered", "closed")


@pytest.fixture
def needs(cast: Cast) -> None:
    reported = make.a_roundtable(cast.near, 1)
    unreported = make.a_roundtable(cast.near, 2)
    ReportVersion.objects.create(
        roundtable=reported, number=1, frozen_at=timezone.now(), frozen_by="x", published_at=timezone.now()
    )
    owner = cast.member_organisation

    def promised(*progresses: Progress, due: date | None = None, at=reported, by=owner, text: str = "") -> Need:
        need = make.a_need(reported, text or " ".join(progresses) or str(due))
        commitment = make.a_commitment(at, need, due_on=due, organisation=by)
        for progress in progresses:
            FollowUp.objects.create(commitment=commitment, progress=progress, text={"en": "so"}, told_at=timezone.now())
        return need

    make.a_need(reported, "nobody")
    promised(due=date(2022, 2, 1), text="past its day")
    promised(due=date(2022, 4, 1), text="in time")
    promised(text="without a day")
    promised(by=None, text="without an owner")
    promised(at=unreported, text="not public yet")
    promised(Progress.BLOCKED)
    promised(Progress.ON_THE_WAY, Progress.DONE)
    promised(Progress.DROPPED)
    both = promised(Progress.DONE, text="kept, and one more promised")
    make.a_commitment(reported, both, due_on=None, organisation=owner)
    promised(Progress.DONE, Progress.ON_THE_WAY, text="done, then not")
    answered = make.a_need(reported, "answered by a practice")
    answered.answered_by.add(Initiative.objects.create(region=cast.near, name={"en": "A practice"}))
    make.a_need(reported, "closed", closed_on=TODAY, closed_because={"en": "Told."})


@pytest.mark.usefixtures("needs")
def test_both_ways_of_reckoning_agree() -> None:
    reckoned = {str(need.text): need.state for need in told(Need.objects.all(), TODAY)}
    asked = {str(need.text): state for state in STATES for need in in_state(Need.objects.all(), state, TODAY)}

    assert reckoned == asked
    assert set(asked.values()) == set(STATES)


@pytest.mark.usefixtures("needs")
def test_a_need_with_two_promises_is_told_once_with_the_one_that_stands() -> None:
    found = [need for need in told(Need.objects.all(), TODAY) if "one more" in str(need.text)]

    assert [(need.state, str(need.kept_text), need.promise_by) for need in found] == [
        ("promised", "We write one page.", "The Member")
    ]
