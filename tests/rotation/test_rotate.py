"""Whole timetables of tiny townships."""

from __future__ import annotations

import pytest
from years import year

from optimizer import InputFaults, UsageError, rotate


def test_three_people_go_round_three_units() -> None:
    rules = [{"kind": "headcount", "minimum": 1, "maximum": 1}, {"kind": "visit", "maximum": 1}]
    found = rotate(year(rules=rules))
    table = found.cells.pivot(index="graduate", columns="month", values="unit")
    assert found.status == "proved"
    assert all(set(table[month]) == {"A", "B", "C"} for month in table)
    assert all(set(line) == {"A", "B", "C"} for line in table.to_numpy())


def test_a_scenario_without_the_section_is_a_fault() -> None:
    bare = year()
    settings = bare.settings.model_copy(update={"rotation": None})
    from dataclasses import replace

    with pytest.raises(InputFaults, match=r"rotation\.start"):
        rotate(replace(bare, settings=settings))


def test_a_scenario_without_posts_places_nobody() -> None:
    import optimizer

    with pytest.raises(UsageError, match="没有岗位表"):
        optimizer.assign(year())
