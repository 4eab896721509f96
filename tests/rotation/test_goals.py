"""Every goal on tiny cohorts: its value is what its columns count, and the kernel's optimum is the best of all plans."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from members import GOALS, RULES, cohorts, goal, rule
from years import plans

from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals import GOALS as KINDS
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.solver.solution import StageResult

MILD = (
    rule({"kind": "headcount", "minimum": 1, "maximum": 1, "weight": 3}),
    rule({"kind": "no-repeat", "weight": 2}),
    rule({"kind": "handover", "weight": 1}),
)


def goals_of(given_: Cohort, members: list[dict[str, object]]) -> list[Goal]:
    made = [goal(member, MILD) for member in members]
    return [part for one in made for part in one.parts(given_)]


@pytest.mark.parametrize("member", GOALS, ids=str)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(given_=cohorts())
def test_a_goal_is_worth_what_its_columns_count(member: dict[str, object], given_: Cohort) -> None:
    parts = goals_of(given_, [member])
    form = Formulation(given_, [], parts)
    every = list(plans(given_))
    for plan in every[:: max(len(every) // 30, 1)]:
        values = form.values(plan)
        assert values is not None
        assert form.program.admits(values)
        for part, stage in zip(parts, form.stages, strict=True):
            assert stage.weights @ values == (-1 if part.maximise else 1) * part.value(given_, plan)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    given_=cohorts(),
    chosen=st.lists(st.sampled_from(GOALS), min_size=1, max_size=2, unique_by=lambda one: one["kind"]),
    kept=st.lists(st.sampled_from(RULES), max_size=2),
)
def test_the_plan_found_is_the_best_of_all(
    given_: Cohort, chosen: list[dict[str, object]], kept: list[dict[str, object]]
) -> None:
    rules, made = [rule(one) for one in kept], [goal(one, MILD) for one in chosen]
    parts = [part for one in made for part in one.parts(given_)]
    fine = [plan for plan in plans(given_) if not breaches(given_, rules, plan)]
    found = plan_one(Task(given_, rules, made))
    if not fine:
        assert found.status == "infeasible"
        return
    assert found.plan is not None
    signs = [-1 if part.maximise else 1 for part in parts]
    keys = [
        tuple(sign * part.value(given_, plan) for sign, part in zip(signs, parts, strict=True))
        for plan in fine
    ]
    best = min(keys)
    assert [
        sign * stage.value for sign, stage in zip(signs, named(found.stages, parts), strict=True)
    ] == list(best)
    form = Formulation(given_, rules, parts)
    equal = [plan for plan, key in zip(fine, keys, strict=True) if key == best]
    if len(equal) > 1:
        drawn = [int(form.lottery(0)[: form.grid.count] @ form.grid.values(plan)) for plan in equal]  # type: ignore[operator]
        if drawn.count(min(drawn)) == 1:
            assert (found.plan == equal[int(np.argmin(drawn))]).all()
    else:
        assert (found.plan == equal[0]).all()
    assert found.status == "proved"
    other = plan_one(Task(given_, rules, made, engine="mip"))
    assert other.plan is not None
    assert (other.plan == found.plan).all()


def named(stages: tuple[StageResult, ...], parts: list[Goal]) -> list[StageResult]:
    return list(stages[: len(parts)])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_goal_is_tested(kind: type[Goal]) -> None:
    assert kind.kind in {one["kind"] for one in GOALS}
    assert kind.__module__.rpartition(".")[2] == kind.kind.replace("-", "_")
    assert hash(kind()) == hash(kind())


def test_the_registry_is_sorted() -> None:
    kinds = [kind.kind for kind in KINDS]
    assert kinds == sorted(set(kinds))
