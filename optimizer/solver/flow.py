"""The flow engine: minimum-cost circulation, with node potentials as proof of every optimum.

The solver (cost scaling, Goldberg 1997, in OR-Tools) gives the flow but no potentials. Shortest paths in
the residual graph give them, and fail exactly when the flow is not optimal, so its word is never trusted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.solver.cycles import adjacency
from optimizer.solver.network import Network
from optimizer.solver.program import Answer, Integers, Program

_LARGEST = 2**61


def optimise(program: Program, network: Network, weights: Integers, hint: Integers | None = None) -> Answer:
    """The cheapest circulation; from a feasible `hint` on, only what lies on a residual cycle is solved."""
    lower, upper = network.bounds(program)
    cost = network.costs(weights)
    if hint is not None:
        flows = network.flows(program, hint)
        fixed = ~_may_change(network, lower, upper, flows)
        lower, upper = np.where(fixed, flows, lower), np.where(fixed, flows, upper)
    solved = _circulation(network, lower, upper, cost)
    if solved is None:
        return Answer(None, None, 1, optimal=False, infeasible=True)
    proof = prove(program, network, weights, solved[: program.count])
    if proof is None:
        raise EngineDisagreement(
            "最小费用流的结果不是最优 / the flow engine's optimum has a negative residual cycle"
        )
    return proof


def prove(program: Program, network: Network, weights: Integers, values: Integers) -> Answer | None:
    """The same values with potentials that prove them optimal, or None where they are not."""
    lower, upper = network.bounds(program)
    tail, head, arc = _residual(network, lower, upper, network.flows(program, values))
    cost = network.costs(weights)[np.abs(arc) - 1] * np.sign(arc)
    potential = _shortest(network.nodes, tail, head, cost)
    if potential is None:
        return None
    duals = network.sign * (potential[-1] - potential[:-1])
    return Answer(values, duals, 1, optimal=True)


def joint_optimum(program: Program, network: Network, stages: list[Integers]) -> tuple[Integers | None, int]:
    """Values that are likely to be optimal for the first stages one after the other, and how many those are.

    Those stages are added up with factors as large as machine integers allow; each has still to be proved.
    None where the program is infeasible.
    """
    room = _LARGEST // (network.nodes + 1)
    total, used = stages[0], 1
    for weights in stages[1:]:
        factor = int(np.abs(weights).max(initial=0)) * network.nodes + 1
        if (int(np.abs(total).max(initial=0)) + 1) * factor >= room:
            break
        total, used = total * factor + weights, used + 1
    lower, upper = network.bounds(program)
    solved = _circulation(network, lower, upper, network.costs(total))
    return (None if solved is None else solved[: program.count]), used


def _circulation(network: Network, lower: Integers, upper: Integers, cost: Integers) -> Integers | None:
    """A cheapest circulation within the bounds, one flow per arc, or None where there is none."""
    from ortools.graph.python import min_cost_flow

    free = np.flatnonzero(lower < upper)
    if (lower > upper).any():
        return None
    supply = np.bincount(network.head, lower, network.nodes) - np.bincount(network.tail, lower, network.nodes)
    supply = supply.astype(np.int64)
    nodes = np.unique(np.concatenate([network.tail[free], network.head[free]]))
    outside = np.ones(network.nodes, bool)
    outside[nodes] = False
    if supply[outside].any():
        return None
    result = lower.copy()
    if len(free):
        number = np.zeros(network.nodes, np.int64)
        number[nodes] = np.arange(len(nodes))
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            number[network.tail[free]], number[network.head[free]], (upper - lower)[free], cost[free]
        )
        solver.set_nodes_supplies(np.arange(len(nodes)), supply[nodes])
        status: Any = solver.solve()
        if status == solver.INFEASIBLE:
            return None
        if status != solver.OPTIMAL:
            raise EngineDisagreement(
                f"最小费用流拒绝了此问题 / the flow engine refused the program: {status}"
            )
        result[free] += solver.flows(arcs)
    return result


def _residual(
    network: Network, lower: Integers, upper: Integers, flows: Integers
) -> tuple[Integers, Integers, Integers]:
    """Tail, head and arc number (1, 2, …; negative = backwards) of what may still change."""
    more, less = np.flatnonzero(flows < upper), np.flatnonzero(flows > lower)
    tail = np.concatenate([network.tail[more], network.head[less]])
    head = np.concatenate([network.head[more], network.tail[less]])
    return tail, head, np.concatenate([more + 1, -(less + 1)])


def _may_change(network: Network, lower: Integers, upper: Integers, flows: Integers) -> np.ndarray:
    """Which arcs can differ in another feasible circulation: at most those inside a strong component."""
    from scipy.sparse.csgraph import connected_components

    tail, head, _ = _residual(network, lower, upper, flows)
    _, part = connected_components(adjacency(network.nodes, tail, head), directed=True, connection="strong")
    joined: np.ndarray = part[network.tail] == part[network.head]
    return joined


def _shortest(nodes: int, tail: Integers, head: Integers, cost: Integers) -> Integers | None:
    """Potentials with `cost + p[tail] - p[head] >= 0` on every arc, or None: a negative cycle.

    Bellman (1958) with labels zero at the start; each round looks only at what the last one changed.
    """
    order = np.argsort(tail, kind="stable")
    head, cost = head[order], cost[order]
    start = np.searchsorted(tail[order], np.arange(nodes + 1))
    label = np.zeros(nodes, np.int64)
    active, touched = np.arange(nodes), np.zeros(nodes, bool)
    for _ in range(nodes + 1):
        first, many = start[active], start[active + 1] - start[active]
        arcs = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        reached = np.repeat(label[active], many) + cost[arcs]
        better = reached < label[head[arcs]]
        if not better.any():
            return label
        ends = head[arcs][better]
        np.minimum.at(label, ends, reached[better])
        touched[ends] = True
        active = np.flatnonzero(touched)
        touched[active] = False
    return None
