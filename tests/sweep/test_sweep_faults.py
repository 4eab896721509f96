"""A faulty sweep.toml: every fault at once, with file, key, value and mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from grids import county, on_disk

import optimizer
from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.sweeping.read import read_sweep
from optimizer.sweeping.request import requested

BAD = """
scenario = "county"
metrics = ["placed", "mean-rnk", "placed", "cut-off"]
frontier = ["cut-off", "mean-rank"]
secnds = 3

[[grid]]
share = [0.0, 2, 0.0, "x"]
shrae = [1]
lottery = [1, "a", -1]
lotteries = 3
list_length = [0, 99]
wishes_seed = []
mechanism = "optimal"
"assignment.rules.avoid-home.level" = ["vilage", "township"]
"assignment.rules.9.level" = [1]
"scenario.seed" = [1]
"priority.by" = [["scor"]]

[[grid]]
mechanism = ["optimal", "paralel"]
share = [0.1]
"""
EXPECTED = {
    ("secnds", ""): "did you mean “seconds”",
    ("metrics[2]", "mean-rnk"): "did you mean “mean-rank”",
    ("metrics[3]", "placed"): "delete one",
    ("frontier[1]", "cut-off"): "another metric",
    ("frontier[2]", "mean-rank"): "add it to metrics",
    ("grid[1].share", "2"): "0.5",
    ("grid[1].share", "0.0"): "delete one",
    ("grid[1].share", "x"): "0.5",
    ("grid[1].shrae", "1"): "did you mean “share”",
    ("grid[1].lottery", "a"): "[1, 2, 3]",
    ("grid[1].lottery", "-1"): "[1, 2, 3]",
    ("grid[1].lotteries", "3"): "delete one",
    ("grid[1].list_length", "0"): "[3, 5, 10]",
    ("grid[1].list_length", "99"): "at most 6",
    ("grid[1].wishes_seed", "[]"): "delete the line",
    ("grid[1].mechanism", "optimal"): "mechanism = [",
    ("grid[1].assignment.rules.avoid-home.level", "vilage"): "village",
    ("grid[1].assignment.rules.9.level", "1"): "choose from",
    ("grid[1].scenario.seed", "1"): "lottery",
    ("grid[1].priority.by", '["scor"]'): "did you mean “score”",
    ("grid[2].mechanism", "paralel"): "did you mean “parallel”",
    ("grid[2].share", ""): "[[grid]] of its own",
}


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as caught:
        read_sweep(path)
    return caught.value.faults


def test_every_fault_at_once_with_its_mend(tmp_path: Path) -> None:
    found = {(fault.column, fault.value): fault for fault in faults(on_disk(tmp_path, BAD))}
    for place, mend in EXPECTED.items():
        key = place if place in found else (place[0], "3" if place[0] == "secnds" else place[1])
        assert mend in found[key].mend, place
    assert len(found) == len(EXPECTED)
    assert {fault.place for fault in found.values()} == {"sweep.toml"}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[[grid]]\nshare = [1]", "scenario"),
        ('scenario = "nowhere"\n[[grid]]\nshare = [1]', "scenario"),
        ('scenario = "county"', "grid"),
        ('scenario = "county"\nmetrics = []\n[[grid]]\nshare = [1]', "metrics"),
        ('scenario = "county"\nfrontier = ["placed"]\n[[grid]]\nshare = [1]', "frontier"),
        (
            'scenario = "county"\n[[grid]]\nlotteries = 10000\nshare = [0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1]',
            "grid",
        ),
        ('scenario = "county"\n[[grid]]\nlotteries = 0', "grid[1].lotteries"),
        ('scenario = "county"\n[[grid]]\nmechanism = ["parallel bands ="]', "grid[1].mechanism"),
        ('scenario = "county"\n[[grid]]\nshare = 0.5', "grid[1].share"),
        ('scenario = "county"\n[[grid]]\n"rotation.months" = [3]', "grid[1].rotation.months"),
        ('scenario = "county"\n[[grid]]\nlottery = [2024-11-24]', "grid[1].lottery"),
        ('scenario = "county"\nseconds = 0\n[[grid]]\nshare = [1]', "seconds"),
    ],
)
def test_a_fault_alone(tmp_path: Path, text: str, column: str) -> None:
    (found,) = faults(on_disk(tmp_path, text))
    assert found.column == column
    assert found.mend


def test_no_toml_is_told_by_its_line(tmp_path: Path) -> None:
    (found,) = faults(on_disk(tmp_path, 'scenario = "county"\n[[grid]\n'))
    assert found.row == 2


def test_faults_of_the_scenario_join_those_of_the_sweep(tmp_path: Path) -> None:
    path = on_disk(tmp_path, 'scenario = "county"\n[[grid]]\nshare = []')
    posts = tmp_path / "county" / "posts.csv"
    posts.write_text(
        posts.read_text("utf-8").replace("capacity", "capacitee", 1).replace(",1,", ",many,", 1), "utf-8"
    )
    places = {fault.place for fault in faults(path)}
    assert places == {"sweep.toml", "posts.csv"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sweep"):
        read_sweep(tmp_path)


def test_a_kind_given_twice_is_asked_for_by_number() -> None:
    rules = [
        {"kind": "group-quota", "group": {"gender": one}, "per": "county", "minimum": 0}
        for one in ("男", "女")
    ]
    settings = county().settings.model_dump() | {"assignment": {"rules": rules}}
    two = optimizer.Scenario.from_frames(
        county().graduates, county().posts, county().wishes, settings=_plain(settings)
    )
    with pytest.raises(InputFaults, match="by number: 1, 2"):
        requested(two, {"grid": [{"assignment.rules.group-quota.minimum": [1]}]})


def _plain(settings: dict[str, object]) -> dict[str, object]:
    return {name: section for name, section in settings.items() if section is not None}
