"""Whatever people do in whatever order, seats are as a model of five lines says."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maillage.cooperation.actions.invite import send_again, withdraw_invitation
from maillage.cooperation.actions.seats import set_seats
from maillage.cooperation.enums import Answer
from maillage.cooperation.models import Invitation, Roundtable
from tests import factories as make
from tests.cooperation.seating import BY, a_table, guests, held, is_sound, mailed, says, waiting

PEOPLE = 6
somebody = st.integers(0, PEOPLE - 1)
ways = st.sampled_from(["coming", "coming", "substitute", "maybe", "not_coming"])


class Model:
    """Who comes stands in line once; the first of the line hold the seats."""

    def __init__(self, seats: int) -> None:
        self.seats, self.line = seats, list[int]()

    def moves(self, person: int, comes: bool) -> None:
        if comes != (person in self.line):
            (self.line.append if comes else self.line.remove)(person)


class Seats(RuleBasedStateMachine):
    """A table with few seats, and the model beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()

    @initialize(seats=st.integers(1, 3))
    def open(self, seats: int) -> None:
        self.table: Roundtable = a_table(make.a_region(), seats)
        self.guests: list[Invitation] = guests(self.table, PEOPLE)
        self.model = Model(seats)
        self.waited: list[int] = []
        self.rises = 0

    @rule(who=somebody, answer=ways)
    def answers(self, who: int, answer: str) -> None:
        guest = self.guests[who]
        guest.refresh_from_db()
        if guest.revoked_at is None:
            says(guest, answer, substitute_name="Bo")
            self.model.moves(who, answer in {"coming", "substitute"})

    @rule(who=somebody)
    def is_withdrawn(self, who: int) -> None:
        withdraw_invitation(invitation=self.guests[who], by=BY)
        self.model.moves(who, comes=False)

    @rule(who=somebody)
    def is_invited_again(self, who: int) -> None:
        guest = self.guests[who]
        send_again(invitation=guest, by=BY)
        guest.refresh_from_db()
        self.model.moves(who, guest.answer in {Answer.COMING, Answer.SUBSTITUTE})

    @rule(more=st.integers(1, 2))
    def seats_are_added(self, more: int) -> None:
        self.model.seats += more
        set_seats(roundtable=self.table, seats=self.model.seats, by=BY)

    @invariant()
    def the_product_is_as_the_model_says(self) -> None:
        line = [self.guests[person].pk for person in self.model.line]
        assert held(self.table) == line[: self.model.seats]
        assert waiting(self.table) == line[self.model.seats :]
        assert is_sound(self.table)
        self.rises += len(set(self.waited) & set(line[: self.model.seats]))
        self.waited = line[self.model.seats :]
        assert len(mailed("moved_up")) == self.rises, "told once for each rise"

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)


@pytest.mark.django_db
def test_seats_are_as_the_model_says() -> None:
    quick = settings(
        max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Seats, settings=quick)
