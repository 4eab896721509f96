"""The list of placements, worked out again: order of priority and draw, ranks, stages, places, seats, rules, reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from optimizer.assignment.checks import breaches
from optimizer.assignment.reasons import reasons
from optimizer.evidence.assigned import Case
from optimizer.evidence.findings import Finding, Unsound, judged
from optimizer.evidence.folder import RunFiles
from optimizer.exchange.published import PLACEMENTS
from optimizer.scenario.members import said
from optimizer.solver.program import Integers

COLUMNS = ("graduate", "post", "rank", "stage", "order", "reason", "village", "township", "county")
_STAGES = ("pin", "choice", "allocation", "unplaced")


@dataclass(frozen=True, eq=False)
class Placements:
    """What the list says, beside what it should say."""

    run: RunFiles
    case: Case

    @cached_property
    def table(self) -> pd.DataFrame:
        """The list as written; raises Unsound where it has other columns."""
        return self.run.table(PLACEMENTS, COLUMNS)

    @cached_property
    def placed(self) -> Integers:
        """A post per graduate, in the market's order, -1 = none; raises Unsound where people or posts are others."""
        market = self.case.market
        if sorted(self.table["graduate"]) != sorted(market.graduates):
            raise Unsound("安置名单与报名表的人不同 / the list names other people than the inputs")
        number = {post: at for at, post in enumerate(market.posts)} | {"": -1}
        unknown = sorted({*self.table["post"]} - {*number})
        if unknown:
            raise Unsound(f"没有岗位 / no such posts: {'、'.join(unknown[:8])}")
        post = dict(zip(self.table["graduate"], self.table["post"], strict=True))
        return np.array([number[post[name]] for name in market.graduates], np.int64)

    def chosen(self) -> Integers:
        """Who was pinned or chose, by the list's own word (a post per graduate, -1 = neither)."""
        early = np.isin(np.array(self._by_person("stage"), object), ("pin", "choice"))
        return np.where(early, self.placed, -1)

    def order(self) -> Finding:
        """The order is that of scores and of the draw from the seed."""
        right = list(self.case.market.graduates)
        wrong = _first(self.table["graduate"].tolist(), right, "次序 the order")
        wrong += _first(
            self.table["order"].tolist(), [str(at) for at in range(1, len(right) + 1)], "序号 order"
        )
        return judged("order", "排序与抽签 the order of priority and its draw", wrong)

    def ranks(self) -> Finding:
        """Everybody's rank is the one at which the post was listed."""
        market, everybody = self.case.market, np.arange(self.case.market.size)
        rank = market.ranks(everybody, self.placed) * (self.placed >= 0)
        wrong = _first(
            self._by_person("rank"), [str(one) if one else "" for one in rank.tolist()], "志愿序 rank"
        )
        table = market.post_table
        for column in ("village", "township", "county"):
            names = [*table[column].astype(str).tolist(), ""]
            wrong += _first(self._by_person(column), [names[post] for post in self.placed.tolist()], column)
        return judged("ranks", "志愿序与地点 ranks and places", wrong)

    def stages(self, chosen: Integers, repaired: bool) -> Finding:
        """Who was pinned, chose, was allocated or has nothing; after a repair, kept posts keep the word they had."""
        market = self.case.market
        right = np.where(
            self.placed < 0,
            "unplaced",
            np.where(market.pins >= 0, "pin", np.where(chosen >= 0, "choice", "allocation")),
        ).tolist()
        told = self._by_person("stage")
        kept = (
            (market.earlier[0] >= 0) & (market.earlier[0] == self.placed)
            if repaired
            else np.zeros(market.size, bool)
        )
        wrong = [
            f"{market.graduates[at]}: {told[at]}，应为 / should be {right[at]}"
            for at in range(market.size)
            if told[at] != right[at] and not (kept[at] and told[at] in _STAGES[:3])
        ]
        moved = np.flatnonzero((chosen >= 0) & (chosen != self.placed))
        wrong += [
            f"{market.graduates[at]} 没有得到所选岗位 / does not have the post that was chosen"
            for at in moved.tolist()
        ]
        return judged("stages", "选岗者得到所选 whoever chose has the chosen post", wrong)

    def rules(self) -> Iterator[Finding]:
        """Seats, pins and consent, then every rule by its own check."""
        market = self.case.market
        yield judged(
            "seats", "一人一岗、名额、指定、服从分配 seats, pins, consent", breaches(market, (), self.placed)
        )
        for number, rule in self.case.rule_places():
            yield judged(
                f"rule {number}", f"规则 rule {number} {said(rule)}", rule.check(market, self.placed)
            )

    def reasons(self) -> Finding:
        """Why somebody has no post, worked out again."""
        right = reasons(self.case.market, self.case.demands.rules, self.placed).tolist()
        wrong = _first(self._by_person("reason"), right, "理由 reason")
        return judged("reasons", "未落实的原因 why people have no post", wrong)

    def _by_person(self, column: str) -> list[str]:
        """A column in the market's order."""
        cell = dict(zip(self.table["graduate"], self.table[column], strict=True))
        return [cell[name] for name in self.case.market.graduates]


def _first(found: list[str], right: list[str], what: str) -> list[str]:
    """The first place where a column differs from what it should be."""
    for row, (one, other) in enumerate(zip(found, right, strict=True), 1):
        if one != other:
            return [f"{what} 第 {row} 行 row {row}: {one or '空'}，应为 / should be {other or '空 blank'}"]
    return []
