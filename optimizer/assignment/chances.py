"""The chances of a lottery: with what probability each graduate gets each post by choice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class Chances:
    """A chance above nothing for each pair, by graduate in the order of the wishes.

    `samples` is how many drawn days the chances were counted over; None = they are exact. What is missing
    to 1 is the chance to have no post when the stage of choice ends. The guard is not foreseen: the chances
    are those of the mechanism before any pick is refused.
    """

    graduate: Integers
    post: Integers
    chance: npt.NDArray[np.float64]
    samples: int | None

    @property
    def error(self) -> npt.NDArray[np.float64]:
        """The standard error of each chance; 0 where they are exact."""
        spread = np.sqrt(self.chance * (1 - self.chance))
        return spread * 0 if self.samples is None else spread / np.sqrt(self.samples)

    def frame(self, market: Market) -> pd.DataFrame:
        """The table: `graduate`, `post`, `chance`, `error`."""
        return pd.DataFrame(
            {
                "graduate": np.array(market.graduates, object)[self.graduate],
                "post": np.array(market.posts, object)[self.post],
                "chance": self.chance,
                "error": self.error,
            }
        )

    def matrix(self, market: Market) -> csr_array:
        """The sparse matrix, graduates by posts, in the market's order."""
        shape = (market.size, len(market.capacity))
        return csr_array((self.chance, (self.graduate, self.post)), shape=shape)
