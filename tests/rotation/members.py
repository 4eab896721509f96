"""The rules and goals that the tests take up, each with some of its parameters; every registered kind is here."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from years import cohort

from optimizer.rotation.cohort import Cohort
from optimizer.rotation.goals import GOALS as GOAL_KINDS
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.rules import RULES as RULE_KINDS
from optimizer.rotation.rules.base import Rule

RULES: list[dict[str, Any]] = [
    {"kind": "apart", "people": ["p1", "p2"]},
    {"kind": "apart", "people": ["p1", "p2", "p3"], "first_month": "2024-08", "last_month": "2024-08"},
    {"kind": "eligible-unit"},
    {"kind": "eligible-unit", "units": ["A"], "group": {"party_member": True}},
    {"kind": "handover"},
    {"kind": "handover", "experienced": False, "units": ["A"], "after": 0},
    {"kind": "headcount"},
    {"kind": "headcount", "minimum": 1, "maximum": 2},
    {"kind": "headcount", "units": ["B"], "maximum": 1},
    {"kind": "headcount", "spread": 0},
    {"kind": "no-repeat"},
    {"kind": "no-repeat", "cooldown": 2, "units": ["A", "B"]},
    {"kind": "order", "first": "A", "later": "B"},
    {"kind": "resilience"},
    {"kind": "stay", "minimum": 2},
    {"kind": "stay", "minimum": 1, "maximum": 2, "units": ["A"]},
    {"kind": "stay", "minimum": 2, "maximum": 2},
    {"kind": "successor", "unit": "A", "then": ["B"]},
    {"kind": "successor", "unit": "A", "then": ["C"], "required": True},
    {"kind": "together", "people": ["p1", "p2"]},
    {"kind": "together", "people": ["p1", "p2", "p3"], "first_month": "2024-08"},
    {"kind": "visit"},
    {"kind": "visit", "minimum": 0, "maximum": 1},
    {"kind": "visit", "of": 2, "maximum": 2},
    {"kind": "visit", "of": 1, "units": ["A", "B"], "minimum": 2},
    {"kind": "visit", "history": True, "units": ["A"], "maximum": 2},
    {"kind": "window", "months": 2, "most": 1, "units": ["A", "B"]},
    {"kind": "window", "months": 3, "most": 1, "each": True},
]
GOALS: list[dict[str, Any]] = [
    {"kind": "carry-over"},
    {"kind": "carry-over", "share": 1},
    {"kind": "depth"},
    {"kind": "depth", "by": "major"},
    {"kind": "depth", "by": "wish"},
    {"kind": "evenness"},
    {"kind": "evenness", "across": "units"},
    {"kind": "fairness"},
    {"kind": "fairness", "enough": 1},
    {"kind": "least-change"},
    {"kind": "least-change", "person": 2, "notice": 0},
    {"kind": "mild-rules"},
    {"kind": "wishes"},
    {"kind": "wishes", "enough": 1},
]


def rule(given: dict[str, Any]) -> Rule:
    kind = next(member for member in RULE_KINDS if member.kind == given["kind"])
    return kind.model_validate({key: value for key, value in given.items() if key != "kind"})


def goal(given: dict[str, Any], mild: tuple[Rule, ...] = ()) -> Goal:
    kind = next(member for member in GOAL_KINDS if member.kind == given["kind"])
    parameters = {key: value for key, value in given.items() if key != "kind"}
    return kind.model_validate(parameters | ({"rules": mild} if kind.kind == "mild-rules" else {}))


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    """Up to three people, three months and three units: a past, absences, held seats, fixed cells, wishes."""
    units = draw(st.integers(2, 3))
    people = draw(st.integers(1, 3))
    months = draw(st.integers(1, 3)) if people * units < 9 else draw(st.integers(1, 2))
    names, ids = ["A", "B", "C"][:units], [f"p{at + 1}" for at in range(people)]
    when = [f"2024-{month:02}" for month in range(7, 7 + months)]
    small = st.integers(0, 2)
    unit_rows = [
        {"unit": name, "minimum": draw(st.integers(0, 1)), "maximum": draw(st.sampled_from([None, 1, 2, 3])),
         "majors": draw(st.sampled_from(["", "05", "0501、02"]))}
        for name in names
    ]  # fmt: skip
    person_rows = [
        {
            "graduate": name,
            "major": draw(st.sampled_from(["050101", "020101"])),
            "party_member": draw(st.booleans()),
        }
        for name in ids
    ]
    tables: dict[str, list[dict[str, Any]]] = {
        "cells": [],
        "absences": [],
        "unit_wishes": [],
        "headcounts": [],
    }
    for name in ids:
        for month in ("2024-05", "2024-06"):
            if draw(st.booleans()):
                tables["cells"].append(
                    {"graduate": name, "month": month, "unit": draw(st.sampled_from(names))}
                )
        away = draw(st.sampled_from(["", *when])) if draw(st.booleans()) else ""
        if away:
            tables["absences"].append(
                {"graduate": name, "first_month": away, "last_month": away, "holds_seat": draw(st.booleans())}
            )
        for month in when:
            if month != away and draw(small) == 0:
                fixed = draw(small) == 0
                tables["cells"].append(
                    {"graduate": name, "month": month, "unit": draw(st.sampled_from(names)), "fixed": fixed}
                )
        for rank, unit in enumerate(draw(st.lists(st.sampled_from(names), max_size=2, unique=True)), 1):
            month = draw(st.sampled_from(["", *when]))
            tables["unit_wishes"].append({"graduate": name, "rank": rank, "unit": unit, "month": month})
    if draw(st.booleans()):
        most = draw(st.integers(0, 1))
        tables["headcounts"].append({"unit": "A", "first_month": when[-1], "last_month": "", "maximum": most})
        tables["cells"] = [
            cell for cell in tables["cells"] if most or (cell["unit"], cell["month"]) != ("A", when[-1])
        ]
    return cohort(person_rows, unit_rows, months, **tables)
