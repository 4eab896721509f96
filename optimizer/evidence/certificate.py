"""The certificate of an assignment (证书): what is claimed, and the whole numbers that prove it. docs/certificate.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import numpy as np

from optimizer.assignment.outcome import Outcome
from optimizer.assignment.witness import Prices
from optimizer.evidence.assigned import Case
from optimizer.evidence.certificate_words import FORMAT
from optimizer.evidence.chain import written
from optimizer.evidence.supports import Supports
from optimizer.solver.program import Integers

ENGINES: dict[str, dict[str, str]] = {
    "flow": {"library": "ortools", "search": "minimum-cost flow; optimality proved by shortest paths"},
    "core": {
        "library": "ortools",
        "search": "HiGHS relaxation, then CP-SAT on its core: random_seed=0, linearization_level=2, cut_level=0",
        "relaxation": "highspy",
    },
    "mip": {"library": "highspy", "search": "HiGHS branch and bound: random_seed=0, mip_abs_gap=0.5"},
}
"""What each engine is, and with which parameters it is asked."""


def certificate(outcome: Outcome) -> dict[str, Any]:
    """The certificate of an outcome as plain data, integers only; raises ValueError for an outcome that was read back."""
    if outcome.scenario is None or outcome.record is None:
        raise ValueError("only an outcome that was just found, of a scenario, has a certificate")
    case, record = Case(outcome.scenario), outcome.record
    names = case.row_names()
    chosen = _chosen(outcome, outcome.scenario.settings.assignment.mechanism)
    return {
        "format": FORMAT,
        "kind": "assignment",
        "seed": outcome.market.seed,
        "status": outcome.status,
        "engines": engines({stage.engine for stage in outcome.stages}),
        "refusals": [_prices(outcome, one, names) for one in record.refusals],
        "pooled": sorted(outcome.market.graduates[person] for person in record.pooled.tolist()),
        "unique": record.unique,
        "stages": _stages(outcome, case, names, chosen),
    }


def _chosen(outcome: Outcome, mechanism: str) -> Integers:
    """Who was pinned or chose (a post per graduate, -1 = nobody yet); a repair keeps the words of the plan before it."""
    if mechanism == "optimal":
        return outcome.market.pins
    early = np.isin(outcome.placements["stage"].to_numpy(object), ("choice", "pin"))
    return np.where(early, outcome.placed, -1)


def engines(used: set[str]) -> dict[str, Any]:
    """The engines that were used, each with what it is and the versions of its libraries."""
    told = {}
    for name in sorted(used):
        known = dict(ENGINES[name])
        libraries = sorted({known.pop("library"), known.pop("relaxation", "")} - {""})
        told[name] = {**known, "versions": {library: version(library) for library in libraries}}
    return told


def _prices(outcome: Outcome, prices: Prices | None, names: Sequence[str]) -> dict[str, Any] | None:
    """Prices by the ids of posts and the names of sums."""
    if prices is None:
        return None
    posts = outcome.market.posts
    return {
        "posts": {posts[post]: price for post, price in prices.posts.items()},
        "sums": {names[row]: price for row, price in prices.sums.items()},
    }


def _stages(outcome: Outcome, case: Case, names: Sequence[str], chosen: Integers) -> list[dict[str, Any]]:
    """Every stage with its duals and, where they can be had, prices for the small verifier."""
    record = outcome.record
    if record is None:
        return []
    words = record.second() if record.second is not None else ("",) * len(outcome.stages)
    told = [
        asdict(stage) | ({"second": word} if word else {}) | written(dual)
        for stage, dual, word in zip(outcome.stages, record.duals, words, strict=True)
    ]
    form = case.formulation(chosen)
    if not Supports.fit(form):
        return told
    small = Supports(form, case.books, names, outcome.placed, record.pooled)
    found = small.each(outcome.stages, record.duals)
    return [one | {"prices": prices} for one, prices in zip(told, found, strict=True)]
