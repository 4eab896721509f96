"""Every mechanism on one market of 620, deferred acceptance beside other libraries, and 600,000 people.

`python benchmarks/mechanisms.py [--small]`; the other libraries come with `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from optimizer import Market, assign
from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.popular import Popular
from optimizer.assignment.task import Task
from optimizer.errors import Impossible

PEOPLE, WISHES = 620, 30
STACK = 512 * 2**20


def market(people: int, wishes: int) -> Market:
    """Wishes drawn by popularity, every post with an order of its own over those who listed it."""
    rng = np.random.default_rng(0)
    bounds = np.cumsum(popularity := rng.exponential(size=people)) / popularity.sum()
    drawn = np.minimum(np.searchsorted(bounds, rng.random((people, wishes))), people - 1)
    while len(doubled := np.flatnonzero((np.diff(np.sort(drawn, axis=1), axis=1) == 0).any(axis=1))):
        again = np.searchsorted(bounds, rng.random((len(doubled), wishes)))
        drawn[doubled] = np.minimum(again, people - 1)
    who, where = np.repeat(np.arange(people), wishes), drawn.ravel().astype(np.int64)
    return Market.from_arrays(
        np.arange(people + 1) * wishes,
        where,
        np.tile(np.arange(1, wishes + 1), people),
        np.ones(people, np.int64),
        priorities=(where, who, rng.permutation(len(who)) + 1),
    )


def deferred(given: Market, proposing: str = "graduates") -> np.ndarray:
    """The stage of choice with its diary."""
    mechanism = DeferredAcceptance.model_validate({"proposing": proposing})
    return mechanism.choose(Task(given, (), ()), given.pins).placed


def dictionaries(given: Market) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Lists and orders as other libraries take them."""
    lists = {
        person: given.wish_post[given.start[person] : given.start[person + 1]].tolist()
        for person in range(given.size)
    }
    orders: dict[int, list[int]] = {}
    for post, person in zip(*(rows.tolist() for rows in given.priorities), strict=True):
        orders.setdefault(post, []).append(person)
    return lists, orders


def algmatch(lists: dict[int, list[int]], orders: dict[int, list[int]]) -> dict[int, int]:
    """`algmatch`, hospitals and residents, from its own dictionaries."""
    from algmatch import HospitalResidentsProblem

    problem = {
        "residents": {one + 1: [post + 1 for post in row] for one, row in lists.items()},
        "hospitals": {
            post + 1: {"capacity": 1, "preferences": [one + 1 for one in row]} for post, row in orders.items()
        },
    }
    found = HospitalResidentsProblem(dictionary=problem).get_stable_matching()["resident_sided"]
    return {int(one[1:]) - 1: int(post[1:]) - 1 for one, post in found.items() if post}


def matching(lists: dict[int, list[int]], orders: dict[int, list[int]]) -> dict[int, int]:
    """`matching`, hospitals and residents."""
    from matching.games import HospitalResident

    game = HospitalResident.create_from_dictionaries(lists, orders, dict.fromkeys(orders, 1))
    return {one.name: post.name for post, people in game.solve(optimal="resident").items() for one in people}


def timed(job: Callable[[], Any], repeats: int = 5) -> tuple[float, Any]:
    """The fastest of several runs, in seconds (the machine is shared), and the last result."""
    seconds, value = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        value = job()
        seconds.append(time.perf_counter() - start)
    return min(seconds), value


def deep(job: Callable[[], None]) -> None:
    """Run in a thread with a large stack; `matching` recurses once for every proposal in a chain."""
    limit, size = sys.getrecursionlimit(), threading.stack_size(STACK)
    sys.setrecursionlimit(10**7)
    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    sys.setrecursionlimit(limit)
    threading.stack_size(size)


def beside() -> None:
    """Deferred acceptance with lists of 30 and the posts' own orders, the same instance and the same result."""
    print(f"\nDeferred acceptance, {PEOPLE} people, lists of {WISHES}{'seconds':>12}{'× chuyan':>10}")
    given = market(PEOPLE, WISHES)
    ours, placed = timed(lambda: deferred(market_again(given)), 20)
    mine = {person: post for person, post in enumerate(placed.tolist()) if post >= 0}
    print(f"{'chuyan, with its diary':44}{ours:>12.4f}{1:>10.0f}", flush=True)
    lists, orders = dictionaries(given)
    for name, library in (("algmatch", algmatch), ("matching", matching)):
        told: list[tuple[float, dict[int, int]]] = []
        deep(lambda library=library, told=told: told.append(timed(lambda: library(lists, orders), 3)))  # type: ignore[misc]
        seconds, theirs = told[0]
        assert theirs == mine
        print(f"{name:44}{seconds:>12.4f}{seconds / ours:>10.0f}", flush=True)


def market_again(given: Market) -> Market:
    """The market with nothing remembered."""
    for name in [name for name in vars(given) if name not in given.__dataclass_fields__]:
        del given.__dict__[name]
    return given


def every() -> None:
    """Every mechanism from arrays to the outcome with diary, reasons and the second stage."""
    print(f"\nTo the outcome, {PEOPLE} people, lists of 10{'seconds':>16}{'listed':>9}")
    given = market(PEOPLE, 10)
    for mechanism in MECHANISMS:
        kind = mechanism.kind
        try:
            seconds, outcome = timed(
                lambda kind=kind: assign(market_again(given), settings={"mechanism": kind}), 3
            )  # type: ignore[misc]
            print(f"{kind:44}{seconds:>12.3f}{outcome.summary['listed']:>9}", flush=True)
        except Impossible:
            seconds, _ = timed(lambda: proof(given), 3)
            print(f"{kind:44}{seconds:>12.3f}     none, with its proof", flush=True)


def proof(given: Market) -> None:
    """A market without a popular plan."""
    try:
        Popular().choose(Task(given, (), ()), given.pins)
    except Impossible:
        return


def large(people: int, proposing: str) -> None:
    """One run in this process, printed as JSON."""
    given = market(people, 10)
    seconds, placed = timed(lambda: deferred(given, proposing), 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": seconds, "placed": int((placed >= 0).sum()), "memory": memory}))


def nation(people: int) -> None:
    """Deferred acceptance for a nation, each side proposing in a process of its own."""
    print(f"\nDeferred acceptance, {people:,} people, lists of 10{'seconds':>9}{'placed':>10}{'GB':>7}")
    for proposing in ("graduates", "posts"):
        command = [
            sys.executable,
            str(Path(__file__).resolve()),
            "--large",
            proposing,
            "--people",
            str(people),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        said = json.loads(done.stdout.splitlines()[-1])
        print(
            f"{proposing + ' propose':44}{said['seconds']:>12.2f}{said['placed']:>10}{said['memory']:>7.2f}",
            flush=True,
        )


def table(small: bool) -> None:
    """Print all of it; `small` leaves out the 600,000."""
    beside()
    every()
    if not small:
        nation(600_000)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="without the 600,000 people")
    parser.add_argument("--large", choices=["graduates", "posts"], help=argparse.SUPPRESS)
    parser.add_argument("--people", type=int, default=600_000, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.large:
        large(arguments.people, arguments.large)
    else:
        table(arguments.small)
