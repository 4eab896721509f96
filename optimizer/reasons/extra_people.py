"""One more of them (再多一人): whether further people of a group, still free, would have let a refused pick through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.conflict import completed
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.rules.group_quota import GroupQuota
from optimizer.errors import LimitReached
from optimizer.reasons.case import Case
from optimizer.scenario.cells import YES
from optimizer.scenario.frames import BLANKS
from optimizer.scenario.groups import field, group_name
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import GRADUATES
from optimizer.solver.program import Integers


def extra_people(case: Case, rule: Rule, many: int, plan: Integers) -> str:
    """A clause saying that so many more members of a quota's group would do, where a plan with them was found."""
    if not isinstance(rule, GroupQuota) or not rule.minimum_:
        return ""
    more = joined_by(case.scenario, rule.group, many)
    market = Market.from_scenario(more)
    placed = np.full(market.size, -1)
    number = {name: at for at, name in enumerate(market.graduates)}
    there = np.flatnonzero(plan >= 0)
    placed[[number[case.market.graduates[at]] for at in there.tolist()]] = plan[there]
    rules = build(more.settings.assignment).rules
    task = replace(case.task, market=market, rules=rules, limits=case.limits.renewed())
    try:
        if completed(task, placed) is None:
            return ""
    except LimitReached:
        return ""
    who = group_name(rule.group)
    return (
        f"或当时未安置者中再有 {many} 名{who}、愿服从分配者 / or {many} more among those still free then, of this group and accepting "
        "allocation"
    )


def joined_by(scenario: Scenario, group: Mapping[str, Any], many: int) -> Scenario:
    """The scenario with so many more graduates of a group, everything else of them blank: last by score, from nowhere."""
    table = scenario.graduates
    known = {column.field: column for column in GRADUATES.columns}
    row: dict[str, Any] = {
        name: BLANKS[known[name].kind] if known[name].default is None else known[name].default
        for name in known
    }
    row = {name: row.get(name, "") for name in table.columns} | {"score": table["score"].min()}
    for name, wanted in group.items():
        value = wanted[0] if isinstance(wanted, list) else wanted
        flag = table[field(name)].dtype == bool and not isinstance(value, bool)
        row[field(name)] = str(value).strip().lower() in YES if flag else value
    new = pd.DataFrame([{**row, "graduate": f"再多{number}"} for number in range(1, many + 1)])
    joined = pd.concat([table, new[list(table.columns)].astype(table.dtypes)], ignore_index=True)
    return replace(scenario, graduates=joined)
