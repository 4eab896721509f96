"""The run of a rotation, verified: who is where, every rule, every figure, and the stages of each township."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from optimizer.evidence import facts
from optimizer.evidence.chain import LOTTERY, Proved, chain
from optimizer.evidence.findings import Finding, Unsound, attempted, judged
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.rotation_certificate import GIVEN
from optimizer.evidence.rotation_changes import changes
from optimizer.exchange.neutral import csv_text
from optimizer.rotation.carry_over.size import balance_of
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.kinds import Kinds, build
from optimizer.rotation.metrics.tables import record
from optimizer.rotation.timetable import Timetable, Town
from optimizer.rotation.transfers import last_served
from optimizer.scenario.settings import RotationSettings
from optimizer.solver.solution import StageResult

_COLUMNS = ("graduate", "name", "township", "month", "unit", "state")


@dataclass(frozen=True, eq=False)
class Rotation:
    """What the files of a rotation say, beside what they should say."""

    run: RunFiles

    @cached_property
    def table(self) -> pd.DataFrame:
        """The cells as written."""
        return self.run.table("timetable.csv", _COLUMNS)

    @cached_property
    def settings(self) -> RotationSettings:
        """The settings of the rotation."""
        if self.run.scenario.settings.rotation is None:
            raise Unsound("输入没有 [rotation] / the inputs have no rotation")
        return self.run.scenario.settings.rotation

    @cached_property
    def kinds(self) -> Kinds:
        """The rules and goals."""
        return build(self.settings)

    @cached_property
    def told(self) -> dict[str, Mapping[str, Any]]:
        """What the certificate says of each township."""
        return {one["township"]: one for one in self.run.certificate["towns"]}

    @cached_property
    def every(self) -> list[Cohort]:
        """Every township of which the files know, planned or not."""
        serving = last_served(self.table)
        given = self.run.certificate["serving"] == GIVEN
        first, since = (str(self.run.certificate[name]) for name in ("first", "since"))
        return cohorts(self.run.scenario, self.settings, None if given else serving, first, since, self.table)

    @cached_property
    def towns(self) -> list[Town]:
        """Every township with its plan, the stages as claimed."""
        return [self._town(cohort) for cohort in self.every if cohort.township in self.told]

    def _town(self, cohort: Cohort) -> Town:
        told = self.told[cohort.township]
        stages = tuple(StageResult(**stage) for stage in told["stages"])
        limit = any(stage.proof == "open" for stage in stages)
        return Town(cohort, self._plan(cohort), stages, "limit" if limit else "proved")

    def _plan(self, cohort: Cohort) -> Plan:
        """A unit per person and month; -1 = none."""
        plan = np.full(cohort.shape[:2], -1)
        mine = self.table[(self.table["township"] == cohort.township) & (self.table["unit"] != "")]
        if cohort.former is not None:
            mine = mine[~(mine["graduate"].isin(cohort.former.people))]
        person = pd.Index(cohort.people).get_indexer(pd.Index(mine["graduate"]))
        month = pd.Index(cohort.months).get_indexer(pd.Index(mine["month"]))
        unit = pd.Index(cohort.units).get_indexer(pd.Index(mine["unit"]))
        if (person < 0).any() or (month < 0).any() or (unit < 0).any():
            raise Unsound(f"{cohort.township}: 有不认识的人、月份或单位 / unknown people, months or units")
        plan[person, month] = unit
        return plan if cohort.elsewhere is None else np.where(cohort.elsewhere, cohort.fixed, plan)

    @cached_property
    def timetable(self) -> Timetable:
        """The timetable as the files tell it."""
        return Timetable(self.run.scenario, self.kinds, tuple(self.towns))


def rotation(run: RunFiles) -> Iterator[Finding]:
    """All properties, each worked out from the files alone."""
    given, seed = Rotation(run), run.scenario.settings.scenario.seed
    yield attempted(
        "manifest",
        "清单所述 what the manifest says",
        lambda: facts.manifest(run, run.scenario, (given.timetable.status,)),
    )
    yield attempted(
        "certificate",
        "证书的格式 the form of the certificate",
        lambda: facts.certificate(run, "rotation", seed),
    )
    yield attempted("cells", "轮岗表逐格 the timetable, cell by cell", lambda: _cells(given))
    yield attempted("serving", "谁在哪个乡镇 who serves where", lambda: _serving(given))
    for rule in given.kinds.rules:
        yield attempted(
            f"rule {rule.kind}",
            f"规则 rule {rule.chinese} {rule.kind}",
            lambda rule=rule: _rule(given, rule),  # type: ignore[misc]
        )
    yield attempted(
        "standing", "不缺不重、已定不变 nobody missing, what is fixed kept", lambda: _standing(given)
    )
    yield attempted("figures", "指标 the figures", lambda: _figures(given))
    for town in given.towns:
        name = town.cohort.township
        yield attempted(f"stages {name}", f"{name} 各阶段 stages", lambda town=town: _stages(given, town))  # type: ignore[misc]
    if "changes.csv" in run.names:
        yield attempted("changes", "变动通知 the notices", lambda: changes(run, given.towns, given.every))
    said = ["日历与各乡镇工作簿只核对摘要 / calendars and workbooks are checked by digest only"]
    yield judged("calendars", "日历 the calendars", [], said)


def _cells(given: Rotation) -> Finding:
    """The file is exactly what the plan comes to: people, months, states, names."""
    cells = given.timetable.cells.copy()
    names = given.run.scenario.graduates.set_index("graduate")["name"]
    cells.insert(1, "name", cells["graduate"].map(names).fillna(""))
    same = (given.run.path / "timetable.csv").read_bytes() == csv_text(cells).encode()
    wrong = [] if same else ["timetable.csv 与算得的不同 / is not what comes out"]
    return judged("cells", "轮岗表逐格 the timetable, cell by cell", wrong)


def _serving(given: Rotation) -> Finding:
    """Whether it can be told from the inputs who serves in which township."""
    said = []
    if given.run.certificate["serving"] != GIVEN:
        said.append("乡镇来自安置结果，请与之核对 / townships come from an assignment run: compare with it")
    if any(town.cohort.former is not None for town in given.towns):
        said.append(
            "调动前在哪个乡镇，请与此前公布的核对 / where people served before a transfer: compare with what was published"
        )
    title = "谁在哪个乡镇 who serves where"
    planned = {town.cohort.township for town in given.towns}
    missing = sorted({cohort.township for cohort in given.every} - planned)
    if missing:
        said.append(f"没有轮岗方案的乡镇 / townships without a plan: {'、'.join(missing)}")
    wrong = [f"{name} 没有人 / nobody serves there" for name in sorted({*given.told} - planned)]
    return judged("serving", title, wrong, said)


def _rule(given: Rotation, rule: Any) -> Finding:
    wrong = [
        f"{town.cohort.township}: {said}"
        for town in given.towns
        for said in rule.check(town.cohort, town.plan)
    ]
    return judged(f"rule {rule.kind}", f"规则 rule {rule.chinese} {rule.kind}", wrong)


def _standing(given: Rotation) -> Finding:
    wrong = [
        f"{town.cohort.township}: {said}"
        for town in given.towns
        for said in breaches(town.cohort, (), town.plan)
    ]
    return judged("standing", "不缺不重、已定不变 nobody missing, what is fixed kept", wrong)


def _figures(given: Rotation) -> Finding:
    """Everything in metrics.json, worked out again."""
    import json

    right = json.loads(json.dumps(record(given.timetable)))
    found = given.run.metrics
    wrong = [
        f"{key} 与算得的不同 / is not what comes out"
        for key in {*right, *found}
        if right.get(key) != found.get(key)
    ]
    return judged("figures", "指标 the figures", wrong)


def _stages(given: Rotation, town: Town) -> Finding:
    """Values by the goals' own arithmetic, bounds by the duals; what no duals prove is said."""
    cohort, name = town.cohort, f"stages {town.cohort.township}"
    goals = {part.name: part for goal in given.kinds.goals for part in goal.parts(cohort)}
    wrong = [
        f"{stage.name}: {stage.value}，按表为 / the timetable comes to {goals[stage.name].value(cohort, town.plan)}"
        for stage in town.stages
        if stage.name in goals and goals[stage.name].value(cohort, town.plan) != stage.value
    ]
    expected = [*goals, *(stage.name for stage in town.stages if stage.name.startswith(LOTTERY))]
    if [stage.name for stage in town.stages] != expected:
        wrong.append("阶段不齐 / other stages than the goals'")
    if len(expected) == len(goals) and not given.told[cohort.township]["bare"]:
        wrong.append("少了抽签一级 / the draw is missing: any timetable as good could stand here")
    unproved = []
    proved = {one.name: one for one in _proved(given, town, list(goals.values()))}
    for stage in town.stages:
        sign = -1 if stage.name in goals and goals[stage.name].maximise else 1
        wrong += _wrong(stage, sign, proved.get(stage.name))
        one = proved.get(stage.name)
        even = stage.name == "carry-over" and stage.value == 0
        if not even and (one is None or not one.certified):
            bound = "—" if one is None else sign * one.bound
            unproved.append(
                f"{stage.name} {stage.value}: {stage.proof} ({stage.engine}), 算术只证到 arithmetic proves {bound}"
            )
    return judged(name, f"{town.cohort.township} 各阶段 stages", wrong, unproved)


