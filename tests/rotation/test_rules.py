"""Every rule on tiny cohorts: what its rows admit is what its check passes, plan by plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from members import RULES, cohorts, rule
from years import plans

from optimizer.rotation.block import Block
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.rules import RULES as KINDS
from optimizer.rotation.rules.base import Rule
from optimizer.solver.program import Integers


def missed(form: Formulation, block: Block, plan: Plan) -> tuple[Integers, Integers]:
    """By how much a plan misses each row of a block, and whether the row can still be kept or broken."""
    cells = form.grid.values(plan)
    assert cells is not None
    values = np.concatenate([cells, block.own(plan)])
    total = np.zeros(block.rows.count, np.int64)
    np.add.at(total, block.rows.row, block.rows.value * values[block.rows.column])
    return np.maximum(np.maximum(block.rows.low - total, total - block.rows.high), 0), total


def some_plans(given_: Cohort, most: int = 40) -> list[Plan]:
    every = list(plans(given_))
    step = max(len(every) // most, 1)
    return every[::step]


@pytest.mark.parametrize("member", RULES, ids=str)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(given_=cohorts())
def test_rows_miss_a_plan_by_what_the_check_finds(member: dict[str, object], given_: Cohort) -> None:
    made = rule(member)
    form = Formulation(given_, [made], [], bare=True)
    (block,) = form.blocks
    for plan in some_plans(given_):
        found = list(made.breaches(given_, plan))
        by_rows, _ = missed(form, block, plan)
        asked = block.demands()
        assert by_rows[asked].sum() == sum(breach.amount for breach in found), (plan, found)
        assert not np.delete(by_rows, asked).any(), "a row that defines own columns does not hold"
        values = form.values(plan)
        assert values is not None
        assert form.program.admits(values) == (not breaches(given_, [made], plan)), (plan, found)


@pytest.mark.parametrize("member", [one for one in RULES if one["kind"] in ("handover", "visit")], ids=str)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(given_=cohorts())
def test_own_columns_follow_from_the_plan(member: dict[str, object], given_: Cohort) -> None:
    form = Formulation(given_, [rule(member)], [], bare=True)
    (block,) = form.blocks
    defining = np.setdiff1d(np.arange(block.rows.count), block.demands())
    for plan in some_plans(given_, 10):
        cells, own = form.grid.values(plan), block.own(plan)
        assert cells is not None
        for at in range(len(own)):
            other = own.copy()
            other[at] = 1 - other[at]
            values = np.concatenate([cells, other])
            total = np.zeros(block.rows.count, np.int64)
            np.add.at(total, block.rows.row, block.rows.value * values[block.rows.column])
            outside = (total < block.rows.low) | (total > block.rows.high)
            assert outside[defining].any()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(given_=cohorts(), chosen=st.lists(st.sampled_from(RULES), min_size=2, max_size=4))
def test_rules_together_admit_what_all_checks_pass(given_: Cohort, chosen: list[dict[str, object]]) -> None:
    made: list[Rule] = [rule(one) for one in chosen]
    masked, bare = Formulation(given_, made, []), Formulation(given_, made, [], bare=True)
    for plan in some_plans(given_, 40):
        fine = not breaches(given_, made, plan)
        values = bare.values(plan)
        assert values is not None
        assert bare.program.admits(values) == fine
        within = masked.values(plan)
        assert (within is not None and masked.program.admits(within)) == fine


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_rule_is_tested(kind: type[Rule]) -> None:
    assert kind.kind in {one["kind"] for one in RULES}
    assert kind.__module__.rpartition(".")[2] == kind.kind.replace("-", "_")
    assert kind().weight is None
    assert hash(kind()) == hash(kind())


def test_the_registry_is_sorted() -> None:
    kinds = [kind.kind for kind in KINDS]
    assert kinds == sorted(set(kinds))
