"""Reasons beside the assignment they explain: one person, everybody, a post, the bundle to publish; all in one run.

`python benchmarks/reasons.py [--small]`. Read the ratios: the machine is shared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from reference import reference

import optimizer
from optimizer.publication.bundle import publication
from optimizer.publication.codes import new_key

YANGQUAN = Path(__file__).resolve().parent.parent / "scenarios" / "yangquan"
WAYS = {
    "choice-then-allocation": {"share": 0.5},
    "optimal": {},
    "deferred-acceptance": {},
    "immediate-acceptance": {},
    "top-trading-cycles": {},
    "random-serial-dictatorship": {},
}


def seconds(work: Callable[[], Any]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def line(title: str, scenario: optimizer.Scenario, way: str, options: dict[str, Any], people: int) -> None:
    """One mechanism on one scenario; `people` are asked about one by one."""
    changed = {"mechanism": way, "options": options}
    section = scenario.settings.assignment.model_copy(update=changed)
    given = replace(scenario, settings=scenario.settings.model_copy(update={"assignment": section}))
    outcome = optimizer.assign(given)
    took = seconds(lambda: optimizer.assign(given))
    step = max(1, outcome.market.size // people)
    each = [
        seconds(lambda who=who: optimizer.explain(outcome, who)) for who in outcome.market.graduates[::step]
    ]
    every = seconds(lambda: optimizer.explain_all(outcome))
    post = seconds(lambda: optimizer.explain_post(outcome, outcome.market.posts[100]))
    bundle = seconds(lambda: publication(outcome, new_key()))
    print(
        f"{title + ' ' + way:40}{took:>9.2f}{median(each):>9.2f}{max(each):>9.2f}{every:>11.2f}"
        f"{every / took:>8.1f}{post:>9.2f}{bundle:>9.2f}",
        flush=True,
    )


def table(small: bool) -> None:
    """Yangquan by several mechanisms; the reference instance with quotas and couples unless `small`."""
    print(
        f"\nReasons, seconds{'':24}{'assign':>9}{'one':>9}{'worst':>9}{'everybody':>11}{'ratio':>8}{'post':>9}"
        f"{'bundle':>9}"
    )
    yangquan = optimizer.load(YANGQUAN)
    for way, options in WAYS.items():
        line("yangquan", yangquan, way, options, 12)
    if not small:
        line("reference", reference(), "choice-then-allocation", {"share": 0.5}, 6)
        line("reference", reference(), "optimal", {}, 4)


if __name__ == "__main__":
    table("--small" in sys.argv)
