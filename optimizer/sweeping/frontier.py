"""The frontier (前沿): what cannot be bettered in one metric without losing in the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from optimizer.fairness.metrics.base import Metric

Flags = npt.NDArray[np.bool_]


def frontier(first: Sequence[float], second: Sequence[float], metrics: tuple[Metric, Metric]) -> Flags:
    """Which points are Pareto-efficient; equal points are so together, a point with a missing figure never is.

    >>> from optimizer.fairness.metrics.mean_rank import MeanRank
    >>> from optimizer.fairness.metrics.placed import Placed
    >>> frontier([9, 8, 9], [3.0, 2.0, 4.0], (Placed(), MeanRank())).tolist()
    [True, True, False]
    """
    x, y = _smaller_is_better(first, metrics[0]), _smaller_is_better(second, metrics[1])
    known = np.flatnonzero(~(np.isnan(x) | np.isnan(y)))
    order = known[np.lexsort((y[known], x[known]))]
    best = np.minimum.accumulate(y[order]) if len(order) else y[order]
    fresh = np.flatnonzero(np.diff(x[order], prepend=np.nan) != 0)  # the first of every x, its best y
    group = np.searchsorted(fresh, np.arange(len(order)), side="right") - 1
    before = np.concatenate([[np.inf], best[fresh[1:] - 1]]) if len(fresh) else np.zeros(0)
    efficient = np.zeros(len(x), bool)
    efficient[order] = (y[order] < before[group]) & (y[order] == y[order][fresh][group])
    return efficient


def _smaller_is_better(values: Sequence[float], metric: Metric) -> npt.NDArray[np.float64]:
    figures = np.asarray(values, float)
    return -figures if metric.better == "higher" else figures