def _wrong(stage: StageResult, sign: int, one: Proved | None) -> Iterator[str]:
    """What a stage claims and arithmetic denies."""
    if one is None:
        if stage.proof == "certified" and stage.value:
            yield f"{stage.name}: 称已证，却无对偶数 / called certified without duals"
        return
    if (stage.value, stage.bound) != (sign * one.value, sign * one.bound):
        yield f"{stage.name}: 算得值与界 / value and bound are {sign * one.value}, {sign * one.bound}"
    if (stage.proof == "certified") != one.certified:
        yield f"{stage.name}: {stage.proof} 不实 / is not so"


def _proved(given: Rotation, town: Town, goals: list[Goal]) -> list[Proved]:
    """The chain of stages that have duals."""
    told = given.told[town.cohort.township]
    form = Formulation(town.cohort, given.kinds.rules, goals)
    balance = balance_of(form)
    if told["bare"] != (balance is not None):
        raise Unsound("bare 不实 / is not so")
    if balance is not None:
        form = replace(form, goals=[goal for goal in goals if goal is not balance])
    values = form.values(town.plan)
    if values is None:
        raise Unsound("有人在规则不许的单位 / somebody is where no rule allows it")
    duals = told["duals"]
    names = [stage.name for stage in form.stages]
    names += [stage.name for stage in town.stages if stage.name.startswith(LOTTERY)]
    claims = [{"name": name, **dual} for name, dual in zip(names, duals, strict=False)]
    return list(chain(form.program, form.stages[: len(claims)], form.lottery, claims, values))
