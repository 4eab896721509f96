"""The page of a rotation in a browser: grids, the filter, its own checks, and forged grids."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from browsers import clipped, failed, verdicts, visit
from chromium import serious
from forgery import Data, data_of, digest_of, forged, save
from playwright.sync_api import Browser

import optimizer
from optimizer.exchange.load import load
from optimizer.report.masking import mask_id
from optimizer.report.page.rotation_page import write_rotation_page
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import TABLES

SCENARIO = Path(optimizer.__file__).parents[1] / "scenarios" / "one-township"


def numbered() -> Scenario:
    """The scenario with numbers as long as real ones, whose masks can be told apart."""
    given = load(SCENARIO)
    numbers = {one: f"2024{at:04}" for at, one in enumerate(given.graduates["graduate"], 1)}
    tables = {
        table.name: given.table(table.name).assign(graduate=lambda rows: rows["graduate"].map(numbers))
        for table in TABLES
        if "graduate" in table.fields
    }
    return replace(given, **tables)


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_rotation_page(optimizer.rotate(numbered()), path)
    return path


def test_an_honest_grid_holds_and_is_read_by_anybody(honest: Path, shown: Browser) -> None:
    page, strange = visit(shown, honest, viewport={"width": 390, "height": 800})
    page.fill("#official", digest_of(honest.read_text("utf-8")))
    assert [*verdicts(page).values()] == ["pass"] * 6 + ["open"]
    assert clipped(page) == []
    assert serious(page) == []
    page.click("#language")
    assert "Township by township" in page.inner_text("main")
    data = data_of(honest.read_text("utf-8"))
    town = data["towns"][0]
    page.fill("#number", "20240001")
    page.keyboard.press("Enter")
    rows = page.locator("table.grid tbody tr")
    assert rows.count() == 1
    shorts = [town["units"][unit][0] if unit >= 0 else "—" for unit in town["grid"][0][town["begin"] :]]
    assert rows.first.inner_text().split()[1:] == shorts
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert strange == []
    page.close()


def test_rules_goals_and_proofs_are_chinese_on_the_chinese_page(honest: Path, shown: Browser) -> None:
    page, _ = visit(shown, honest)
    told = page.locator("#decided li .zh, #proof summary .zh, #proof tbody .zh").all_inner_texts()
    assert len(told) > 4
    assert [text for text in told if re.search("[A-Za-z]", text)] == []
    page.close()


def test_nobody_is_named_in_a_grid(honest: Path) -> None:
    text, given = honest.read_text("utf-8"), load(SCENARIO).graduates
    assert not [one for one in (*given["graduate"], *given["name"]) if len(one) > 1 and one in text]
    assert all(mask_id(one) in text for one in given["graduate"])


def test_the_same_timetable_gives_the_same_bytes(honest: Path, tmp_path: Path) -> None:
    write_rotation_page(optimizer.rotate(numbered()), tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == honest.read_bytes()


def crowded(data: Data) -> None:
    for line in data["towns"][0]["grid"]:
        line[3] = 0


def twice(data: Data) -> None:
    line = data["towns"][0]["grid"][0]
    line[5] = line[4]


def missed(data: Data) -> None:
    line = data["towns"][0]["grid"][0]
    gone = line[0]
    line[:] = [(gone + 1) % 8 if unit == gone else unit for unit in line]


def away_without_leave(data: Data) -> None:
    data["towns"][0]["grid"][1][2] = -1


@pytest.mark.parametrize(
    ("change", "caught"),
    [(crowded, "人数"), (twice, "同一单位"), (missed, "应去的单位"), (away_without_leave, "恰在一个单位")],
)
def test_a_forged_grid_is_caught_although_its_digest_fits(
    honest: Path, shown: Browser, tmp_path: Path, change: Callable[[Data], None], caught: str
) -> None:
    path = save(forged(honest.read_text("utf-8"), change), tmp_path / "forged.html")
    page, strange = visit(shown, path)
    told = failed(page)
    assert any(caught in name for name in told), told
    assert not any("摘要" in name for name in told)
    assert strange == []
    page.close()
