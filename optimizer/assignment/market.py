"""A scenario as arrays: graduates in order of priority, posts in order of id, wishes in CSR form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.assignment import lottery
from optimizer.errors import UsageError
from optimizer.remembering import Remembering
from optimizer.scenario.areas import Areas
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Integers

Flags = npt.NDArray[np.bool_]
_NOBODY: Integers = np.zeros(0, np.int64)


@dataclass(frozen=True, eq=False)
class Market(Remembering):
    """Graduates 0, 1, … by priority (the first chooses first) and posts 0, 1, … by id.

    `start` (n + 1), `wish_post` and `wish_rank` are the wishes in CSR form: targets expanded to posts, each
    pair once at its best rank, sorted by rank, equal ranks by the committed lottery. `pins` is a post per
    graduate, -1 where there is none. `priorities` are the rows of the posts' own orders, posts and graduates,
    sorted by post and by the post's order, equal ones by the committed lottery. The frames are those of the
    scenario in the market's order; empty for a market made from arrays.
    """

    graduates: Sequence[str]
    posts: Sequence[str]
    capacity: Integers
    accepts: Flags
    pins: Integers
    start: Integers
    wish_post: Integers
    wish_rank: Integers
    seed: int = 0
    priorities: tuple[Integers, Integers] = (_NOBODY, _NOBODY)
    graduate_table: pd.DataFrame = field(default_factory=pd.DataFrame)
    post_table: pd.DataFrame = field(default_factory=pd.DataFrame)
    earlier_table: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def size(self) -> int:
        """How many graduates there are."""
        return len(self.accepts)

    @cached_property
    def wish_graduate(self) -> Integers:
        """The graduate of every wish."""
        return np.repeat(np.arange(self.size), np.diff(self.start))

    @cached_property
    def wished_by(self) -> tuple[Integers, Integers]:
        """The wishes by post, in CSR form: where each post starts, and the graduates who listed it."""
        order = np.argsort(self.wish_post, kind="stable")
        many = np.bincount(self.wish_post, minlength=len(self.capacity))
        return np.concatenate([[0], np.cumsum(many)]), self.wish_graduate[order]

    def coded(self, table: str, column: str) -> tuple[list[str], Integers]:
        """The distinct texts of a column of `graduate_table` or `post_table`, sorted, and a code per row."""

        def make() -> tuple[list[str], Integers]:
            frame: pd.DataFrame = getattr(self, table)
            values, codes = np.unique(frame[column].to_numpy(object).astype(str), return_inverse=True)
            return values.tolist(), codes.astype(np.int64)

        return self.remember((table, column), make)

    @cached_property
    def earlier(self) -> tuple[Integers, Integers]:
        """The post that was published for each graduate before (-1 = none), and what moving them costs."""
        post, weight = np.full(self.size, -1), np.zeros(self.size, np.int64)
        table = self.earlier_table
        if len(table):
            who = pd.Index(self.graduates).get_indexer(pd.Index(table["graduate"]))
            post[who] = pd.Index(self.posts).get_indexer(pd.Index(table["post"]))
            weight[who] = table["weight"].to_numpy(np.int64)
        return post, weight

    @cached_property
    def longest(self) -> int:
        """The largest rank that anybody wrote, at least 1."""
        return int(self.wish_rank.max(initial=1))

    @cached_property
    def graduate_numbers(self) -> lottery.Numbers:
        """The lottery's number of every graduate."""
        return lottery.numbers(self.seed, "graduate", self.graduates)

    @cached_property
    def post_numbers(self) -> lottery.Numbers:
        """The lottery's number of every post."""
        return lottery.numbers(self.seed, "post", self.posts)

    @cached_property
    def _pairs(self) -> tuple[Integers, Integers]:
        """Wished pairs as sorted keys, and the wish each key belongs to."""
        key = self.wish_graduate * len(self.capacity) + self.wish_post
        order = np.argsort(key)
        return key[order], order

    def ranks(self, graduate: Integers, post: Integers) -> Integers:
        """The rank at which each graduate listed each post, elementwise; 0 = not listed."""
        keys, order = self._pairs
        wanted = graduate * len(self.capacity) + post
        at = np.searchsorted(keys, wanted)
        found = np.zeros(len(wanted), np.int64)
        hit = at < len(keys)
        hit[hit] = keys[at[hit]] == wanted[hit]
        found[hit] = self.wish_rank[order[at[hit]]]
        return found

    @staticmethod
    def from_arrays(
        start: Integers,
        wish_post: Integers,
        wish_rank: Integers,
        capacity: Integers,
        accepts: Flags | None = None,
        seed: int = 0,
        priorities: tuple[Integers, Integers, Integers] | None = None,
    ) -> Market:
        """A market without tables: graduates come in order of priority, identities are their numbers.

        `priorities` are posts, graduates and ranks of the posts' own orders.
        """
        size = len(start) - 1
        people = [str(number) for number in range(size)]
        return Market(
            people,
            [str(number) for number in range(len(capacity))],
            capacity,
            np.ones(size, bool) if accepts is None else accepts,
            np.full(size, -1),
            *_canonical(start, wish_post, wish_rank, seed, len(capacity)),
            seed=seed,
            priorities=(_NOBODY, _NOBODY) if priorities is None else _ordered(seed, people, *priorities),
        )

    @staticmethod
    def from_scenario(scenario: Scenario) -> Market:
        """The market of a checked scenario; the same whatever the order of its rows.

        Raises UsageError where the scenario has no posts.
        """
        if not scenario.places:
            raise UsageError(
                "此场景没有岗位表，只能排轮岗（chuyan rotate） / there are no posts: only the rotation can be planned"
            )
        seed = scenario.settings.scenario.seed
        graduates = _by_priority(scenario)
        posts = scenario.posts.sort_values("post", ignore_index=True)
        number = pd.Series(np.arange(len(graduates)), index=graduates["graduate"].to_numpy())
        seat = pd.Series(np.arange(len(posts)), index=posts["post"].to_numpy())
        pins = np.full(len(graduates), -1)
        pins[number[scenario.pins["graduate"]].to_numpy()] = seat[scenario.pins["post"]].to_numpy()
        own = scenario.priorities
        person, post, rank = _expanded(scenario.wishes, posts, number)
        start = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=len(graduates)))])
        return Market(
            graduates["graduate"].tolist(),
            posts["post"].tolist(),
            posts["capacity"].to_numpy(np.int64),
            graduates["accepts_allocation"].to_numpy(bool),
            pins,
            *_canonical(
                start, post, rank, seed, len(posts), graduates["graduate"].tolist(), posts["post"].tolist()
            ),
            seed=seed,
            priorities=_ordered(
                seed,
                graduates["graduate"].tolist(),
                seat[own["post"]].to_numpy(np.int64),
                number[own["graduate"]].to_numpy(np.int64),
                own["rank"].to_numpy(np.int64),
            ),
            graduate_table=graduates,
            post_table=posts,
            earlier_table=scenario.earlier,
        )


