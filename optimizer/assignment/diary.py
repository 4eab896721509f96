"""The diary of the stage of choice: what happened, step by step, as arrays; a table when somebody reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.assignment.market import Market
from optimizer.assignment.proposals import Held
from optimizer.assignment.witness import Prices
from optimizer.solver.program import Integers

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Entry:
    """One line: a graduate, a post (-1 = none), what happened there, and why (`witness`), in numbers the `prices`."""

    graduate: int
    post: int
    action: str
    witness: str = ""
    prices: Prices | None = None


@dataclass(frozen=True)
class Diary:
    """All lines in order, a column each; the words of `action` are those of `Outcome.diary`.

    `refusals` are the prices of the refused lines, in their order.
    """

    graduate: Integers
    post: Integers
    action: Texts
    witness: Texts
    refusals: tuple[Prices | None, ...] = ()

    @staticmethod
    def of(entries: Sequence[Entry] = ()) -> Diary:
        """The diary with these lines."""
        return Diary(
            np.array([entry.graduate for entry in entries], np.int64),
            np.array([entry.post for entry in entries], np.int64),
            np.array([entry.action for entry in entries], object),
            np.array([entry.witness for entry in entries], object),
            tuple(entry.prices for entry in entries if entry.action == "refused"),
        )

    @staticmethod
    def same(graduate: Integers, post: Integers, action: str, witness: str | Texts = "") -> Diary:
        """One line per graduate and post, all with the same action."""
        told = np.full(len(graduate), witness, object) if isinstance(witness, str) else witness
        return Diary(graduate, post, np.full(len(graduate), action, object), told)

    @staticmethod
    def proposals(
        found: Held,
        graduate: Integers,
        post: Integers,
        actions: tuple[str, str],
        better: tuple[Sequence[str], Integers],
    ) -> Diary:
        """The steps of deferred acceptance over pairs of these graduates and posts: proposed, and rejected.

        `better` are the names of the proposers and the proposer of every pair: whom a rejected pair gave way to.
        """
        names, proposer = better
        lost = (found.beat >= 0).astype(np.int64)
        winner = np.where(lost > 0, np.append(proposer, 0)[found.beat], -1)
        return Diary(
            graduate[found.pair],
            post[found.pair],
            np.array(actions, object)[lost],
            np.array([*names, ""], object)[winner],
        )

    def then(self, *others: Diary) -> Diary:
        """This diary and then the others."""
        every = (self, *others)
        return Diary(
            np.concatenate([part.graduate for part in every]),
            np.concatenate([part.post for part in every]),
            np.concatenate([part.action for part in every]),
            np.concatenate([part.witness for part in every]),
            tuple(prices for part in every for prices in part.refusals),
        )

    def frame(self, market: Market) -> pd.DataFrame:
        """The table: `step`, `graduate`, `post` ("" = none), `action`, `witness`."""
        return pd.DataFrame(
            {
                "step": np.arange(1, len(self.graduate) + 1),
                "graduate": pd.Series(np.array(market.graduates, object)[self.graduate], dtype=object),
                "post": pd.Series(np.array([*market.posts, ""], object)[self.post], dtype=object),
                "action": pd.Series(self.action, dtype=object),
                "witness": pd.Series(self.witness, dtype=object),
            }
        )
