"""What a metric is: a name, a unit, a direction, what it means, and its value of a finished plan."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers

Number = int | float | Fraction
Better = Literal["higher", "lower", "neither"]


class Metric(BaseModel):
    """A figure by which finished plans are compared. One file each; `kind` is its name.

    `better` says which direction is better, and `concerns` for whom; texts hold Chinese and English split by
    " / ". The docstring holds a worked example that the tests run. Figures are integers or fractions wherever
    the definition is exact.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    english: ClassVar[str]
    unit: ClassVar[str]
    better: ClassVar[Better]
    concerns: ClassVar[str]
    meaning: ClassVar[str]
    solves: ClassVar[bool] = False
    """Whether it works out another plan to compare with, so that it takes longer."""

    @property
    def name(self) -> str:
        """What its row is called."""
        return self.kind

    @property
    def title(self) -> str:
        """The name that people read, in both languages."""
        return f"{self.chinese} / {self.english}"

    def value(self, plan: Plan) -> Number | None:
        """The figure of a plan; None where there is nothing to measure."""
        raise TypeError(f"{self.kind} has no value")

    def parts(self, plan: Plan) -> dict[str, Number]:
        """What the figure is made of, by rank, group, area or post; most figures have no parts."""
        return {}

    def worst_part(self, plan: Plan) -> str:
        """The part that fares worst, for metrics that compare parts; "" for all others."""
        return ""

    def witnesses(self, plan: Plan) -> pd.DataFrame:
        """Who or what the figure counts, a row each, where somebody would want to see them."""
        return pd.DataFrame()


def mean(values: Integers) -> Fraction | None:
    """The exact mean; None of nothing."""
    return Fraction(int(values.sum()), len(values)) if len(values) else None


def names(known: Sequence[str], numbers: Integers) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """The identities of these numbers; -1 is nobody."""
    return np.array([*known, ""], object)[numbers]
