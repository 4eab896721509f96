"""The stages of an allocation, worked out again: values from the plan, bounds from the duals, the lottery, the only plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.stated import values
from optimizer.evidence.assigned import Case
from optimizer.evidence.chain import LOTTERY, Proved, chain
from optimizer.evidence.exchange import Exchanges
from optimizer.evidence.findings import Finding, Unsound, attempted, judged
from optimizer.evidence.small import Small
from optimizer.solver.cycles import unique
from optimizer.solver.network import as_network
from optimizer.solver.program import DRAWS, Integers, Program

_KEYS = ("name", "value", "bound", "proof", "engine")
_EXCHANGES = "两人对调、一人移动都不会更好 no exchange of two, no move would be better"
_NOT_BEST = "到时限的方案不是最好的 / at its limit, this plan is not the best"
_UNDRAWN = "少了抽签一级，留下的可以是任何同样好的方案 / a draw is missing: any plan as good could stand here"
_PRICES = "价（小形式） the prices of the small form"
_SEARCHED = "由搜索证明 / proved by search"
_SECOND = {
    "agrees": "，第二个引擎也说没有更好的 / the second engine agrees",
    "unsettled": "，第二个引擎在限度内未定 / the second engine did not settle it within its limit",
    "not asked": "，未另询第二个引擎 / no second engine was asked",
}


@dataclass(frozen=True, eq=False)
class Stages:
    """A plan, what had been chosen before, and what certificate and metrics say of the stages."""

    case: Case
    placed: Integers
    chosen: Integers
    certificate: Mapping[str, Any]
    told: Sequence[Mapping[str, Any]]

    @cached_property
    def _form(self) -> Formulation:
        return self.case.formulation(self.chosen)

    @cached_property
    def _values(self) -> Integers:
        """The plan as columns."""
        number = {name: at for at, name in enumerate(self.case.market.graduates)}
        pooled = np.array([number[name] for name in self.certificate["pooled"]], np.int64)
        found = values(self._form, self.placed, np.sort(pooled))
        if found is None:
            raise Unsound(
                "有人的岗位既不在志愿中也不能分配 / a placement is neither listed nor can be allocated"
            )
        if not self._form.program().admits(found):
            raise Unsound("方案不满足约束 / the plan breaks a row or a bound")
        return found

    @cached_property
    def _network(self) -> bool:
        """Whether the program is a network, whose relaxation is whole."""
        return as_network(self._form.program()) is not None

    @cached_property
    def _proved(self) -> list[Proved]:
        """The whole chain; raises Unsound where nothing is drawn, for then any plan as good could be put in its place."""
        form = self._form
        if not 0 < self._drawn <= DRAWS:
            raise Unsound(_UNDRAWN)
        return list(
            chain(form.program(), form.stages(), form.lottery, self.certificate["stages"], self._values)
        )

    @property
    def _drawn(self) -> int:
        """How often the lottery was drawn."""
        return len(self.certificate["stages"]) - len(self.case.goals)

    def findings(self) -> Iterator[Finding]:
        """A property for each stage, then whether the plan is the only one, and who of the pool goes where."""
        try:
            claims = self.certificate["stages"]
            told = [{key: one[key] for key in _KEYS} for one in claims]
            proved = self._proved
        except Unsound as odd:
            yield judged("stages proved", "各阶段的值与界 values and bounds", [str(odd)])
            return
        wrong = (
            [] if told == [dict(one) for one in self.told] else ["证书与 metrics.json 的阶段不同 / differ"]
        )
        yield judged("stages agree", "证书与指标一致 certificate and metrics agree", wrong)
        for at, (one, found) in enumerate(zip(claims, proved, strict=True)):
            yield attempted(
                f"stage {found.name}",
                _title(found.name),
                lambda at=at, one=one, found=found: self._stage(at, one, found),  # type: ignore[misc]
            )
        if claims and all("prices" in one for one in claims):
            yield attempted("prices", _PRICES, self._prices)
        if not all(one.certified for one in proved):
            yield attempted("exchanges", _EXCHANGES, self._exchanges)
        yield attempted("unique", "唯一 the only plan", lambda: self._unique(proved))
        yield attempted("pool", "分配到人 who of the pool goes where", self._pool)

    def _stage(self, at: int, told: Mapping[str, Any], found: Proved) -> Finding:
        """A stage over everybody: those placed before count too, in the goal's own direction."""
        value, bound = self._whole(at, found)
        wrong = [] if told["value"] == value else [f"值为 {told['value']}，算得 / the value is {value}"]
        wrong += [] if told["bound"] == bound else [f"界为 {told['bound']}，算得 / the bound is {bound}"]
        right = "certified" if found.certified else told["proof"]
        wrong += [] if told["proof"] == right else [f"{told['proof']}，算得 / it is {right}"]
        if not found.certified and told["proof"] == "proved by search" and self._network:
            wrong.append("网络没有差距可言，并非最优 / a network leaves no gap: the plan is not the best")
        if not found.certified and told["proof"] not in ("proved by search", "open"):
            wrong.append(
                f"界 {bound} 与值 {value} 之间有差距，却称已证 / a gap remains, yet it is called certified"
            )
        gap = (
            []
            if found.certified
            else [f"{self._said(told)}；算术只证到 / arithmetic proves {bound}, 值 value {value}"]
        )
        return judged(f"stage {found.name}", _title(found.name), wrong, gap)

    def _said(self, told: Mapping[str, Any]) -> str:
        """Whose word stands for what arithmetic does not prove."""
        engine = self.certificate["engines"].get(told["engine"], {})
        versions = ", ".join(f"{name} {number}" for name, number in engine.get("versions", {}).items())
        second = _SECOND.get(str(told.get("second")), "")
        return (
            f"{_SEARCHED}（{told['engine']}: {versions}）{second}"
            if told["proof"] != "open"
            else "到时限 / limit"
        )

    def _whole(self, at: int, found: Proved) -> tuple[int, int]:
        goals = self.case.goals
        if at >= len(goals) or goals[at].steps(self.case.market):
            return found.value, found.bound
        goal = goals[at]
        base, sign = goal.counted(self.case.market, self.chosen), -1 if goal.maximise else 1
        self._same(goal, base + sign * found.value)
        return base + sign * found.value, base + sign * found.bound

    def _same(self, goal: Goal, value: int) -> None:
        """The plan has this value by the goal's own plain arithmetic."""
        plain = goal.value(self.case.market, self.placed)
        if plain != value:
            raise Unsound(f"{goal.name}: 按方案为 {plain} / the plan comes to {plain}, not {value}")

    def _exchanges(self) -> Finding:
        """No exchange of two, and no move to a free seat, would be better; asked where arithmetic leaves a gap."""
        number = {name: at for at, name in enumerate(self.case.market.graduates)}
        pooled = np.array([number[name] for name in self.certificate["pooled"]], np.int64)
        exchanges = Exchanges(self._form, self.case.books, self.placed, pooled, self._drawn)
        if exchanges.unseen:
            return judged("exchanges", _EXCHANGES, [], [exchanges.unseen])
        found, stages = [*exchanges.better()], self.certificate["stages"]
        wrong = [said for stage, said in found if stages[stage]["proof"] != "open"]
        told = [f"{_NOT_BEST} {stages[stage]['name']}: {said}" for stage, said in found]
        return judged("exchanges", _EXCHANGES, wrong, told)

    def _prices(self) -> Finding:
        """The small form proves what is written beside it."""
        number = {name: at for at, name in enumerate(self.case.market.graduates)}
        pooled = np.array([number[name] for name in self.certificate["pooled"]], np.int64)
        small = Small(self._form, self.case.books, self.case.row_names(), self.placed, pooled)
        return judged("prices", _PRICES, small.wrong(self.certificate["stages"]))

    def _unique(self, proved: Sequence[Proved]) -> Finding:
        """By cycles where the rest is a network; otherwise only a search says so."""
        claimed = self.certificate["unique"]
        left: Program = proved[-1].left if proved else self._form.program()
        network = as_network(left)
        title = "唯一 the only plan"
        if not left.admits(self._values):
            return judged("unique", title, ["方案不在所余之内 / the plan is not among those left"])
        if network is None:
            said = "由搜索说明 / a search says so" if claimed else "未证明 / not proved"
            return judged("unique", title, [], [said])
        alone, exact = unique(left, network, self._values), all(one.certified for one in proved)
        wrong = (
            [f"证书称 {claimed}，算得 {alone} / the certificate says so"]
            if exact and alone != claimed
            else []
        )
        wrong += [_UNDRAWN] if exact and not alone and self._drawn < DRAWS else []
        more = [] if alone else ["还有别的方案同样好 / another plan is as good"]
        return judged("unique", title, wrong, more)

    def _pool(self) -> Finding:
        """People of one kind go where the committed draw sends them."""
        right = self._form.plan(self._values)
        odd = np.flatnonzero(right != self.placed).tolist()
        names, posts = self.case.market.graduates, self.case.market.posts
        wrong = [f"{names[at]} 应在 / should be at {posts[right[at]]}" for at in odd]
        return judged("pool", "分配到人 who of the pool goes where", wrong)


def _title(name: str) -> str:
    return f"阶段 stage {name}" if not name.startswith(LOTTERY) else f"抽签 the drawn {name}"
