"""Two stages that most mechanisms share: people choose among their wishes, then the rest are allocated.

With the guard, what was chosen is booked person by person, and only while every guarantee can still be
completed. A booking that is refused takes that wish out, and the choice is made again without it. So the
final choice is the mechanism's own answer to the wishes that were not refused, and each refusal has its
witness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from optimizer.assignment.allocation import allocate
from optimizer.assignment.chances import Chances
from optimizer.assignment.completion import Completion
from optimizer.assignment.conflict import completed, keeper
from optimizer.assignment.diary import Diary, Entry
from optimizer.assignment.explained import impossible
from optimizer.assignment.guard import Guard
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.base import Found, Mechanism
from optimizer.assignment.offer import Offer, offered
from optimizer.assignment.orders import By, Orders
from optimizer.assignment.pins import pinned
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.errors import Impossible
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class Choice:
    """What was chosen (a post per graduate, -1 = none), the diary, and the chances where lots were drawn."""

    placed: Integers
    diary: Diary
    chances: Chances | None = None


class Staged(Mechanism):
    """A mechanism with a stage of choice (`pick`) and then the allocation of whoever holds nothing."""

    promise: ClassVar[str] = ""

    guard: bool = True

    def pick(self, offer: Offer) -> Choice:
        """Choose among the offered wishes; nobody without an offered wish, and no post beyond its seats."""
        raise TypeError(f"{self.kind} does not say how people choose")

    def cautions(self, market: Market, rules: Sequence[Rule]) -> tuple[str, ...]:
        """Where guarantees come before choice, the mechanism's promise holds only for what they let pass."""
        if not self.promise or not Task(market, rules, ()).guaranteeing:
            return ()
        if self.guard:
            return (
                f"方式 {self.kind} 的特点（{self.promise}）只对未被各项保障拒绝的志愿成立；每次拒绝及理由写入选岗记录 / "
                "its promise holds among the wishes that no guarantee refused; the diary tells every refusal",
            )
        return (
            f"方式 {self.kind} 未加保障（guard = false）：选岗结果可能使其余规则无法满足，届时停止并说明 / "
            "without the guard the choice may make the guarantees impossible; then it stops and says so",
        )

    def run(self, task: Task) -> Found:
        """Pins, then choice, then allocation."""
        placed = pinned(task)
        choice = self.choose(task, placed)
        try:
            found = allocate(task, choice.placed)
        except Impossible as wrong:
            if self.guard:
                raise
            said = "选岗时未加保障（guard = false），已有的选择使其余规则无法满足 / the picks were made without the guard"
            raise Impossible((said, *wrong.witnesses), wrong.explain, wrong.prove) from wrong
        chosen = (choice.placed >= 0) & (placed < 0)
        return Found(
            found.placed, chosen, choice.diary, found.stages, found.status, choice.chances, found.record
        )

    def choose(self, task: Task, placed: Integers) -> Choice:
        """The stage of choice once these people are placed; they stay in the plan."""
        offer = offered(task, placed)
        choice = self.pick(offer)
        if self.guard and task.guaranteeing and not _completes(task, _kept(placed, choice)):
            choice = self.guarded(task, placed, offer, choice)
        return replace(choice, placed=_kept(placed, choice))

    def guarded(self, task: Task, placed: Integers, offer: Offer, choice: Choice) -> Choice:
        """Book the choice, and choose again without what was refused, until nothing is."""
        guard, chances = self.watch(task, placed), choice.chances
        refused: list[Entry] = []
        while told := _booked(guard.fork(), choice):
            refused += told
            lost = Diary.of(told)
            offer = offer.without(lost.graduate, lost.post)
            choice = self._picked(offer, refused)
        return Choice(choice.placed, Diary.of(refused).then(choice.diary), chances)

    def _picked(self, offer: Offer, refused: Sequence[Entry]) -> Choice:
        try:
            return self.pick(offer)
        except Impossible as wrong:
            if not refused:
                raise
            said = f"有 {len(refused)} 个志愿因保障被拒之后 / after {len(refused)} wishes were refused by the guard:"
            raise Impossible((said, *wrong.witnesses), wrong.explain, wrong.prove) from wrong

    def watch(self, task: Task, placed: Integers) -> Guard | Completion:
        """The guard, holding a plan that completes everything; raises Impossible where there is none."""
        guard = Completion(task, placed) if task.summing else keeper(task, placed)
        witness = guard.complete()
        if witness is not None:
            raise impossible(task, placed, [witness.sentence])
        return guard


class Ordering(Staged):
    """A staged mechanism in which posts have a say: by `priorities`, then by priority or by major fit."""

    uses_priorities: ClassVar[bool] = True

    order: By = "priority"

    def objections(self, market: Market) -> tuple[str, ...]:
        """Fit needs majors and what the posts ask for."""
        if self.order == "fit" and not {"major", "majors"} <= {*market.graduate_table, *market.post_table}:
            return ('order = "fit" 要用到专业与专业要求两列 / fit needs the columns major and majors',)
        return ()

    def orders(self, market: Market) -> Orders:
        """The posts' own orders."""
        return Orders(market, self.order)


def _kept(placed: Integers, choice: Choice) -> Integers:
    """The plan with those placed before and those who chose."""
    return np.where(placed >= 0, placed, choice.placed)


def _completes(task: Task, plan: Integers) -> bool:
    """Whether everything can be completed after all these picks; then it could be after each of them.

    One question instead of one a pick; with sums the guard is faster.
    """
    return not task.summing and completed(task, plan) is not None


def _booked(guard: Guard | Completion, choice: Choice) -> list[Entry]:
    """Book everybody's choice in order of priority; what the guard refuses, with its witness."""
    refused = []
    for person in np.flatnonzero(choice.placed >= 0).tolist():
        post = int(choice.placed[person])
        witness = guard.settle(person, post)
        if witness is not None:
            refused.append(Entry(person, post, "refused", witness.sentence, witness.prices))
    return refused
