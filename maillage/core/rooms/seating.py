"""The best seating of people in breakout rooms, level by level, with what is proved of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from maillage.core.rooms.leaders import LEADS, WRITES, Role, candidates, most_filled, open_roles, ways
from maillage.core.rooms.network import Network, OutOfWork
from maillage.core.rooms.nouns import LEVELS, Key, Level, Person, Placement, RoomToFill, Seating
from maillage.core.rooms.reasons import reasons

DEFAULT_LIMIT = 1_000_000


def assign(
    people: Iterable[Person],
    rooms: Iterable[RoomToFill],
    *,
    before: Mapping[Key, Key] | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Seating:
    """Return the best seating in the order of LEVELS, each level as good as the ones before it allow.

    Who leads, writes, or was put by hand sits where they must. With `before` (person to room) as few people as
    possible change their room, once sizes and leaders are settled. Where rooms name no leaders, every choice among
    those willing is tried. Among equally good seatings the first person in the order given has the lowest room, then
    the second, and so on. After `limit` looks at arcs the best seating so far is returned, and `proved` says of each
    level whether less is still impossible. For fixed leaders the problem is a convex cost flow and is solved exactly
    (see network.py). Raises ValueError without a room, for two people or rooms of one id, for a leader of two rooms,
    and for an organisation with two categories.
    """
    table = Table(tuple(people), tuple(rooms), dict(before or {}))
    table.check()
    roles = open_roles(table.rooms)
    who = candidates(roles, table.people, table.rooms, table.pinned)
    count = most_filled(roles, who)
    best: Attempt | None = None
    work, complete = 0, True
    for chosen in ways(roles, who, table.likeness, count):
        attempt = table.seated(chosen, limit - work)
        work += attempt.work
        complete = complete and attempt.proved
        if best is None or attempt.values < best.values:
            best = attempt
        if best.values == table.least(len(roles) - count):
            break
        if work >= limit:
            complete = False
            break
    if best is None:
        raise ValueError("There is no way to fill the rooms.")
    return table.told(best, len(roles) - count, work, complete=complete)


@dataclass(frozen=True)
class Attempt:
    """The best seating for one choice of leaders: rooms by person, and the values of the levels."""

    chosen: Mapping[Role, int]
    room: Mapping[int, int]
    values: tuple[tuple[int, ...], ...]
    proved: bool
    work: int


@dataclass(frozen=True)
class Table:
    """The people and rooms of one question, by their place in the order given."""

    people: tuple[Person, ...]
    rooms: tuple[RoomToFill, ...]
    before: Mapping[Key, Key]

    @cached_property
    def place(self) -> dict[Key, int]:
        return {room.id: index for index, room in enumerate(self.rooms)}

    @cached_property
    def person(self) -> dict[Key, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def led(self) -> dict[Key, int]:
        """The room of each leader named beforehand."""
        return {
            key: index
            for index, room in enumerate(self.rooms)
            for key in (room.note_taker, room.facilitator)
            if key is not None
        }

    @cached_property
    def pinned(self) -> dict[Key, int]:
        """The room of each person who must sit there."""
        by_hand = {person.id: self.place[person.stays] for person in self.people if person.stays in self.place}
        return {**by_hand, **self.led}

    @cached_property
    def size(self) -> Counter[Key]:
        """How many people each organisation sends."""
        return Counter(person.organisation for person in self.people if person.organisation is not None)

    @cached_property
    def wishes(self) -> list[tuple[int, ...]]:
        """The wishes of each person, as places of rooms that there are, each once."""
        return [
            tuple(dict.fromkeys(self.place[wish] for wish in person.wishes if wish in self.place))
            for person in self.people
        ]

    @cached_property
    def ranks(self) -> int:
        return max((len(wishes) for wishes in self.wishes), default=0)

    @cached_property
    def likeness(self) -> list[tuple[object, ...]]:
        """What matters of each person; two of the same are exchanged without anybody noticing."""
        return [
            (
                # A person without an organisation stands alone, but is like any other who does.
                person.organisation if self.size[person.organisation] > 1 else None,
                person.category,
                person.languages,
                self.wishes[index],
                self.pinned.get(person.id),
                self.before.get(person.id),
                person.may_lead,
                person.may_write,
            )
            for index, person in enumerate(self.people)
        ]

    def check(self) -> None:
        """Refuse a question that has no meaning."""
        if not self.rooms:
            raise ValueError("There is no room to sit in.")
        if len(self.place) < len(self.rooms) or len(self.person) < len(self.people):
            raise ValueError("Two people or two rooms have one id.")
        leaders = [{room.facilitator, room.note_taker} - {None} for room in self.rooms]
        if sum(len(pair) for pair in leaders) > len(set().union(*leaders)):
            raise ValueError("Somebody leads or writes in two rooms.")
        categories = {(person.organisation, person.category) for person in self.people if person.organisation}
        if len(categories) > len(self.size):
            raise ValueError("An organisation has two categories.")

    def strangers(self, person: Person, room: int, chosen: Mapping[Role, int]) -> bool:
        """Say whether a person shares no language with who leads a room; nobody known there is no hindrance."""
        named = self.rooms[room].facilitator
        leader = self.person.get(named) if named is not None else None
        if leader is None and (room, LEADS) in chosen:
            leader = self.people[chosen[room, LEADS]]
        if leader is None or not (leader.languages and person.languages):
            return False
        return not leader.languages & person.languages

    def misses(self, index: int, room: int, chosen: Mapping[Role, int]) -> tuple[int, ...]:
        """Return what one person in one room adds to moves, languages, and each rank of wishes, the worst first."""
        person, wishes = self.people[index], self.wishes[index]
        before = self.place.get(self.before.get(person.id))
        moved = int(before is not None and before != room)
        ranks = [0] * self.ranks
        if wishes and room not in wishes:
            ranks[0] = 1
        elif wishes and wishes.index(room):
            ranks[self.ranks - wishes.index(room)] = 1
        return (moved, int(self.strangers(person, room, chosen)), *ranks)

    def seated(self, chosen: Mapping[Role, int], limit: int) -> Attempt:
        """Seat everybody for one choice of leaders."""
        must = {**self.pinned, **{self.people[index].id: room for (room, _), index in chosen.items()}}
        network = self.network(chosen, must, limit)
        everybody = range(len(self.people))
        proved = False
        try:
            for person in everybody:
                network.seat(person)
            proved = network.is_cheapest()
            network.settle_ties(everybody)
        except OutOfWork:
            network.seat_rest([person for person in everybody if person not in network.room])
        values = self.values(network.room, chosen)
        return Attempt(chosen, network.room, values, proved, network.work)

    def network(self, chosen: Mapping[Role, int], must: Mapping[Key, int], limit: int) -> Network:
        """Return the network in which a cheapest flow is a best seating.

        One level outweighs all that come after it: no level but the first can reach the square of the people, plus one.
        """
        radix = len(self.people) ** 2 + 1
        sizes, moves, languages, categories, organisations, *ranks = (
            radix**power for power in range(4 + self.ranks, -1, -1)
        )
        rooms = len(self.rooms)
        above, steps = [rooms] * rooms, [(-sizes, 2 * sizes)] * rooms
        entry: dict[tuple[str, Key, int], int] = {}
        kinds: list[tuple[str, Key]] = [
            ("category", key) for key in dict.fromkeys(person.category for person in self.people)
        ]
        kinds += [("organisation", key) for key, size in self.size.items() if size > 1]
        category = {person.organisation: person.category for person in self.people}
        nodes: list[tuple[int, tuple[int, int]]] = []
        for kind, key in kinds:
            for room in range(rooms):
                entry[kind, key, room] = rooms + len(nodes)
                if kind == "category":
                    nodes.append((room, (-categories, 2 * categories)))
                else:
                    nodes.append((entry["category", category[key], room], (-organisations, organisations)))
        sink = rooms + len(nodes)
        above = [sink] * rooms + [parent for parent, _ in nodes]
        steps += [step for _, step in nodes]
        weights = (moves, languages, *ranks)
        doors = []
        for index, person in enumerate(self.people):
            together = self.size[person.organisation] > 1
            at = ("organisation", person.organisation) if together else ("category", person.category)
            allowed = [must[person.id]] if person.id in must else range(rooms)
            doors.append(
                {
                    room: (
                        entry[(*at, room)],
                        sum(w * miss for w, miss in zip(weights, self.misses(index, room, chosen), strict=True)),
                    )
                    for room in allowed
                }
            )
        return Network(above, steps, doors, limit)

    def values(self, room: Mapping[int, int], chosen: Mapping[Role, int]) -> tuple[tuple[int, ...], ...]:
        """Return how far each level is missed by a seating, reckoned anew from who sits where."""
        sizes = Counter(room.values())
        categories = Counter((self.people[index].category, at) for index, at in room.items())
        organisations = Counter(
            (self.people[index].organisation, at)
            for index, at in room.items()
            if self.people[index].organisation is not None
        )
        missed = [self.misses(index, at, chosen) for index, at in room.items()]
        moves, languages, *ranks = (sum(column) for column in zip(*missed, strict=True)) if missed else (0, 0)
        even = sum(self.even(count) for count in Counter(person.category for person in self.people).values())
        return (
            (sum(count**2 for count in sizes.values()) - self.even(len(self.people)),),
            (len(open_roles(self.rooms)) - len(chosen),),
            (moves,),
            (languages,),
            (sum(count**2 for count in categories.values()) - even,),
            (sum(count * (count - 1) // 2 for count in organisations.values()),),
            tuple(ranks),
        )

    def even(self, count: int) -> int:
        """Return the least sum of squares of `count` people spread over the rooms."""
        whole, more = divmod(count, len(self.rooms))
        return more * (whole + 1) ** 2 + (len(self.rooms) - more) * whole**2

    def least(self, unfilled: int) -> tuple[tuple[int, ...], ...]:
        """Return the values below which no seating can be, each level taken by itself."""
        pairs = sum((self.even(count) - count) // 2 for count in self.size.values())
        return ((0,), (unfilled,), (0,), (0,), (0,), (pairs,), (0,) * self.ranks)

    def told(self, best: Attempt, unfilled: int, work: int, *, complete: bool) -> Seating:
        """Return the seating in the words of the question."""
        levels = tuple(
            Level(name, value, complete or value == least)
            for name, value, least in zip(LEVELS, best.values, self.least(unfilled), strict=True)
        )
        seats = {self.people[index].id: self.rooms[room].id for index, room in best.room.items()}
        chosen: dict[Key, list[Key]] = {}
        for (room, role), index in best.chosen.items():
            chosen.setdefault(self.rooms[room].id, [None, None])[role] = self.people[index].id
        return Seating(
            seats={person.id: seats[person.id] for person in self.people},
            placements=self.placements(seats, best.chosen),
            levels=levels,
            chosen={room: (pair[LEADS], pair[WRITES]) for room, pair in chosen.items()},
            moves=best.values[LEVELS.index("moves")][0],
            work=work,
        )

    def placements(self, seats: Mapping[Key, Key], chosen: Mapping[Role, int]) -> dict[Key, Placement]:
        """Return where everybody sits and why, in the order of the people."""
        open_to = [
            [room for room in range(len(self.rooms)) if not self.strangers(person, room, chosen)]
            for person in self.people
        ]
        roles = {self.people[index].id: role for (_, role), index in chosen.items()}
        roles.update({room.note_taker: WRITES for room in self.rooms})
        roles.update({room.facilitator: LEADS for room in self.rooms})
        return reasons(
            self.people, [room.id for room in self.rooms], seats, before=self.before, roles=roles, open_to=open_to
        )


__all__: Sequence[str] = ["DEFAULT_LIMIT", "assign"]
