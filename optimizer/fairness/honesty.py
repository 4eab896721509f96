"""Does honesty pay? (如实填报是否吃亏): who could have fared better by handing in another list, all others as they did.

A mechanism is strategy-proof where nobody ever could (Gibbard 1973; Dubins and Freedman 1981). Here it is
tried out: on small markets with every list there is, on large ones with what people try, on a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from optimizer.assignment import lottery
from optimizer.assignment.kinds import Kinds, build, rule_faults
from optimizer.assignment.market import Market
from optimizer.assignment.task import Task
from optimizer.errors import Impossible, InputFaults, UsageError
from optimizer.fairness.misreports import List, every_list, lists, usual, wishing
from optimizer.fairness.ways import with_mechanism
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Integers, Limits

COLUMNS = ("graduate", "standing", "tried", "failed", "gains", "trick", "better_standing", "list", "gets")
_AT_ONCE = 3_000  # more runs than this are a sample unless all are asked for
_AT_MOST = 1_000_000


@dataclass(frozen=True)
class Honesty:
    """What trying out other lists showed.

    `table`, a row per person tried: `standing` when honest (the rank; beyond the longest list = not listed, no
    post), how many lists were `tried` and how many of them `failed` (no plan was possible), whether one `gains`,
    and for the best one its `trick`, `better_standing`, `list` and the post it `gets`. `exact`: everybody was
    tried with every list without ties. Otherwise `low` and `high` bound, with 95 % confidence (Clopper and
    Pearson 1934), the share of all who would gain by such lists; lists that were not tried may gain more.
    """

    mechanism: str
    people: int
    exact: bool
    table: pd.DataFrame
    low: float
    high: float

    @property
    def gainers(self) -> int:
        """How many of those tried could have gained."""
        return int(self.table["gains"].sum())

    @property
    def runs(self) -> int:
        """How often the mechanism ran."""
        return 1 + int(self.table["tried"].sum())

    @property
    def example(self) -> dict[str, object] | None:
        """The row of whoever could have gained most; None where nobody was found."""
        found = self.table[self.table["gains"]]
        gain = found["standing"] - found["better_standing"]
        rows = found.to_dict("records")
        return (
            {str(name): cell for name, cell in rows[int(gain.to_numpy().argmax())].items()} if rows else None
        )


def honesty(
    scenario: Scenario,
    *,
    mechanism: str | None = None,
    people: int = 20,
    tries: int = 8,
    seed: int = 0,
    exact: bool | None = None,
    workers: int = 1,
    seconds: float = 600.0,
    told: Callable[[str], None] = lambda graduate: None,
) -> Honesty:
    """Try other lists under the scenario's mechanism, or under another (named as in `by_mechanism`).

    With `exact` everybody is tried with every list without ties; by default where that takes at most a few
    thousand runs. Otherwise `people` are drawn by `seed`, and of each the `tries` lists, those first that aim at
    a better post. The committed lottery stays as it is. `told` hears every person tried. Raises UsageError for
    arguments that make no sense or too many lists; else as `assign` does.
    """
    if people < 1 or tries < 1 or seed < 0:
        raise UsageError(
            "people、tries 须为正，seed 不为负 / people and tries must be positive, seed not negative"
        )
    given = scenario if mechanism is None else with_mechanism(scenario, mechanism)
    kinds, market = build(given.settings.assignment), Market.from_scenario(given)
    faults = rule_faults(kinds, market)
    if faults:
        raise InputFaults(faults)
    runs = market.size * lists(len(market.capacity))
    whole = runs <= _AT_ONCE if exact is None else exact
    if whole and runs > _AT_MOST:
        raise UsageError(
            f"全部志愿表有 {runs} 种，太多 / {runs} lists are too many to try: 去掉 --exact / leave out --exact"
        )
    trial = _Trial(market, kinds, Limits(seconds=seconds, workers=workers))
    asked = np.arange(market.size) if whole else _drawn(market, people, seed)
    rows = []
    for graduate in asked.tolist():
        told(market.graduates[graduate])
        options = every_list(len(market.capacity)) if whole else trial.usual(graduate, tries, seed)
        rows.append(trial.row(graduate, options))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"better_standing": "Int64"})
    low, high = _bounds(int(table["gains"].sum()), len(table), len(table) == market.size)
    name = mechanism or given.settings.assignment.mechanism
    return Honesty(name, market.size, whole, table, low, high)


def _drawn(market: Market, people: int, seed: int) -> Integers:
    """The people of the sample, in order of priority."""
    numbers = lottery.numbers(seed, "honesty", market.graduates)
    return np.sort(np.argsort(numbers, kind="stable")[:people])


def _bounds(gainers: int, asked: int, everybody: bool) -> tuple[float, float]:
    """The interval of Clopper and Pearson for the share; the share itself where everybody was tried."""
    from scipy.stats import beta

    if everybody or not asked:
        share = gainers / asked if asked else 0.0
        return share, share
    low = float(beta.ppf(0.025, gainers, asked - gainers + 1)) if gainers else 0.0
    high = float(beta.ppf(0.975, gainers + 1, asked - gainers)) if gainers < asked else 1.0
    return low, high


class _Trial:
    """The honest plan, and what others lists would have brought."""

    def __init__(self, market: Market, kinds: Kinds, limits: Limits) -> None:
        self.market, self._kinds, self._limits = market, kinds, limits
        self.honest = self._run(market)

    def _run(self, market: Market) -> Integers:
        return self._kinds.mechanism.run(
            Task(market, self._kinds.rules, self._kinds.goals, self._limits)
        ).placed

    def standing(self, graduate: int, post: int) -> int:
        """How somebody fares at a post by their true wishes; whoever does not accept would rather have none."""
        unlisted, none = self.market.longest + 1, self.market.longest + 2
        if post < 0:
            return none
        rank = int(self.market.ranks(np.array([graduate]), np.array([post]))[0])
        return rank or (unlisted if self.market.accepts[graduate] else none + 1)

    def usual(self, graduate: int, tries: int, seed: int) -> list[tuple[str, List]]:
        """So many of the usual tricks: those that aim at a better post first, the others by lottery."""
        market, now = self.market, self.standing(graduate, int(self.honest[graduate]))
        own = slice(int(market.start[graduate]), int(market.start[graduate + 1]))
        wishes = market.wish_post[own].tolist()
        better = [
            post for post, rank in zip(wishes, market.wish_rank[own].tolist(), strict=True) if rank < now
        ]
        found = [(trick, other) for other, trick in usual(wishes, better).items()]
        names = [repr(other) for _, other in found]
        draw = lottery.numbers(seed, f"list of {market.graduates[graduate]}", names).tolist()
        aim = [trick not in ("first", "only") for trick, _ in found]
        order = sorted(range(len(found)), key=lambda at: (aim[at], draw[at]))
        return [found[at] for at in order[:tries]]

    def row(
        self, graduate: int, options: Sequence[tuple[str, List]] | Iterator[tuple[str, List]]
    ) -> tuple[object, ...]:
        """A row of `COLUMNS`; who has a first choice, or a pin, has nothing to gain and is not tried."""
        now = self.standing(graduate, int(self.honest[graduate]))
        tried = failed = 0
        best: tuple[int, str, List, int] | None = None
        for trick, other in options if now > 1 and self.market.pins[graduate] < 0 else ():
            tried += 1
            try:
                post = int(self._run(wishing(self.market, graduate, other))[graduate])
            except Impossible:
                failed += 1
                continue
            then = self.standing(graduate, post)
            if then < (now if best is None else best[0]):
                best = then, trick, other, post
        who = self.market.graduates[graduate]
        if best is None:
            return who, now, tried, failed, False, "", pd.NA, "", ""
        posts = [self.market.posts[post] for post in best[2]]
        return who, now, tried, failed, True, best[1], best[0], " ".join(posts), self.market.posts[best[3]]