def _by_priority(scenario: Scenario) -> pd.DataFrame:
    """The graduates in order of priority: the listed columns, then the committed lottery."""
    table = scenario.graduates
    draw = lottery.numbers(scenario.settings.scenario.seed, "priority", table["graduate"].tolist())
    keys = [np.asarray(draw)]
    for name in reversed(scenario.settings.priority.by):
        column = pd.to_numeric(table[name], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        keys.append(np.nan_to_num(column if name == "lottery" else -column, nan=np.inf))
    return table.iloc[np.lexsort(keys)].reset_index(drop=True)


def _ordered(
    seed: int, people: Sequence[str], post: Integers, graduate: Integers, rank: Integers
) -> tuple[Integers, Integers]:
    """The rows of the posts' own orders, sorted; equal ranks by the draw that also settles equal scores."""
    if not len(post):
        return _NOBODY, _NOBODY
    draw = lottery.numbers(seed, "priority", people)
    order = np.lexsort((draw[graduate], rank, post))
    return post[order], graduate[order]


def _expanded(
    wishes: pd.DataFrame, posts: pd.DataFrame, number: pd.Series
) -> tuple[Integers, Integers, Integers]:
    """Graduate, post and rank of every wish, a target that is an area standing for all its posts."""
    targets, code = np.unique(wishes["target"].to_numpy(dtype=object), return_inverse=True)
    members = _members(targets.tolist(), posts)
    many = np.array([len(found) for found in members], np.int64)[code]
    person = np.repeat(number[wishes["graduate"]].to_numpy(np.int64), many)
    rank = np.repeat(wishes["rank"].to_numpy(np.int64), many)
    none = np.zeros(0, np.int64)
    post = np.concatenate([none, *(members[target] for target in code)])
    best = np.lexsort((rank, post, person))
    person, post, rank = person[best], post[best], rank[best]
    first = np.ones(len(person), bool)
    first[1:] = (person[1:] != person[:-1]) | (post[1:] != post[:-1])
    return person[first], post[first], rank[first]


def _members(targets: Sequence[str], posts: pd.DataFrame) -> list[Integers]:
    """The posts of each target: itself, or all posts of the area with that code or name."""
    seat = {post: np.array([number]) for number, post in enumerate(posts["post"])}
    areas = Areas.of(posts).members
    return [seat[target] if target in seat else areas[target] for target in targets]


def _canonical(
    start: Integers,
    post: Integers,
    rank: Integers,
    seed: int,
    posts: int,
    graduate_ids: Sequence[str] | None = None,
    post_ids: Sequence[str] | None = None,
) -> tuple[Integers, Integers, Integers]:
    """The wishes of each graduate by rank; equal ranks by a lottery of the pair."""
    size = len(start) - 1
    person = np.repeat(np.arange(size), np.diff(start))
    order = np.lexsort((rank, person))
    ranked, owner = rank[order], person[order]
    if ((ranked[1:] == ranked[:-1]) & (owner[1:] == owner[:-1])).any():
        left = lottery.numbers(seed, "tie", graduate_ids or [str(number) for number in range(size)])
        right = lottery.numbers(seed, "tie post", post_ids or [str(number) for number in range(posts)])
        order = np.lexsort((lottery.join(left[person], right[post]), rank, person))
    return start, post[order], rank[order]
