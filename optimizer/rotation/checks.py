"""Every breach of a finished timetable, by plain arithmetic: what always holds, then every rule."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.rules.base import Rule


def breaches(cohort: Cohort, rules: Sequence[Rule], plan: Plan) -> tuple[str, ...]:
    """Every breach of a finished plan, as a sentence each: what always holds, then every rule."""
    return (*_standing(cohort, plan), *(word for rule in rules for word in rule.check(cohort, plan)))


def _standing(cohort: Cohort, plan: Plan) -> list[str]:
    """Everybody who is there has a unit that is open, nobody else has one, and what is fixed is kept."""
    found = []
    for person, name in enumerate(cohort.people):
        for month, when in enumerate(cohort.months):
            unit, fixed = int(plan[person, month]), int(cohort.fixed[person, month])
            if cohort.open[person, month] and unit < 0:
                found.append(f"{name} {when} 没有单位 / has no unit")
            elif unit >= 0 and not cohort.open[person, month] and unit != fixed:
                found.append(f"{name} {when} 不在岗，却有单位 / is absent, yet has a unit")
            elif cohort.open[person, month] and cohort.high[unit, month] < 1 and unit != fixed:
                found.append(f"{name} {when} 在停办的{cohort.units[unit]} / the unit is closed")
            if fixed >= 0 and cohort.open[person, month] and unit != fixed:
                found.append(f"{name} {when} 已定在{cohort.units[fixed]} / was fixed elsewhere")
    return found
