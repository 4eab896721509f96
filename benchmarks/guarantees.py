"""What the guarantees cost: the reference instance to proof, the guard's day, an impossible scenario, a repair."""

from __future__ import annotations

import time

import numpy as np
from reference import reference

import optimizer
from optimizer.assignment.completion import Completion
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.task import Task


def proved(people: int, wishes: int, seed: int) -> tuple[float, int]:
    """Every stage proved and the canonical plan: seconds, and the total rank."""
    given = reference(people, wishes, seed, couples=15 * people // 620)
    start = time.perf_counter()
    outcome = optimizer.assign(given, seconds=540.0)
    seconds = time.perf_counter() - start
    print(f"    {outcome.status}: {[(stage.name, stage.value, stage.bound) for stage in outcome.stages]}")
    return seconds, next(stage.value for stage in outcome.stages if stage.name == "total-rank")


def bare(people: int, wishes: int, seed: int) -> tuple[float, float]:
    """The same without lottery, as one relaxation of a column per person and post: seconds, and its value."""
    from highspy import HighsLp, MatrixFormat
    from highspy._core import _Highs
    from scipy.sparse import coo_array

    market = Market.from_scenario(given := reference(people, wishes, seed, couples=15 * people // 620))
    start = time.perf_counter()
    who, where = np.divmod(np.arange(people * people), people)
    rank = market.ranks(who, where)
    rules = build(given.settings.assignment).rules
    one = np.ones(people, np.int64)
    rows, columns, values = [who, people + where], [np.arange(len(who))] * 2, [np.ones(len(who))] * 2
    low, high, first = [one, one], [one, one], 2 * people
    for rule in rules:
        sums = rule.sums(market, who, where)
        assert sums is not None
        rows.append(first + sums.row)
        columns.append(sums.pair)
        values.append(sums.value.astype(float))
        low.append(sums.low)
        high.append(sums.high)
        first += len(sums.low)
    matrix = coo_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(first, len(who))
    ).tocsc()
    model = HighsLp()
    model.num_col_, model.num_row_ = len(who), first
    ranks = next(goal for goal in build(given.settings.assignment).goals if goal.kind == "total-rank")
    model.col_cost_ = ranks.counts(market, who, where, rank).astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(len(who)), np.ones(len(who))
    model.row_lower_ = np.concatenate(low).astype(float)
    model.row_upper_ = np.concatenate(high).astype(float)
    model.a_matrix_.format_ = MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    return time.perf_counter() - start, solver.getInfo().objective_function_value


def day(seed: int) -> str:
    """All picks of a day in which everybody chooses under the guard."""
    given = reference(seed=seed)
    market, kinds = Market.from_scenario(given), build(given.settings.assignment)
    task, seconds = Task(market, kinds.rules, kinds.goals), []
    settle = Completion.settle

    def timed(guard: Completion, graduate: int, post: int) -> str | None:
        begun = time.perf_counter()
        said = settle(guard, graduate, post)
        seconds.append(time.perf_counter() - begun)
        return said

    Completion.settle = timed  # type: ignore[method-assign]
    try:
        start = time.perf_counter()
        diary = ChoiceThenAllocation(share=1.0).choose(task, market.pins).diary
        total = time.perf_counter() - start
    finally:
        Completion.settle = settle  # type: ignore[method-assign]
    refused = int((diary.action == "refused").sum())
    middle, most = np.median(seconds) * 1e3, np.quantile(seconds, 0.99) * 1e3
    return f"{len(seconds)} checks, {refused} refused: median {middle:.2f} ms, 99 % {most:.1f} ms, day {total:.2f} s"


def impossible(seed: int) -> str:
    """Counting, and the whole conflict: 31 townships want six party members each."""
    given = reference(seed=seed)
    settings = given.settings.assignment.model_dump()
    settings["rules"][0]["minimum"] = 6
    start = time.perf_counter()
    try:
        optimizer.assign(given, settings=settings)
    except optimizer.Impossible as wrong:
        said, explain = time.perf_counter() - start, wrong.explain
    found = explain() if explain is not None else None
    assert found is not None
    whole = time.perf_counter() - start
    return f"said after {said:.2f} s; {len(found.members)} members, {len(found.relaxations)} ways out after {whole:.2f} s"


def repaired(seed: int) -> str:
    """Three who withdraw from a finished plan."""
    given = reference(seed=seed)
    published = optimizer.assign(given).placements
    start = time.perf_counter()
    found = optimizer.repair(given, published, withdrawn=published["graduate"].tolist()[100:103])
    seconds = time.perf_counter() - start
    values = {stage.name: (stage.value, stage.proof) for stage in found.outcome.stages}
    return f"{seconds:.2f} s, {found.outcome.status}; least-change {values['least-change']}"


def table(small: bool) -> None:
    """Print everything, line by line."""
    print(
        "\nGuarantees: 620 people, townships of 20, four quotas in each, 15 couples; ratio to the bare full LP"
    )
    seeds = range(2 if small else 5)
    for wishes in (10, 30):
        for seed in seeds:
            ours, value = proved(620, wishes, seed)
            theirs, bound = bare(620, wishes, seed)
            print(
                f"lists of {wishes}, seed {seed}: {ours:6.2f} s, value {value}; bare LP {theirs:6.2f} s, {bound:.2f};"
                f" ratio {ours / theirs:.2f}",
                flush=True,
            )
    for seed in seeds:
        print(f"guard, seed {seed}: {day(seed)}", flush=True)
    print(f"impossible: {impossible(0)}", flush=True)
    print(f"repair of three withdrawals: {repaired(0)}", flush=True)
    if not small:
        seconds, value = proved(6_200, 10, 0)
        print(f"6,200: {seconds:.1f} s, value {value}", flush=True)


if __name__ == "__main__":
    import sys

    table("--small" in sys.argv)
