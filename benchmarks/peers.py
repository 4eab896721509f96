"""What others would do with the same market: no rules, no lottery, one answer out of many."""

from __future__ import annotations

import numpy as np
from markets import market, wishes

UNLISTED = 2 * wishes


def _pairs(people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    given = market(people)
    return given.wish_graduate, given.wish_post, given.wish_rank


def linear_sum(people: int) -> int:
    """scipy's assignment on the dense costs (Jonker and Volgenant 1987)."""
    from scipy.optimize import linear_sum_assignment

    cost = np.full((people, people), UNLISTED)
    who, where, rank = _pairs(people)
    cost[who, where] = rank
    return int(cost[linear_sum_assignment(cost)].sum())


def pooled_flow(people: int) -> int:
    """OR-Tools' minimum-cost flow, bare: listed arcs and one node that takes whoever is not listed."""
    from ortools.graph.python import min_cost_flow

    who, where, rank = _pairs(people)
    everyone, pool, sink = np.arange(people), 2 * people, 2 * people + 1
    tail = np.concatenate([who, everyone, np.full(people, pool), people + everyone])
    head = np.concatenate([people + where, np.full(people, pool), people + everyone, np.full(people, sink)])
    nothing = np.zeros(people, np.int64)
    cost = np.concatenate([rank, np.full(people, UNLISTED), nothing, nothing])
    supply = np.concatenate([np.ones(people, np.int64), nothing, [0, -people]])
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, np.ones(len(tail), np.int64), cost)
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    status = solver.solve()
    assert status == solver.OPTIMAL
    return int(solver.optimal_cost())


def tutorial(people: int) -> int:
    """A Boolean per person and post, exactly one each way, the sum of ranks minimised; 30 s, one worker."""
    from ortools.sat.python import cp_model

    cost = np.full((people, people), UNLISTED)
    who, where, rank = _pairs(people)
    cost[who, where] = rank
    model = cp_model.CpModel()
    x = [[model.new_bool_var("") for _ in range(people)] for _ in range(people)]
    for person in range(people):
        model.add_exactly_one(x[person])
    for post in range(people):
        model.add_exactly_one(x[person][post] for person in range(people))
    model.minimize(
        cp_model.LinearExpr.weighted_sum([cell for row in x for cell in row], cost.ravel().tolist())
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 30
    solver.solve(model)
    return int(solver.objective_value)
