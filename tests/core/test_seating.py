"""The seating of breakout rooms against brute force, and what holds of every seating."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.rooms import LEVELS, Person, RoomToFill, Seating, assign
from maillage.core.rooms.network import Network

LANGUAGES = ["fr", "en", "ar"]
INSTANCES = 1500


def a_question(rng: random.Random, *, most: int = 6) -> tuple[list[Person], list[RoomToFill], dict[Any, Any]]:
    """Return some people, rooms and former seats, small enough to try every seating."""
    rooms = rng.choice([1, 2, 2, 3])
    count = rng.randint(0, most if rooms < 3 else most - 1)
    category = {"A": "ngo", "B": "ngo", "C": "state"}
    people = []
    for index in range(count):
        organisation = rng.choice([None, "A", "A", "B", "C"])
        people.append(
            Person(
                f"p{index}",
                organisation,
                category[organisation] if organisation else rng.choice(["ngo", "state", "citizens"]),
                frozenset(rng.sample(LANGUAGES, rng.choice([0, 1, 1, 2]))),
                tuple(rng.sample(range(rooms), rng.randint(0, rooms))),
                rng.choice([None] * 6 + list(range(rooms))),
                rng.random() < 0.4,
                rng.random() < 0.4,
            )
        )
    named = rng.sample([person.id for person in people], min(len(people), rng.choice([0, 0, 1, 2])))
    to_fill = [RoomToFill(room) for room in range(rooms)]
    for key, role in zip(named, ("facilitator", "note_taker"), strict=False):
        room = rng.randrange(rooms)
        to_fill[room] = replace(to_fill[room], **{role: key})
    before = {person.id: rng.randrange(rooms) for person in people if rng.random() < 0.7}
    return people, to_fill, before if rng.random() < 0.4 else {}


def every_choice(people: list[Person], rooms: list[RoomToFill]) -> Iterator[dict[tuple[int, str], str]]:
    """Every way to give roles that nobody has to people who are willing and free, leaving any of them open."""
    taken = {key for room in rooms for key in (room.facilitator, room.note_taker)}
    roles = [(room.id, role) for room in rooms for role in ("facilitator", "note_taker") if not getattr(room, role)]
    willing = [
        [
            person.id
            for person in people
            if person.id not in taken
            and (person.may_lead if role == "facilitator" else person.may_write)
            and person.stays in {None, room}
        ]
        for room, role in roles
    ]
    for filled in product(*([None, *keys] for keys in willing)):
        named = [key for key in filled if key]
        if len(named) == len(set(named)):
            yield {role: key for role, key in zip(roles, filled, strict=True) if key}


def worth(
    people: list[Person],
    rooms: list[RoomToFill],
    before: dict[Any, Any],
    seats: dict[Any, Any],
    choice: dict[tuple[int, str], str],
) -> tuple[Any, ...]:
    """How far a seating misses each level, reckoned the slow and plain way."""
    known = {person.id: person for person in people}
    counts = [sum(1 for seat in seats.values() if seat == room.id) for room in rooms]
    even = sorted(
        divmod(len(people), len(rooms))[0] + (index < len(people) % len(rooms)) for index in range(len(rooms))
    )
    leaders = {room.id: room.facilitator or choice.get((room.id, "facilitator")) for room in rooms}
    open_roles = sum((not room.facilitator) + (not room.note_taker) for room in rooms) - len(choice)
    languages = categories = pairs = 0
    for person in people:
        leader = known.get(leaders[seats[person.id]])
        if leader and leader.languages and person.languages and not leader.languages & person.languages:
            languages += 1
    for category in {person.category for person in people}:
        members = [person for person in people if person.category == category]
        spread = [sum(1 for person in members if seats[person.id] == room.id) for room in rooms]
        best = sorted(len(members) // len(rooms) + (index < len(members) % len(rooms)) for index in range(len(rooms)))
        categories += sum(n * n for n in spread) - sum(n * n for n in best)
    for index, person in enumerate(people):
        pairs += sum(
            1
            for other in people[index + 1 :]
            if person.organisation and person.organisation == other.organisation and seats[person.id] == seats[other.id]
        )
    ranks = max((len(person.wishes) for person in people), default=0)
    missed = [0] * ranks
    for person in people:
        if person.wishes and seats[person.id] not in person.wishes:
            missed[0] += 1
        elif person.wishes and person.wishes.index(seats[person.id]):
            missed[ranks - person.wishes.index(seats[person.id])] += 1
    return (
        (sum(n * n for n in counts) - sum(n * n for n in even),),
        (open_roles,),
        (sum(1 for person in people if before.get(person.id, seats[person.id]) != seats[person.id]),),
        (languages,),
        (categories,),
        (pairs,),
        tuple(missed),
    )


def by_brute_force(
    people: list[Person], rooms: list[RoomToFill], before: dict[Any, Any]
) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """The least worth of all seatings, roles settled first as the product does, and the first seating that has it."""
    choices = list(every_choice(people, rooms))
    most = max(len(choice) for choice in choices)
    best: tuple[Any, ...] | None = None
    for choice in choices:
        if len(choice) < most:
            continue
        must = {person.id: person.stays for person in people if person.stays is not None}
        must |= {key: room.id for room in rooms for key in (room.facilitator, room.note_taker) if key}
        must |= {key: room for (room, _), key in choice.items()}
        options = [[must[person.id]] if person.id in must else [room.id for room in rooms] for person in people]
        for filled in product(*options):
            seats = {person.id: room for person, room in zip(people, filled, strict=True)}
            found = (worth(people, rooms, before, seats, choice), filled)
            best = min(best, found) if best else found
    assert best is not None
    return best


@pytest.mark.parametrize("part", range(6))
def test_no_seating_is_better_than_the_one_found(part: int) -> None:
    for seed in range(part, INSTANCES, 6):
        people, rooms, before = a_question(random.Random(seed))
        best, _ = by_brute_force(people, rooms, before)
        found = assign(people, rooms, before=before, limit=10**9)
        assert tuple(level.value for level in found.levels) == best, seed
        assert found.proved, seed
        assert [level.name for level in found.levels] == list(LEVELS)


def test_of_equal_seatings_the_first_person_has_the_lowest_room() -> None:
    compared = 0
    for seed in range(1000, 1400):
        people, rooms, before = a_question(random.Random(seed))
        people = [replace(person, may_lead=False, may_write=False) for person in people]
        _, filled = by_brute_force(people, rooms, before)
        found = assign(people, rooms, before=before)
        assert tuple(found.seats[person.id] for person in people) == filled, seed
        compared += len(people) > 1
    assert compared > 250


def test_the_comparison_notices_a_seating_that_is_only_nearly_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Network, "seat", lambda self, person: self.seat_rest([person]))
    worse = 0
    for seed in range(200):
        people, rooms, before = a_question(random.Random(seed))
        people = [replace(person, may_lead=False, may_write=False) for person in people]
        found = assign(people, rooms, before=before)
        worse += tuple(level.value for level in found.levels) > by_brute_force(people, rooms, before)[0]
    assert worse > 10


organisations = st.sampled_from([None, None, "A", "B", "C"])


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Person], list[RoomToFill]]:
    rooms = draw(st.integers(1, 5))
    count = draw(st.integers(0, 24))
    people = []
    for index in range(count):
        organisation = draw(organisations)
        category = {"A": "ngo", "B": "ngo", "C": "state"}.get(organisation or "") or draw(st.sampled_from(["ngo", "x"]))
        people.append(
            Person(
                index,
                organisation,
                category,
                draw(st.frozensets(st.sampled_from(LANGUAGES), max_size=2)),
                tuple(draw(st.lists(st.integers(0, rooms - 1), unique=True, max_size=2))),
            )
        )
    leaders = draw(st.permutations(range(count)))[: 2 * rooms] if count >= 2 * rooms else []
    to_fill = [
        RoomToFill(room, leaders[2 * room], leaders[2 * room + 1]) if leaders else RoomToFill(room)
        for room in range(rooms)
    ]
    return people, to_fill


def sizes(seating: Seating, rooms: list[RoomToFill]) -> list[int]:
    counted = Counter(seating.seats.values())
    return [counted[room.id] for room in rooms]


@settings(max_examples=60, deadline=None)
@given(questions())
def test_everybody_sits_once_in_rooms_of_one_size_with_their_leaders(
    question: tuple[list[Person], list[RoomToFill]],
) -> None:
    people, rooms = question
    seating = assign(people, rooms)
    assert set(seating.seats) == set(seating.placements) == {person.id for person in people}
    assert max(sizes(seating, rooms)) - min(sizes(seating, rooms)) <= 1
    for room in rooms:
        for leader in {room.facilitator, room.note_taker} - {None}:
            assert seating.seats[leader] == room.id
    assert seating.proved
    assert seating == assign(people, rooms)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_who_comes_late_moves_nobody_and_who_stays_away_moves_as_few_as_even_rooms_need(
    question: tuple[list[Person], list[RoomToFill]],
) -> None:
    people, rooms = question
    seating = assign(people, rooms)
    late = Person("late", None, "ngo", frozenset({"ar"}))
    with_late = assign([*people, late], rooms, before=seating.seats)
    assert with_late.moves == 0
    assert {key: room for key, room in with_late.seats.items() if key != "late"} == dict(seating.seats)
    if people:
        led = {key for room in rooms for key in (room.facilitator, room.note_taker)}
        gone = next((person for person in people if person.id not in led), None)
        rest = [person for person in people if person is not gone]
        assert assign(rest, rooms, before=seating.seats).moves <= 1


def test_a_limit_of_work_gives_everybody_a_seat_and_says_what_is_still_proved() -> None:
    people = [Person(index, f"o{index % 7}", "ngo", frozenset({LANGUAGES[index % 3]})) for index in range(40)]
    rooms = [RoomToFill(room, room, 10 + room) for room in range(4)]
    seating = assign(people, rooms, limit=50)
    assert sizes(seating, rooms) == [10, 10, 10, 10]
    assert seating.level("sizes").proved
    assert not seating.level("languages").proved
    assert assign(people, rooms).proved


def test_leaders_are_chosen_among_the_willing_so_that_most_can_talk_with_them() -> None:
    people = [
        Person("anna", languages=frozenset({"uk"}), may_lead=True),
        Person("bea", languages=frozenset({"fr"}), may_lead=True, may_write=True),
        Person("carl", languages=frozenset({"fr"}), may_write=True),
        Person("dana", languages=frozenset({"fr"})),
    ]
    seating = assign(people, [RoomToFill("one")])
    assert seating.chosen == {"one": ("bea", "carl")}
    assert seating.level("languages").value == (1,)


@pytest.mark.parametrize(
    ("person", "room", "reason"),
    [
        (Person("x"), RoomToFill(1, "x"), "leads"),
        (Person("x"), RoomToFill(1, "lead", "x"), "writes"),
        (Person("x", stays=1), RoomToFill(1, "lead"), "put_by_hand"),
        (Person("x", languages=frozenset({"ti"})), RoomToFill(1, "lead"), "only_language"),
        (Person("x", wishes=(1, 2)), RoomToFill(1, "lead"), "first_wish"),
    ],
)
def test_a_placement_says_why(person: Person, room: RoomToFill, reason: str) -> None:
    others = [
        Person("lead", languages=frozenset({"ti", "fr"})),
        Person("other", languages=frozenset({"fr"})),
        Person("third", languages=frozenset({"fr"})),
    ]
    people = [person, *others]
    seating = assign(people, [room, RoomToFill(2, "other")])
    assert seating.placements["x"].room == 1
    assert seating.placements["x"].reason == reason


def test_a_wish_that_could_not_be_met_is_told() -> None:
    people = [Person(index, "A" if index < 2 else None, "ngo", wishes=(1,)) for index in range(4)]
    seating = assign(people, [RoomToFill(1), RoomToFill(2)])
    missed = [placement for placement in seating.placements.values() if placement.facts.get("wish_missed")]
    assert len(missed) == 2
    assert {placement.room for placement in missed} == {2}


@pytest.mark.parametrize(
    ("people", "rooms", "sentence"),
    [
        ([Person(1)], [], "no room"),
        ([Person(1), Person(1)], [RoomToFill(1)], "one id"),
        ([Person(1)], [RoomToFill(1, 1), RoomToFill(2, 1)], "two rooms"),
        ([Person(1, "A", "x"), Person(2, "A", "y")], [RoomToFill(1)], "two categories"),
    ],
)
def test_a_question_without_meaning_is_refused(people: list[Person], rooms: list[RoomToFill], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        assign(people, rooms)
