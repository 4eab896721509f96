"""What a terminal says of a rotation: values, bounds, and what was left open."""

from __future__ import annotations

from dataclasses import replace

from timetables import written
from years import year

from optimizer.report.rotation_words import comparison, progress_line
from optimizer.rotation.plan_one import Found
from optimizer.solver.solution import StageResult


def test_a_goal_that_the_limit_left_open_is_told_with_value_and_bound() -> None:
    open_ = StageResult("carry-over", 5, 0, "open", "walk")
    done = StageResult("wishes", 7, 7, "certified", "core")
    said = progress_line("东镇", Found(None, (done, open_), "limit"))
    assert (
        said
        == "东镇: 到时限 limit hit · 轮岗志愿 wishes 7 · 接续均衡 carry-over 5（未证，界 not proved, bound 0）"
    )
    found = written(year(1, months=1), {"p1": "A"})
    (town,) = found.towns
    lines = comparison(replace(found, towns=(replace(town, stages=(done, open_), status="limit"),)))
    assert lines[1].endswith("到时限，未证最优：接续均衡 carry-over 5（未证，界 not proved, bound 0）")
