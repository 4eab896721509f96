"""The shipped scenarios of rotation end to end: what is expected of them stands beside them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pandas import read_csv
from test_scenarios import EVERY, HOME, expected, shuffled
from typer.testing import CliRunner

import optimizer
from optimizer.cli.app import app
from optimizer.exchange.calendar_record import read_published, read_record
from optimizer.exchange.published import read_serving, read_timetable
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.checks import breaches


@pytest.mark.parametrize("name", [name for name in EVERY if "rotation" in expected(name)])
def test_a_year_gives_what_is_expected(name: str, tmp_path: Path) -> None:
    wanted = expected(name)["rotation"]
    found = optimizer.rotate(optimizer.load(HOME / name))
    write_rotation(found, tmp_path / "run", source=HOME / name)
    assert found.status == "proved"
    assert len(found.towns) == wanted["townships"]
    assert sum(len(town.cohort.people) for town in found.towns) == wanted["people"]
    stages = [stage for town in found.towns for stage in town.stages]
    assert {goal: sum(s.value for s in stages if s.name == goal) for goal in wanted["totals"]} == wanted[
        "totals"
    ]
    for town in found.towns:
        assert not breaches(town.cohort, found.kinds.rules, town.plan)
    if "cells" in wanted:
        cells = found.cells.groupby("graduate")["unit"].agg(list).to_dict()
        assert cells == wanted["cells"]
    if "digest" in wanted:
        content = (tmp_path / "run/timetable.csv").read_bytes()
        assert hashlib.sha256(content).hexdigest() == wanted["digest"]


def test_a_township_does_not_depend_on_others_rows_or_workers() -> None:
    scenario = optimizer.load(HOME / "yangquan-year")
    towns = ["李家庄乡", "义井镇", "平坦镇"]
    one = optimizer.rotate(shuffled(scenario, 3), townships=towns, workers=2)
    for name in towns:
        alone = optimizer.rotate(scenario, townships=[name])
        cells = one.cells[one.cells["township"] == name].reset_index(drop=True)
        assert cells.equals(alone.cells.reset_index(drop=True))
        assert one.stages[name] == alone.stages[name]


def test_a_township_is_planned_alike_by_every_engine() -> None:
    scenario = optimizer.load(HOME / "one-township")
    one, other = (optimizer.rotate(scenario, engine=engine) for engine in ("core", "mip"))
    assert one.cells.equals(other.cells)


def test_the_year_is_that_of_the_assignment() -> None:
    """The townships in the table are those that the assignment of scenarios/yangquan gives."""
    outcome = optimizer.assign(optimizer.load(HOME / "yangquan"))
    scenario = optimizer.load(HOME / "yangquan-year")
    posts = optimizer.load(HOME / "yangquan").posts.set_index("post")["township"]
    placed = outcome.placements[outcome.placements["post"] != ""]
    said = dict(zip(scenario.graduates["graduate"], scenario.graduates["township"], strict=True))
    assert said == dict(zip(placed["graduate"], placed["post"].map(posts), strict=True))


@pytest.mark.parametrize("name", [name for name in EVERY if "rotation_impossible" in expected(name)])
def test_an_impossible_year_says_why_and_what_would_settle_it(name: str) -> None:
    wanted = expected(name)["rotation_impossible"]
    with pytest.raises(optimizer.Impossible) as wrong:
        optimizer.rotate(optimizer.load(HOME / name))
    assert wrong.value.explain is not None
    found = wrong.value.explain()
    assert found.proof == wanted["proof"]
    assert [member.row for member in found.members] == wanted["rows"]
    assert [[way.cost, *way.places] for way in found.relaxations] == wanted["ways_out"]
    assert found.left_open == ()


@pytest.mark.parametrize("name", [name for name in EVERY if "rotation_repair" in expected(name)])
def test_a_repaired_year_changes_what_is_expected(name: str) -> None:
    wanted = expected(name)["rotation_repair"]
    events = optimizer.Events(
        tuple(wanted["left"]), tuple(tuple(span) for span in wanted["absent"]), tuple(wanted["closed"])
    )
    published = read_timetable(HOME / name / "published")
    found = optimizer.repair_rotation(
        optimizer.load(HOME / name), published, wanted["from"], events=events, announced=wanted["announced"]
    )
    columns = ["graduate", "month", "before", "after", "kind", "why"]
    assert found.changes[columns].to_numpy().tolist() == wanted["changes"]
    for township, values in wanted["stages"].items():
        stages = {stage.name: stage for stage in found.timetable.stages[township]}
        assert {goal: stages[goal].value for goal in values} == values
        assert all(stages[goal].proof == "certified" for goal in values)


def test_a_repair_on_the_command_line_updates_the_calendars_that_people_hold(tmp_path: Path) -> None:
    """A run, its repair, and the first plan again: sequences grow each time, and only where a month changed."""
    home, run, other = HOME / "rotation-repair", tmp_path / "run", tmp_path / "other"
    commands = [
        ["rotate", str(home), "--out", str(run)],
        ["repair", str(home), str(run), "--from", "2024-10", "--absent", "R08=2024-12", "--out", str(other)],
    ]
    for command in commands:
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
        assert "日历 calendars" in done.output
    changes = read_csv(other / "changes.csv")
    before, after = read_record(run), read_record(other)
    changed = {(key.graduate, key.month) for key, event in after.items() if event != before.get(key)}
    assert changed == {*zip(changes["graduate"], changes["month"], strict=True)}
    assert {after[key].sequence for key in before if (key.graduate, key.month) in changed} == {1}
    again = CliRunner().invoke(
        app, ["rotate", str(home), "--published", str(other), "--out", str(tmp_path / "c")]
    )
    assert again.exit_code == 0, again.output
    back = read_record(tmp_path / "c")
    assert {back[key].sequence for key in before if (key.graduate, key.month) in changed} == {2}
    assert {key: event.summary for key, event in back.items() if event.status == "CONFIRMED"} == {
        key: event.summary for key, event in before.items()
    }


def test_a_repair_of_a_repair_goes_on_from_it_and_its_inputs_are_sound(tmp_path: Path) -> None:
    home, one, two, three = HOME / "rotation-repair", tmp_path / "one", tmp_path / "two", tmp_path / "three"
    events = ["--withdraw", "R03", "--absent", "R08=2024-12..2025-01", "--close", "社事办@西镇"]
    again = ["repair", str(home), str(one), "--from", "2024-12"]
    start = ["repair", str(home), str(home / "published"), "--from", "2024-10", "--announced-to", "2024-10"]
    for command in (
        [*start, *events, "--out", str(one)],
        [*again, "--out", str(two)],
        ["check", str(two / "inputs")],
        ["verify", str(two)],
        [*again, "--return", "R03", "--out", str(three)],
    ):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
    assert not len(read_csv(two / "changes.csv"))
    assert (one / "events.csv").read_bytes() == (two / "events.csv").read_bytes()
    back = read_csv(three / "changes.csv")
    assert set(back.loc[back["graduate"] == "R03", "kind"]) == {"returned"}
    for option, said in (
        (["--announced", "R01"], "--announced-to"),
        (["--return", "R99"], "没有编号 R99"),
        (["--return", "R01"], "R01 没有因此前的调整离岗或请假"),
    ):
        done = CliRunner().invoke(app, [*again, *option, "--out", str(tmp_path / "no")])
        assert isinstance(done.exception, optimizer.UsageError)
        assert said in str(done.exception)
    done = CliRunner().invoke(app, ["repair", str(home), str(one), "--absent", "R01=2024-12", "--out", "no"])
    assert isinstance(done.exception, optimizer.UsageError)
    assert "--absent 用于轮岗" in str(done.exception)


@pytest.mark.parametrize("headers", ["编号,乡镇", "graduate,township", " 编号 ,township"])
def test_who_serves_where_may_come_in_either_language(headers: str, tmp_path: Path) -> None:
    people = optimizer.load(HOME / "rotation-repair").graduates
    rows = [f"{who},{town}" for who, town in zip(people["graduate"], people["township"], strict=True) if town]
    (tmp_path / "serving.csv").write_text("\n".join([headers, *rows]), encoding="utf-8-sig")
    read = read_serving(tmp_path / "serving.csv")
    assert [f"{who},{town}" for who, town in read[["graduate", "township"]].to_numpy().tolist()] == rows
    (tmp_path / "serving.csv").write_text("\n".join([headers, *rows, rows[0]]), encoding="utf-8")
    with pytest.raises(
        optimizer.UsageError, match=f"{rows[0].split(',')[0]}（第 2、{len(rows) + 2} 行 rows）"
    ):
        read_serving(tmp_path / "serving.csv")
    (tmp_path / "serving.csv").write_text("姓名\n甲", encoding="utf-8")
    with pytest.raises(optimizer.UsageError, match="编号 graduate, 岗位编号 post、乡镇 township 之一"):
        read_serving(tmp_path / "serving.csv")


def test_calendars_are_carried_on_from_a_run_of_this_scenario_only(tmp_path: Path) -> None:
    home, run = HOME / "rotation-repair", tmp_path / "run"
    rotate = ["rotate", str(home), "--out"]
    assert CliRunner().invoke(app, [*rotate, str(run)]).exit_code == 0
    assert read_published(run, optimizer.load(home).settings.scenario.name) == read_record(run)
    with pytest.raises(optimizer.UsageError, match="是另一场景"):
        read_published(run, "别的")
    for folder in (tmp_path / "nowhere", home):
        done = CliRunner().invoke(app, [*rotate, str(tmp_path / "no"), "--published", str(folder)])
        assert isinstance(done.exception, optimizer.UsageError)
        assert "不是结果文件夹" in str(done.exception)
