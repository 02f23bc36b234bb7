"""Seconds and quality of seatings by size, beside dealing people one by one: `python -m benchmarks.rooms`."""

from __future__ import annotations

import json
import random
import statistics
import time
from dataclasses import asdict, dataclass

from maillage.core.rooms import Level, Person, RoomToFill, assign
from maillage.core.rooms.network import Network

SIZES = [(22, 2), (60, 6), (120, 8), (300, 10)]
ROUNDS = 20
CATEGORIES = ["ngo", "state_service", "local_authorities", "volunteers", "public_employment", "newcomers"]
LANGUAGES = ["fr", "en", "ar", "uk", "prs"]


@dataclass
class Figure:
    """What seating so many people in so many rooms takes, over all rounds."""

    people: int
    rooms: int
    proved: int
    median_s: float
    longest_s: float
    late_median_s: float
    late_longest_s: float
    better_than_dealing: int
    times_dealing: float


def a_table(people: int, rooms: int, seed: int) -> tuple[list[Person], list[RoomToFill]]:
    """Return people of about half as many organisations, with one to three languages and up to two wishes."""
    rng = random.Random(seed)  # noqa: S311 - the same tables in every run
    category = {f"organisation {index}": rng.choice(CATEGORIES) for index in range(people // 2)}
    seated = []
    for index in range(people):
        organisation = rng.choice([None, *category])
        seated.append(
            Person(
                index,
                organisation,
                category[organisation] if organisation else "citizens",
                frozenset(rng.sample(LANGUAGES, rng.randint(1, 3))),
                tuple(rng.sample(range(rooms), rng.randint(0, 2))),
            )
        )
    return seated, [RoomToFill(room, 2 * room, 2 * room + 1) for room in range(rooms)]


def timed(*arguments: object, **options: object) -> tuple[float, tuple[Level, ...], bool, dict[object, object]]:
    """Return the seconds of one seating, its levels, whether all is proved, and who sits where."""
    began = time.perf_counter()
    seating = assign(*arguments, **options)  # type: ignore[arg-type]  # benchmarks pass on what they are given
    return time.perf_counter() - began, seating.levels, seating.proved, dict(seating.seats)


def dealt(people: list[Person], rooms: list[RoomToFill]) -> tuple[float, tuple[Level, ...]]:
    """Return seconds and levels when each person is only put where they cost least at that moment."""
    proper = Network.seat
    Network.seat = lambda self, person: self.seat_rest([person])  # type: ignore[method-assign]  # for comparison alone
    try:
        seconds, levels, _, _ = timed(people, rooms)
    finally:
        Network.seat = proper  # type: ignore[method-assign]  # put back after the comparison
    return seconds, levels


def measure(people: int, rooms: int) -> Figure:
    """Seat ROUNDS tables of one size, then somebody who comes late to each."""
    spent, late, dealing, proved, better = [], [], [], 0, 0
    for seed in range(ROUNDS):
        seated, to_fill = a_table(people, rooms, seed)
        seconds, levels, is_proved, seats = timed(seated, to_fill)
        spent.append(seconds)
        seconds, greedy = dealt(seated, to_fill)
        dealing.append(seconds)
        better += [level.value for level in levels] < [level.value for level in greedy]
        comer = Person("late", None, "citizens", frozenset({"ar"}))
        seconds, _, late_proved, _ = timed([*seated, comer], to_fill, before=seats)
        late.append(seconds)
        proved += is_proved and late_proved
    return Figure(
        people,
        rooms,
        proved,
        round(statistics.median(spent), 4),
        round(max(spent), 4),
        round(statistics.median(late), 4),
        round(max(late), 4),
        better,
        round(statistics.median(spent) / statistics.median(dealing), 1),
    )


def main() -> int:
    """Print one line a size; exit code 1 where something of 60 people in 6 rooms is not proved."""
    figures = [measure(people, rooms) for people, rooms in SIZES]
    for figure in figures:
        print(json.dumps(asdict(figure)))
    return 0 if all(figure.proved == ROUNDS for figure in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
