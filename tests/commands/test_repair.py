"""`chuyan repair` of placements, and `chuyan price`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
from command import ROOT, chuyan
from outcomes import small

import optimizer
from optimizer.exchange.folder import write_folder


def test_repair_and_price(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    assert chuyan("assign", tmp_path / "given", "--out", tmp_path / "run").returncode == 0
    placed = optimizer.assign(small()).placements
    gone = placed.loc[placed["post"] != "", "graduate"].iloc[0]
    done = chuyan("repair", tmp_path / "given", tmp_path / "run", "--withdraw", gone, "--out", tmp_path / "b")
    assert done.returncode == 0, done.stderr
    assert f"离开 {gone}" in done.stdout
    assert "变动最少 least-change: 0" in done.stderr
    assert gone in (tmp_path / "b/changes.csv").read_text("utf-8")
    assert openpyxl.load_workbook(tmp_path / "b/workbook.xlsx").sheetnames[:2] == ["说明", "变动"]
    again = chuyan("repair", tmp_path / "given", tmp_path / "b", "--out", tmp_path / "b2")
    assert f"此前离开 {gone}" in again.stdout
    assert "变动 0 人" in again.stdout
    back = chuyan("repair", tmp_path / "given", tmp_path / "b2", "--return", gone, "--out", tmp_path / "b3")
    assert "此前离开" not in back.stdout
    never = chuyan("repair", tmp_path / "given", tmp_path / "b2", "--return", "zz", "--out", tmp_path / "b4")
    assert (never.returncode, "zz 此前没有离开" in never.stderr) == (2, True)
    wrong = chuyan(
        "repair", tmp_path / "given", tmp_path / "run", "--withdraw", "zz", "--out", tmp_path / "c"
    )
    assert (wrong.returncode, "没有编号 zz" in wrong.stderr) == (2, True)
    none = chuyan("repair", tmp_path / "given", tmp_path, "--out", tmp_path / "c")
    assert (none.returncode, "placements.csv" in none.stderr) == (2, True)
    stricter = {"kind": "group-quota", "per": "all", "minimum": 99}
    ruled = small().settings.assignment.model_copy(update={"rules": [stricter]})
    write_folder(
        replace(small(), settings=small().settings.model_copy(update={"assignment": ruled})),
        tmp_path / "strict",
    )
    no = chuyan("repair", tmp_path / "strict", tmp_path / "run", "--out", tmp_path / "no")
    assert no.returncode == 4
    assert json.loads((tmp_path / "no/conflict.json").read_text("utf-8"))["relaxations"]
    cost = chuyan("price", tmp_path / "given", "--out", tmp_path / "代价.xlsx")
    assert cost.returncode == 0, cost.stderr
    assert openpyxl.load_workbook(tmp_path / "代价.xlsx").sheetnames == ["规则代价"]
    lost = chuyan("price", tmp_path / "strict", "--out", tmp_path / "无.xlsx")
    assert (lost.returncode, "chuyan check --deep" in lost.stderr) == (4, True)


def test_a_repair_takes_several_ids_and_tells_the_reserve_in_one_line(tmp_path: Path) -> None:
    where = ROOT / "scenarios/withdrawal"
    people = pd.read_csv(where / "published/placements.csv", dtype="str", keep_default_na=False)
    one, other = people.loc[people["post"] != "", "graduate"].tolist()[-2:]
    done = chuyan(
        "repair", where, where / "published", "--withdraw", f"{one}、{other}", "--out", tmp_path / "run"
    )
    assert done.returncode == 0, done.stderr
    assert f"离开 {one}" in done.stdout
    assert f"离开 {other}" in done.stdout
    assert done.stderr.count("reserve-order") == 1
    assert "按次序递补 reserve-order: 逐人递补 / one person after the other" in done.stderr


def test_a_repair_of_a_workbook_asks_for_the_run_folder(tmp_path: Path) -> None:
    book = tmp_path / "workbook.xlsx"
    book.write_bytes(b"PK\xff\xfe")
    done = chuyan("repair", ROOT / "scenarios/withdrawal", book, "--out", tmp_path / "run")
    assert done.returncode == 2
    assert "是工作簿：请给出结果文件夹，或其中的 placements.csv" in done.stderr
    assert "codec" not in done.stderr
