"""Why somebody did not get a post: the first of the possible reasons that holds, with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment.mechanisms.staged import Ordering
from optimizer.assignment.rules.base import Rule
from optimizer.reasons import words
from optimizer.reasons.case import Case
from optimizer.reasons.explanation import Kind, Need, Price, WhyNot
from optimizer.reasons.needs import Needs
from optimizer.reasons.price import Prices
from optimizer.reasons.queue_day import QueueDay
from optimizer.scenario.members import said


@dataclass(frozen=True, eq=False)
class Reasons:
    """The reasons of one outcome; `searching` allows the kernel and further runs of the mechanism to be asked."""

    case: Case
    searching: bool = True

    @cached_property
    def prices(self) -> Prices:
        """The prices of posts in the allocation."""
        return Prices(self.case)

    @cached_property
    def needs(self) -> Needs:
        """What would have had to be different."""
        return Needs(self.case, self.searching)

    def why_not(self, person: int, post: int, *, need: bool = True) -> WhyNot:
        """Why this person is not at this post; with `need` also what takes longer: what would have had to be different,
        and prices by search."""
        plain = self._barred(person, post)
        if plain is not None:
            return plain
        witness = self.case.line(person, post, "refused")
        if witness is not None:
            found = self.needs.when_refused(person, post) if need and self.searching else None
            told = f"选此岗位未获准 / the pick was refused: {witness}"
            return self._said(person, post, "refused", told, need=found)
        if self._better(person, post):
            rank = self.case.rank(person, int(self.case.placed[person]))
            return self._said(
                person, post, "lower", f"已得更靠前的志愿 / got a better wish: {words.wish(rank)}"
            )
        if self.case.fixed[person] or not self.prices.open_seats(post):
            return self._taken(person, post, need)
        return self._priced(person, post, need)

    def _said(
        self,
        person: int,
        post: int,
        kind: Kind,
        sentence: str,
        holders: Sequence[int] = (),
        need: Need | None = None,
        price: Price | None = None,
    ) -> WhyNot:
        market = self.case.market
        names = tuple(market.graduates[one] for one in holders)
        return WhyNot(market.posts[post], self.case.rank(person, post), kind, sentence, names, need, price)

    def _barred(self, person: int, post: int) -> WhyNot | None:
        """What keeps this person from this post whatever the others do."""
        case = self.case
        if case.market.pins[person] >= 0:
            where = case.market.posts[case.market.pins[person]]
            return self._said(person, post, "pinned", f"由组织指定到 {where} / pinned to {where}")
        if not case.market.capacity[post]:
            return self._said(person, post, "closed", "此岗位没有名额 / the post has no seats")
        rules = case.forbidding(person, post)
        if rules:
            told = "；".join(self._forbidden(rule, person, post) for rule in rules)
            return self._said(person, post, "forbidden", told)
        if not case.willing(person, post):
            told = "不服从分配，此岗位不在其志愿内；填报此岗位即可 / accepts no allocation and did not list it: list it"
            return self._said(person, post, "unlisted", told)
        if case.fixed[person] and case.rank(person, post) is None:
            told = (
                "选岗只看志愿，此岗位不在其志愿内 / people choose among their wishes, and this post was none"
            )
            return self._said(person, post, "unlisted", told)
        return None

    def _forbidden(self, rule: Rule, person: int, post: int) -> str:
        """The rule, its own check of this placement alone, and how the rule would have to give way."""
        alone = np.full(self.case.market.size, -1)
        alone[person] = post
        breach = next(iter(rule.breaches(self.case.market, alone)))
        return f"规则 rule {said(rule)}：{breach.sentence}；→ {breach.mend}"

    def _better(self, person: int, post: int) -> bool:
        """Whether a better wish than this was granted, or one as good."""
        got = self.case.rank(person, int(self.case.placed[person]))
        rank = self.case.rank(person, post)
        return got is not None and rank is not None and got <= rank

    def _taken(self, person: int, post: int, need: bool) -> WhyNot:
        """The seats are held by people who came first, as the mechanism has it."""
        holders = self.case.holders(post)
        told = f"名额已由他人先得 / taken by: {words.several([self._how(one, post) for one in holders])}"
        if not holders:
            told = (
                "选岗时此岗位须留给他人，最后仍空 / kept for others in the stage of choice, empty in the end"
            )
        found = self.needs.of(person, post) if need else None
        return self._said(person, post, "taken", f"{told}{self._own_place(person, post)}", holders, found)

    def _how(self, holder: int, post: int) -> str:
        """How a holder came by the seat: a pin, a turn, an order of the post's own, the allocation."""
        case, who = self.case, words.standing(self.case, holder)
        if case.market.pins[holder] >= 0:
            return f"{who} 组织指定 pinned"
        if not case.fixed[holder]:
            return f"{who} 组织分配 allocated"
        day = QueueDay.of(case)
        rank = words.wish(case.rank(holder, post))
        if day is not None:
            turn = int(day.turn[holder]) + 1
            return f"{who} 第 {turn} 个选岗 turn {turn}，{rank}"
        witness = case.line(holder, post, "traded") or case.line(holder, post, "admitted") or ""
        return f"{who} {rank}{f'，{witness}' if witness else ''}"

    def _own_place(self, person: int, post: int) -> str:
        """Where this person stands: their turn, their place in the post's own order, or their chance."""
        case, day = self.case, QueueDay.of(self.case)
        if day is not None:
            turn = int(day.turn[person]) + 1
            late = turn > day.count and day.cutoff is None
            out = "，不在选岗人数之内 not among those who choose" if late else ""
            return f"；本人第 {turn} 个 turn {turn}{out}"
        if isinstance(case.kinds.mechanism, Ordering) and case.rank(person, post) is not None:
            orders = case.kinds.mechanism.orders(case.market)
            everybody = np.arange(case.market.size)
            places = orders.place(everybody, np.full(case.market.size, post))
            mine = int((places < places[person]).sum()) + 1
            return f"；本人在此岗位的排序 place in the post's order: {mine}"
        chances = case.outcome.chances
        if chances is not None:
            mine_ = (chances.graduate == person) & (chances.post == post)
            return f"；本人的机会 chance: {float(chances.chance[mine_].sum()):.4f}，由抽签决定 the lottery decided"
        share = case.line(person, post, "eaten")
        return f"；本人的份额 share: {share}，由抽签决定 the lottery decided" if share else ""

    def _priced(self, person: int, post: int, need: bool) -> WhyNot:
        """The post was to be allocated: what its going to this person would cost."""
        found = self.prices.price(person, post, search=need and self.searching)
        holders = self.case.holders(post)
        better = self.needs.of(person, post) if need else None
        if isinstance(found, Price):
            return self._said(person, post, "price", words.price(found), holders, better, found)
        if found is None:
            return self._swap(person, post, better)
        told = f"此人到此岗位则没有可行方案 / with this person there no plan is possible: {found}"
        return self._said(person, post, "impossible", told, holders, better)

    def _swap(self, person: int, post: int, need: Need | None) -> WhyNot:
        """What the rules say of the plain exchange with whoever is there, without any search."""
        case, holders = self.case, self.case.holders(post)
        plan = case.placed.copy()
        home, plan[person] = int(plan[person]), post
        if len(holders) >= case.market.capacity[post]:
            plan[holders[-1]] = home
        who = words.several([words.standing(case, one) for one in holders])
        told = f"组织分配给 allocated to {who}" if holders else "此岗位空着 the post is empty"
        if self.searching:
            broken = [one for rule in case.kinds.rules for one in rule.check(case.market, plan)]
            told += (
                f"；直接对调则 / a plain exchange: {'；'.join(broken[:2]) or '规则允许 the rules allow it'}"
            )
        ask = "确切代价请只问此岗位 / ask about this post alone to have the exact price"
        return self._said(person, post, "price", f"{told}；{ask}", holders)
