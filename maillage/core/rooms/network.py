"""The flow network of a seating: people stream through organisation and category into rooms, at convex cost."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import pairwise


class OutOfWork(Exception):
    """The limit of work is reached before an answer is proved."""


class Network:
    """A residual network in which every person is one unit, seated along a cheapest path.

    Source of the method: successive shortest paths with node potentials for separable convex costs (Ahuja, Magnanti
    and Orlin, Network Flows, 1993, chapters 9.7 and 14). For each room the counts form a tree (organisation in
    category in room), which is what makes the integral problem a flow problem. Costs are whole numbers of any size,
    so that levels of importance are kept apart exactly.

    `steps[node]` is (base, slope): the t-th unit through a node costs base + slope · t. `above[node]` is the node it
    streams to; the last node is the sink. `doors[person]` maps a room to (node it enters by, cost).
    """

    def __init__(
        self,
        above: Sequence[int],
        steps: Sequence[tuple[int, int]],
        doors: Sequence[Mapping[int, tuple[int, int]]],
        limit: int,
    ) -> None:
        self.above = above
        self.steps = steps
        self.doors = doors
        self.sink = len(above)
        self.people = self.sink + 1
        self.below: list[list[int]] = [[] for _ in range(self.sink + 1)]
        for node, parent in enumerate(above):
            self.below[parent].append(node)
        self.load = [0] * self.sink
        self.entered: list[dict[int, int]] = [{} for _ in range(self.sink)]
        self.room: dict[int, int] = {}
        self.potential = [0] * (self.people + len(doors))
        self.limit = limit
        self.work = 0

    def cost_of(self, node: int, unit: int) -> int:
        """Return what the unit-th person through a node costs."""
        base, slope = self.steps[node]
        return base + slope * unit

    def residual(self, node: int, frozen: frozenset[int] | set[int] = frozenset()) -> list[tuple[int, int]]:
        """Return where a unit at `node` may go, and what it costs (given back where it undoes a placement)."""
        if node >= self.people:
            person = node - self.people
            return [(door, cost) for door, cost in self.doors[person].values()]
        onward = [(child, -self.cost_of(child, self.load[child])) for child in self.below[node] if self.load[child]]
        if node < self.sink:
            onward.append((self.above[node], self.cost_of(node, self.load[node] + 1)))
            onward += [
                (self.people + person, -cost) for person, cost in self.entered[node].items() if person not in frozen
            ]
        return onward

    def seat(self, person: int) -> None:
        """Seat one more person at least cost, moving others where that is cheaper; raises OutOfWork."""
        start = self.people + person
        self.potential[start] = max(self.potential[door] - cost for door, cost in self.doors[person].values())
        distance, before = self.cheapest(start)
        for node, far in distance.items():
            self.potential[node] += far
        rest = distance[self.sink]
        for node in range(len(self.potential)):
            if node not in distance:
                self.potential[node] += rest
        path = [self.sink]
        while path[-1] != start:
            path.append(before[path[-1]])
        self.shift(path[::-1])

    def cheapest(self, start: int) -> tuple[dict[int, int], dict[int, int]]:
        """Return the reduced distances of the nodes settled before the sink, and from where each was reached."""
        settled: dict[int, int] = {}
        best = {start: 0}
        before: dict[int, int] = {}
        heap = [(0, start)]
        while heap:
            far, node = heapq.heappop(heap)
            if node in settled:
                continue
            settled[node] = far
            if node == self.sink:
                break
            here = far + self.potential[node]
            for onward, cost in self.residual(node):
                self.work += 1
                reached = here + cost - self.potential[onward]
                if onward not in settled and reached < best.get(onward, reached + 1):
                    best[onward] = reached
                    before[onward] = node
                    heapq.heappush(heap, (reached, onward))
        if self.work > self.limit:
            raise OutOfWork
        return settled, before

    def shift(self, path: Sequence[int]) -> None:
        """Send one unit along a path of residual steps."""
        for node, onward in pairwise(path):
            if node >= self.people:
                self.enter(node - self.people, onward)
            elif onward >= self.people:
                self.entered[node].pop(onward - self.people, None)
            elif node < self.sink and self.above[node] == onward:
                self.load[node] += 1
            else:
                self.load[onward] -= 1

    def enter(self, person: int, door: int) -> None:
        """Let a person in by a door."""
        room, cost = next((room, cost) for room, (at, cost) in self.doors[person].items() if at == door)
        self.entered[door][person] = cost
        self.room[person] = room

    def seat_rest(self, people: Sequence[int]) -> None:
        """Seat people one by one where each costs least, without moving others: a seating, though not a proved one."""
        for person in people:
            room = min(self.doors[person], key=lambda room: (self.toll(person, room), room))
            door = self.doors[person][room][0]
            self.enter(person, door)
            while door != self.sink:
                self.load[door] += 1
                door = self.above[door]

    def toll(self, person: int, room: int) -> int:
        """Return what it costs to add a person to a room as things stand."""
        node, total = self.doors[person][room]
        while node != self.sink:
            total += self.cost_of(node, self.load[node] + 1)
            node = self.above[node]
        return total

    def is_cheapest(self) -> bool:
        """Check the proof: no residual step has a negative reduced cost, so that no round trip saves anything."""
        seated = [self.people + person for person in self.room]
        return all(
            cost + self.potential[node] - self.potential[onward] >= 0
            for node in (*range(self.people), *seated)
            for onward, cost in self.residual(node)
        )

    def settle_ties(self, order: Sequence[int]) -> None:
        """Of all cheapest seatings, take the one whose first person has the lowest room, then the second, and so on."""
        frozen: set[int] = set()
        for person in order:
            for room in sorted(self.doors[person]):
                if room == self.room[person]:
                    break
                if self.swap(person, room, frozen):
                    break
            frozen.add(person)

    def swap(self, person: int, room: int, frozen: set[int]) -> bool:
        """Move a person to a room where that costs nothing, others giving way; say whether it was possible."""
        start = self.people + person
        door, cost = self.doors[person][room]
        if cost + self.potential[start] - self.potential[door]:
            return False
        before = {door: start}
        waiting = deque([door])
        while waiting and start not in before:
            node = waiting.popleft()
            for onward, price in self.residual(node, frozen):
                self.work += 1
                if onward not in before and price + self.potential[node] == self.potential[onward]:
                    before[onward] = node
                    waiting.append(onward)
        if self.work > self.limit:
            raise OutOfWork
        if start not in before:
            return False
        path = [start, before[start]]
        while path[-1] != start:
            path.append(before[path[-1]])
        self.shift(path[::-1])
        return True
