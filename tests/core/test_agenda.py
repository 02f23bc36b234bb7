"""The next agenda: what was promised comes first, nothing usual is lost, and it fits where it can."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.core.agenda import LEAST, OPENING_MINUTES, USUAL, Line, excess, fitted, next_agenda, planned
from maillage.core.wording import Wording

kinds = st.sampled_from(["commitments_review", "open_needs", "new_members", "field_update", "breakout", "other"])
lines = st.builds(Line, kind=kinds, minutes=st.none() | st.integers(1, 300))
counts = st.integers(0, 5)


def test_promises_then_needs_then_new_members_then_the_usual_items() -> None:
    usual = [Line("field_update", 15), Line("breakout", 45)]
    agenda = next_agenda(usual, commitments=2, needs=6, new_members=1)
    assert [line.kind for line in agenda] == [
        "commitments_review",
        "open_needs",
        "new_members",
        "field_update",
        "breakout",
    ]


def test_what_is_empty_takes_no_place() -> None:
    assert next_agenda([], commitments=0, needs=0, new_members=0) == USUAL


def test_an_opening_item_of_the_usual_agenda_gives_its_own_minutes_and_title() -> None:
    own = Line("open_needs", 25, Wording(en="What we still lack"))
    assert next_agenda([Line("field_update", 15), own], commitments=0, needs=3, new_members=0) == (
        own,
        Line("field_update", 15),
    )


def test_a_default_agenda_fits_two_hours() -> None:
    agenda = next_agenda([], commitments=2, needs=6, new_members=1, available=120)
    assert planned(agenda) <= 120
    assert [line.minutes for line in agenda] == [15, 15, 10, 5, 10, 10, 10, 20, 15, 5, 5]


def test_the_excess_is_what_is_too_much() -> None:
    assert excess([Line("breakout", 125)], 120) == 5
    assert excess([Line("breakout", 120)], 120) == 0
    assert excess([Line("breakout", 500)], None) == 0


@given(st.lists(lines, max_size=12), counts, counts, counts, st.none() | st.integers(1, 600))
def test_every_usual_item_is_kept_in_its_order_and_promises_are_first(
    usual: list[Line], commitments: int, needs: int, new_members: int, available: int | None
) -> None:
    agenda = next_agenda(usual, commitments=commitments, needs=needs, new_members=new_members, available=available)
    kept = [line.kind for line in agenda if line.kind not in OPENING_MINUTES]
    assert kept == [line.kind for line in usual or USUAL if line.kind not in OPENING_MINUTES]
    if commitments:
        assert agenda[0].kind == "commitments_review"
    opening = [line.kind for line in agenda if line.kind in OPENING_MINUTES]
    assert len(opening) == len(set(opening)) == sum(map(bool, (commitments, needs, new_members)))


@given(st.lists(lines, max_size=12), st.integers(1, 600))
def test_fitting_lengthens_nothing_and_ends_short_enough_or_at_the_least(agenda: list[Line], available: int) -> None:
    shorter = fitted(agenda, available)
    assert [line.kind for line in shorter] == [line.kind for line in agenda]
    assert all((now.minutes or 0) <= (before.minutes or 0) for now, before in zip(shorter, agenda, strict=True))
    assert planned(shorter) <= available or all((line.minutes or 0) <= LEAST for line in shorter)
    if planned(agenda) <= available:
        assert shorter == tuple(agenda)
