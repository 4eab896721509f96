"""The ways of choosing compared on the page: the figures of the comparison, masked, drawn, and checked where they can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsers import clipped, failed, verdicts, visit
from chromium import serious
from forgery import Data, data_of, forged, save
from playwright.sync_api import Browser
from scenes import busy

from optimizer.assignment.assign import assign
from optimizer.fairness.compare import Comparison, compare
from optimizer.fairness.ways import by_mechanism
from optimizer.report.page.assignment_page import write_page
from optimizer.report.page.comparison_data import compared
from optimizer.report.page.hidden import Hidden

WAYS = ["choice-then-allocation", "immediate-acceptance", "optimal"]


@pytest.fixture(scope="module")
def found() -> Comparison:
    plans, _ = by_mechanism(busy(WAYS[0]), WAYS)
    return compare(
        plans, notes=["未比较 left out popular: 20240003 在两难之间 / 20240003 stands between two"]
    )


@pytest.fixture(scope="module")
def written(found: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compared") / "report.html"
    write_page(assign(busy(WAYS[0])), path, comparison=found)
    return path


def test_the_figures_stand_side_by_side_in_either_language(
    written: Path, found: Comparison, shown: Browser
) -> None:
    page, strange = visit(shown, written)
    heads = page.locator("#comparison th[scope=col]").all_inner_texts()
    assert heads == ["指标", "先选岗后分配（此页）", "顺序志愿", "全局最优"]
    row = page.locator("#comparison tbody tr", has_text="得到第一志愿的人数").locator("td").all_inner_texts()
    due = found.table.set_index("metric").loc["first-choice", list(WAYS)].astype(int)
    best = due.max()
    assert row == [f"★ {many}" if many == best else str(many) for many in due]
    assert page.locator("#comparison tbody tr").count() == len(found.table)
    page.click("#language")
    assert page.locator("#comparison th[scope=col]").all_inner_texts()[3] == "optimal"
    assert page.inner_text("#comparison > p") == found.english
    assert page.locator("#contents a[href='#compared']").inner_text().startswith("The ways compared")
    assert strange == []
    page.close()


def test_the_groups_add_up_to_everybody(found: Comparison) -> None:
    told = compared(found, Hidden({}), 1)
    for by in ("成绩次序", "性别", "户籍县区"):
        rows = [row for row in told["groups"] if row[0].zh == by]
        assert sum(row[2] for row in rows) == 24
        sums = [[sum(row[3][plan][way] for row in rows) for way in (0, 1)] for plan in range(len(WAYS) - 1)]
        assert sums == told["changes"]
    assert any(gains or loses for gains, loses in told["changes"])


def test_groups_of_too_few_are_not_told(found: Comparison) -> None:
    sizes = {tuple(row[1]): row[2] for row in compared(found, Hidden({}), 1)["groups"]}
    assert sizes[("女", "女")] == 8
    assert {tuple(row[1]) for row in compared(found, Hidden({}), 9)["groups"]} == {
        name for name, many in sizes.items() if many >= 9
    }


def test_nobody_is_named(written: Path) -> None:
    text = written.read_text("utf-8")
    assert "****0003 在两难之间" in text
    assert not any(f"2024{at:04}" in text for at in range(24))


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_everybody_can_read_it(written: Path, shown: Browser, width: int) -> None:
    page, _ = visit(shown, written, viewport={"width": width, "height": 900})
    assert serious(page) == []
    labels = [chart.get_attribute("aria-label") for chart in page.locator("#compared .chart").all()]
    assert len(labels) == 4
    assert clipped(page) == []
    assert all("第一志愿：" in str(label) or "更好" in str(label) for label in labels[::2])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_own_figures_in_it_are_checked(written: Path, shown: Browser, tmp_path: Path) -> None:
    page, strange = visit(shown, written)
    assert verdicts(page)["比较中此页方案的数字"] == "pass"
    page.close()

    def better(data: Data) -> None:
        next(row for row in data["compared"]["metrics"] if row[0] == "first-choice")[3][0] = "24"

    page, _ = visit(shown, save(forged(written.read_text("utf-8"), better), tmp_path / "forged.html"))
    assert failed(page) == ["比较中此页方案的数字"]
    page.close()
    assert strange == []


def test_without_a_comparison_the_page_has_no_such_section(tmp_path: Path) -> None:
    write_page(assign(busy("optimal")), tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert 'id="compared"' not in text
    assert "compared" not in data_of(text)
