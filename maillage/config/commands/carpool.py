"""`maillage carpool`: dial-a-ride instances solved and solutions of others verified, as JSON."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.config.refusal import Refusal

if TYPE_CHECKING:
    from maillage.core.dial_a_ride import Instance
    from maillage.core.route_check import Verdict

NAME = "carpool"
HELP = "Solve an instance of ride planning from a file, or check a solution that another program found."
LARGEST = 5_000_000
SOLVE = """Read an instance (Cordeau's dial-a-ride format or Li and Lim's pickup-and-delivery format, told apart by the
first line) and print one JSON object:

  routes    a list of routes, each a list of stop numbers as in the file, the depot left out
  times     for each route, when service begins at the depot, at each stop and at the depot again
  cost      the length of all routes together
  bound     a length that no solution can be below; null where none was proved
  proved    true where the routes are proved to be the best
  served    true where all requests are served
  method    how the routes were found
  verdict   "valid", or "broken" with the rules in violations, from a check that shares nothing with the solver

The same file gives the same answer on every machine: work is limited, not time."""
VERIFY = """Check routes against an instance. The solution is a file of one of these forms:

  {"routes": [[1, 3, 4, 2], [5, 6]], "cost": 12.5}     JSON; cost may be left out
  [[1, 3, 4, 2], [5, 6]]                               the list alone
  1 3 4 2                                              plain text, one route a line, with blanks or commas;
  Route 2: 5 6                                         a name with a colon may stand before, # begins a remark

Numbers are those of the stops in the instance. The depot may be there or left out. The exit code is 0 where the
solution keeps all rules and 1 where it breaks one; the JSON that is printed names each broken rule, route and
stop. The rules:
vehicles, unknown-stop, stop-twice, request-not-served, pickup-and-dropoff-in-different-routes, dropoff-before-pickup,
capacity, time-window, ride-time, route-duration, cost-as-told (the cost differs by more than 0.01)."""
SAID = {
    "no-text": "The file is empty",
    "head-of-no-known-format": "the first line has {found} values; Cordeau's format has 5, that of Li and Lim 3",
    "no-number": "“{found}” is not a number",
    "requests-not-from-1-to-1000": "there are {found} requests; there must be 1 to 1000",
    "stops-not-as-many-as-announced": "The file has {found} lines of stops, which does not match its first line",
    "limit-not-above-nought": "the longest route or ride is {found}; it must be more than 0",
    "stops-not-in-order": "stop {found} is out of order; stops are numbered from 0 without gaps",
    "vehicles-not-above-nought": "there are {found} vehicles; there must be a whole number from 1 on",
    "no-capacity": "the capacity is {found}; it must be a whole number from 1 on",
    "stop-without-seven-values": "a stop has {found} values; it must have 7",
    "stop-without-nine-values": "a stop has {found} values; it must have 9",
    "stop-number-not-whole": "{found} is not a stop number",
    "speed-other-than-1": "the speed is {found}; only 1 is understood",
    "stop-twice": "stop {found} is there twice",
    "no-depot": "The file has no stop 0, the depot",
    "delivery-without-its-pickup": "A delivery names a pickup that does not name it",
    "pickup-without-its-delivery": "pickup {found} names no delivery that names it",
    "window-ends-before-it-begins": "the window {found} ends before it begins",
    "service-below-nought": "the service time is {found}; it must not be below 0",
    "load-not-whole": "the load is {found}; it must be a whole number",
    "load-not-from-1-to-capacity": "the load at a pickup is {found}; it must be from 1 to the capacity",
    "load-off-not-that-on": "the load at a drop-off is {found}; it must be that of its pickup below 0",
    "load-at-the-depot": "the depot has a load of {found}; it must have none",
    "no-routes": "The file is empty",
    "no-json": "The file begins like JSON and is none",
    "no-list-of-routes": "The file holds no list of routes, each a list of stop numbers",
    "no-stop-number": "“{found}” is not a stop number",
    "no-cost": "The cost is not a number",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which verb, and which files."""
    verbs = parser.add_subparsers(title="what to do", metavar="VERB", dest="verb", required=True)
    raw = argparse.RawDescriptionHelpFormatter
    solving = verbs.add_parser(
        "solve", help="find routes and print them as JSON", description=SOLVE, formatter_class=raw
    )
    solving.add_argument("file", type=Path, help="the instance")
    solving.add_argument(
        "--rounds", type=int, metavar="N", help="steps of the search where nothing can be proved (default: 4000)"
    )
    verifying = verbs.add_parser(
        "verify", help="check a solution and print the broken rules as JSON", description=VERIFY, formatter_class=raw
    )
    verifying.add_argument("file", type=Path, metavar="instance", help="the instance")
    verifying.add_argument("solution", type=Path, help="the solution, JSON or one route a line")


def handle(options: argparse.Namespace) -> int:
    """Solve or verify; 1 where routes break a rule or do not serve everybody."""
    instance = _instance(options.file)
    told, well = (
        _verified(instance, options.solution) if options.verb == "verify" else _solved(instance, options.rounds)
    )
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 0 if well else 1


def _solved(instance: Instance, rounds: int | None) -> tuple[dict[str, Any], bool]:
    from maillage.core.dial_a_ride import Limits, solve
    from maillage.core.route_check import check_solution

    if rounds is not None and rounds < 1:
        raise Refusal(f"{rounds} rounds are none; give a whole number from 1 on.")
    found = solve(instance, Limits() if rounds is None else Limits(rounds=rounds))
    verdict = check_solution(instance, found.routes, found.cost if found.served else None)
    told = {
        "routes": [[instance.number[stop] for stop in route] for route in found.routes],
        "times": [[round(time, 3) for time in times] for times in verdict.times],
        "cost": round(found.cost, 6),
        "bound": round(found.bound, 6) if math.isfinite(found.bound) and found.bound > 0 else None,
        "proved": found.proved,
        "served": found.served,
        "method": found.method,
        **_told(verdict),
    }
    return told, verdict.valid


def _verified(instance: Instance, path: Path) -> tuple[dict[str, Any], bool]:
    from maillage.core.route_check import Unreadable, check_solution, read_routes

    try:
        routes, cost = read_routes(_text(path), instance.number)
    except Unreadable as unreadable:
        raise _refusal(path, unreadable.key, unreadable.line, unreadable.found) from None
    verdict = check_solution(instance, routes, cost)
    return {**_told(verdict), "cost": round(verdict.cost, 6)}, verdict.valid


def _told(verdict: Verdict) -> dict[str, Any]:
    broken = [{"rule": str(one.rule), "route": one.route, "stop": one.stop} for one in verdict.violations]
    return {"verdict": "valid" if verdict.valid else "broken", "violations": broken}


def _instance(path: Path) -> Instance:
    from maillage.core.dial_a_ride import Refused, read_instance

    try:
        return read_instance(_text(path))
    except Refused as refused:
        raise _refusal(path, refused.key, refused.line, refused.found) from None


def _refusal(path: Path, key: str, line: int, found: str) -> Refusal:
    sentence = SAID[key].format(found=found)
    return Refusal(f"{path}, line {line}: {sentence}." if line else f"{path}: {sentence}.")


def _text(path: Path) -> str:
    if not path.is_file():
        raise Refusal(f"There is no file {path}; look for its name and folder.")
    if path.stat().st_size > LARGEST:
        raise Refusal(f"{path} is larger than 5 MB; that is no instance of ride planning.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is no text in UTF-8.") from None
