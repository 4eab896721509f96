"""Reasons beside the assignment they explain: one person, everybody, a post; medians of several people, in one run.

.venv/bin/python benchmarks/reasons.py
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import optimizer

HOME = Path(__file__).parents[1] / "scenarios" / "yangquan"
WAYS = ("choice-then-allocation", "optimal", "deferred-acceptance", "random-serial-dictatorship")


def seconds(work: Callable[[], Any]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    scenario = optimizer.load(HOME)
    print("mechanism | assign s | one person s (median, worst) | everybody s | a post s | everybody / assign")
    for way in WAYS:
        options = {"share": 0.5} if way == "choice-then-allocation" else {}
        section = scenario.settings.assignment.model_copy(update={"mechanism": way, "options": options})
        outcome = optimizer.assign(scenario, settings=section)
        took = seconds(lambda s=section: optimizer.assign(scenario, settings=s))
        people = outcome.market.graduates[::45]
        each = [seconds(lambda who=who, o=outcome: optimizer.explain(o, who)) for who in people]
        every = seconds(lambda o=outcome: optimizer.explain_all(o))
        post = seconds(lambda o=outcome: optimizer.explain_post(o, o.market.posts[100]))
        print(
            f"{way} | {took:.2f} | {median(each):.2f}, {max(each):.2f} | {every:.2f} | {post:.2f} | "
            f"{every / took:.1f}"
        )


if __name__ == "__main__":
    main()
