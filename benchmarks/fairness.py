"""How long every metric takes at 620, envy and blocking pairs against loops over all pairs, a comparison, honesty."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import optimizer
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.metrics.blocking_pairs import BlockingPairs
from optimizer.fairness.metrics.improving_trades import ImprovingTrades
from optimizer.fairness.metrics.justified_envy import JustifiedEnvy
from optimizer.fairness.plan import Plan

YANGQUAN = Path(__file__).resolve().parent.parent / "scenarios" / "yangquan"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pairs_by_loops(plan: Plan) -> int:
    """Blocking pairs as a textbook says them: everybody, every post, every holder."""
    market, found = plan.market, 0
    wishes = [
        dict(zip(market.wish_post[a:b].tolist(), market.wish_rank[a:b].tolist(), strict=True))
        for a, b in zip(market.start[:-1].tolist(), market.start[1:].tolist(), strict=True)
    ]
    people, posts = np.divmod(np.arange(market.size * len(market.capacity)), len(market.capacity))
    legal = plan.allows(people, posts).reshape(market.size, -1).tolist()
    holders: list[list[int]] = [[] for _ in market.posts]
    for person, post in enumerate(plan.placed.tolist()):
        if post >= 0:
            holders[post].append(person)
    for person, standing in enumerate(plan.standing.tolist()):
        for post in range(len(market.capacity)):
            rank = wishes[person].get(post, 0)
            open_to_all = not rank and plan.placed[person] < 0 and market.accepts[person]
            if legal[person][post] and (0 < rank < standing or open_to_all):
                seats = len(holders[post]) < market.capacity[post]
                found += seats or any(other > person for other in holders[post])
    return found


def random_plan(people: int, wishes: int, seed: int) -> Plan:
    """A bare market, everybody placed by lot: the hardest case for envy."""
    rng = np.random.default_rng(seed)
    post = rng.integers(0, people, people * wishes)
    rank = np.tile(np.arange(1, wishes + 1), people)
    start = np.arange(people + 1) * wishes
    market = optimizer.Market.from_arrays(start, post, rank, np.ones(people, np.int64))
    return Plan.made(market, (), rng.permutation(people))


def metrics() -> None:
    """Every metric of a finished plan of Yangquan, each on a plan that has worked out nothing yet."""
    outcome = optimizer.assign(optimizer.load(YANGQUAN))
    seconds = {}
    for metric in STANDARD:
        runs = []
        for _ in range(3):
            fresh = Plan.of(outcome)
            fresh.market.__dict__.pop("_memory", None)
            runs.append(timed(lambda metric=metric, plan=fresh: metric.value(plan)))  # type: ignore[misc]
        seconds[metric.name] = float(np.median(runs))
    print(f"\nMetrics, 668 people and 620 posts: {len(seconds)} in {sum(seconds.values()):.3f} s")
    for name in sorted(seconds, key=lambda name: -seconds[name])[:6]:
        print(f"{name:40}{seconds[name]:>10.4f}", flush=True)
    print(f"{'all others, at most':40}{sorted(seconds.values())[-7]:>10.4f}")
    plan = Plan.of(outcome)
    loops, arrays = [], []
    for _ in range(3):
        plan = Plan.of(outcome)
        arrays.append(timed(lambda plan=plan: BlockingPairs().value(plan)))  # type: ignore[misc]
        loops.append(timed(lambda plan=plan: pairs_by_loops(plan)))  # type: ignore[misc]
    same = pairs_by_loops(plan) == BlockingPairs().value(plan)
    print(
        f"blocking pairs: {np.median(arrays):.4f} s, by loops over all pairs {np.median(loops):.4f} s, "
        f"ratio {np.median(loops) / np.median(arrays):.0f}, same figure: {same}"
    )


def large(people: int) -> None:
    """Envy and trades where everybody is placed by lot."""
    plan = random_plan(people, 10, 1)
    for metric in (JustifiedEnvy(), ImprovingTrades()):
        seconds = timed(lambda metric=metric: metric.value(plan))  # type: ignore[misc]
        print(f"{people:>9,} people, lists of 10, {metric.kind:24}{seconds:>10.3f}", flush=True)


def compared() -> None:
    """A comparison of two finished plans with all its tables, and one more run for an honest answer."""
    given = optimizer.load(YANGQUAN)
    settings = given.settings.assignment.model_dump() | {"mechanism": "optimal", "options": {}}
    plans = {"choice": optimizer.assign(given), "optimal": optimizer.assign(given, settings=settings)}
    print(
        f"\n{'compare, two plans of Yangquan':40}{timed(lambda: optimizer.compare(plans)):>10.3f}", flush=True
    )
    start = time.perf_counter()
    found = optimizer.honesty(given, people=5, tries=4)
    seconds = (time.perf_counter() - start) / found.runs
    print(f"{'honesty, per list tried':40}{seconds:>10.3f}", flush=True)


def table(small: bool) -> None:
    """Print everything."""
    metrics()
    for people in (6_200,) if small else (6_200, 62_000, 600_000):
        large(people)
    compared()


if __name__ == "__main__":
    import sys

    table("--small" in sys.argv)
