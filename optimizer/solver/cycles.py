"""Whether a network has one flow only: no cycle is left along which anything could still move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.solver.network import Network
from optimizer.solver.program import Integers, Program

if TYPE_CHECKING:
    from scipy.sparse import coo_array


def unique(program: Program, network: Network, values: Integers) -> bool:
    """Whether no other values satisfy the program: the residual graph has no cycle of two arcs or more.

    An arc that is free both ways is an edge. Edges are contracted: a cycle is then a surplus edge, or an
    arc whose ends fell together, or a strongly connected part of the rest.
    """
    from scipy.sparse.csgraph import connected_components

    lower, upper = network.bounds(program)
    flows = network.flows(program, values)
    more, less = flows < upper, flows > lower
    edges, arcs = more & less, more ^ less
    parts, part = connected_components(_graph(network, edges), directed=False)
    if edges.sum() > network.nodes - parts:
        return False
    ahead = more[arcs]
    tail, head = part[network.tail[arcs]], part[network.head[arcs]]
    if (tail == head).any():
        return False
    graph = adjacency(parts, np.where(ahead, tail, head), np.where(ahead, head, tail))
    strong, _ = connected_components(graph, directed=True, connection="strong")
    return bool(strong == parts)


def _graph(network: Network, arcs: np.ndarray) -> coo_array:
    """The graph of some of the network's arcs."""
    return adjacency(network.nodes, network.tail[arcs], network.head[arcs])


def adjacency(nodes: int, tail: Integers, head: Integers) -> coo_array:
    """The sparse matrix of a graph with these arcs."""
    from scipy.sparse import coo_array

    return coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nodes, nodes))
