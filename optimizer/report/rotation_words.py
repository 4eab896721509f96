"""What townships, goals and changes of a rotation are called where a planner reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from optimizer.plural import counted
from optimizer.report.interventions import of_rotation
from optimizer.report.words import both, proof
from optimizer.rotation.goals import GOALS
from optimizer.rotation.goals.mild_rules import MildRules
from optimizer.rotation.kinds import build
from optimizer.rotation.metrics import METRICS, Metric
from optimizer.rotation.plan_one import Found
from optimizer.rotation.timetable import Lost, Timetable, Town
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following
from optimizer.scenario.standard_units import units_or_standard
from optimizer.solver.solution import StageResult

CHANGES = {
    "left": "离岗",
    "absent": "请假",
    "joined": "新到岗",
    "returned": "返岗",
    "moved": "调整",
    "transfer": "调往",
    "dropped": "取消",
}
_STATUS = {
    "proved": "已证最优 proved",
    "limit": "到时限 limit hit",
    "infeasible": "无可行方案 impossible",
    "unknown": "时限内未找到 nothing found in time",
}


def goal_name(name: str) -> str:
    """A goal in both languages; the lottery is called so."""
    return both({goal.kind: goal.chinese for goal in GOALS}, name)


def progress_line(township: str, found: Found) -> str:
    """One line for each township as it is done."""
    told = [_valued(stage) for stage in _goals(found.stages)]
    return " · ".join([f"{township}: {_STATUS[found.status]}", *told])


def _valued(stage: StageResult) -> str:
    """A goal with its value, and where the limit left it open with the bound that no plan can beat."""
    open_ = f"（未证，界 not proved, bound {stage.bound}）" if stage.proof == "open" else ""
    return f"{goal_name(stage.name)} {stage.value}{open_}"


def rotation_lines(scenario: Scenario) -> list[str]:
    """What a scenario asks of its rotation, as lines for a terminal; none where it has no rotation."""
    used = scenario.settings.rotation
    if used is None:
        return []
    people = scenario.graduates[~scenario.graduates["township"].isin(["", *used.without])]
    towns = people["township"].nunique()
    months = following(used.start, used.months)
    where = (
        f"{towns} 个乡镇 townships, {len(people)} 人 people"
        if towns
        else "乡镇由安置结果给出 townships come with --placements"
    )
    units = units_or_standard(scenario.units)["unit"].nunique()
    kinds = build(used)
    mild = [rule.kind for goal in kinds.goals if isinstance(goal, MildRules) for rule in goal.rules]
    rules = [*(rule.kind for rule in kinds.rules), *(f"{kind}（柔性 mild）" for kind in mild)]
    return [
        f"轮岗 rotation: {where}, {used.months} 个月 months {months[0]} – {months[-1]}, {units} 个单位 units",
        f"  规则 rules: {', '.join(rules) or '无 none'}",
        f"  目标 goals: {', '.join(goal.kind for goal in kinds.goals) or '无 none'}",
    ]


def comparison(timetable: Timetable) -> list[str]:
    """One table that compares the townships by goals and chief metrics, as lines for a terminal."""
    names = goals(timetable)
    chief = [metric for metric in METRICS if metric.chief]
    titles = [f"{metric.chinese} {metric.unit.partition(' ')[0]}" for metric in chief]
    header = ["乡镇 township", "人 people", "单位 units", *(goal_name(name) for name in names), *titles]
    rows = [
        [*_row(town, names), *_figures(replace(timetable, towns=(town,)), chief), proved(town)]
        for town in timetable.towns
    ]
    rows += [_lost(one, len(names) + len(titles)) for one in timetable.lost]
    people = sum(len(town.cohort.people) for town in timetable.towns)
    total = [f"合计 {len(timetable.towns)} 个乡镇 total", str(people), "", *_totals(timetable, names)]
    intervened = of_rotation(timetable)
    table = _aligned(
        [[*header, "目标的证明 proof of goals"], *rows, [*total, *_figures(timetable, chief), ""]]
    )
    return [f"注意：{intervened}", *table] if intervened else table


def goals(timetable: Timetable) -> list[str]:
    """The names of the goals' stages, in their order."""
    return list(dict.fromkeys(stage.name for town in timetable.towns for stage in _goals(town.stages)))


def _figures(timetable: Timetable, metrics: Sequence[Metric]) -> list[str]:
    return [f"{metric.value(timetable):.4g}" for metric in metrics]


def change_lines(changes: pd.DataFrame) -> list[str]:
    """The change notices as lines for a terminal, person by person."""
    people = changes["graduate"].nunique()
    told = [
        f"变动 {people} 人 {len(changes)} 月次 / {counted(people, 'person', 'people')}, {counted(len(changes), 'month changes', 'months change')}"
    ]
    columns = ["kind", "graduate", "month", "before", "after", "why"]
    for kind, who, month, before, after, why in changes[columns].itertuples(index=False, name=None):
        told.append(f"  · {CHANGES[kind]} {who} {month}: {before or '无'} → {after or '无'}  {why}")
    return told


def _goals(stages: Sequence[StageResult]) -> list[StageResult]:
    """The stages that are goals."""
    return [stage for stage in stages if not stage.name.startswith("lottery")]


def _row(town: Town, names: Sequence[str]) -> list[str]:
    values = {stage.name: str(stage.value) for stage in town.stages}
    cohort = town.cohort
    return [
        cohort.township,
        str(len(cohort.people)),
        str(len(cohort.units)),
        *(values.get(name, "") for name in names),
    ]


def _lost(one: Lost, blank: int) -> list[str]:
    """The row of a township without a plan."""
    cohort = one.cohort
    size = [cohort.township, str(len(cohort.people)), str(len(cohort.units))]
    return [*size, *[""] * blank, without_plan(one)]


def without_plan(one: Lost) -> str:
    """Why a township has no plan."""
    return _STATUS[one.status]


def proved(town: Town) -> str:
    """What is proved of all goals of a township, the lottery apart: as much as of the goal of which least is; open ones by name."""
    stages = _goals(town.stages) or list(town.stages)
    worst = max(
        stages, key=lambda stage: ("certified", "proved by search", "open").index(stage.proof), default=None
    )
    if worst is None:
        return "唯一方案"
    open_ = "；".join(_valued(stage) for stage in stages if stage.proof == "open")
    return "：".join(filter(None, (proof(worst).partition(" / ")[0], open_)))


def _totals(timetable: Timetable, names: Sequence[str]) -> list[str]:
    sums = dict.fromkeys(names, 0)
    for town in timetable.towns:
        for stage in _goals(town.stages):
            sums[stage.name] += stage.value
    return [str(sums[name]) for name in names]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows in columns; a Chinese character takes two places."""
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) if at == 0 else " " * (width - _width(cell)) + cell
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
