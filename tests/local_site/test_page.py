"""The whole way in a browser without a network: template, faults, run, stop, result, comparison."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from chromium import serious
from opened import Opened, opened, slow, visit
from playwright.sync_api import Browser, Download, Page, Route, expect
from test_injection import PAYLOADS, poisoned

import optimizer
from optimizer.exchange.load import load
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.report.whole_way import whole_way


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("desk") / "雏雁") as started:
        yield started


def drop(page: Page, path: Path) -> None:
    page.set_input_files("#file", path)


def finished(page: Page, number: int, state: str = "done") -> None:
    expect(page.locator(f"#job-{number}")).to_have_attribute("data-state", state, timeout=180_000)


def workbook(download: Download) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(Path(download.path()).read_bytes()))


def test_the_whole_way(site: Opened, shown: Browser, tmp_path: Path) -> None:
    page, strange = visit(shown, site, accept_downloads=True)
    assert serious(page) == []
    with page.expect_download() as empty:
        page.get_by_text("下载空白报名表").click()
    assert workbook(empty.value).sheetnames[0] == "说明"

    write_workbook(optimizer.generate(graduates=12, villages=10, wishes=3, seed=5), tmp_path / "试.xlsx")
    book = openpyxl.load_workbook(tmp_path / "试.xlsx")
    book["志愿"]["C3"], book["报名"]["D4"] = "V999", "九十"
    book.save(tmp_path / "错.xlsx")
    drop(page, tmp_path / "错.xlsx")
    expect(page.locator("#faulty")).to_contain_text("2 处错误")
    wrong = page.locator("td.wrong")
    assert wrong.all_inner_texts() == ["九十", "V999"]
    assert serious(page) == []
    with page.expect_download() as marked:
        page.get_by_text("下载标好错误的副本").click()
    copy = workbook(marked.value)
    assert copy["志愿"]["C3"].comment is not None
    copy["志愿"]["C3"], copy["报名"]["D4"] = "阳泉", 90
    copy["志愿"]["C3"] = book["志愿"]["C4"].value
    copy["志愿"].delete_rows(4)
    copy.save(tmp_path / "改好.xlsx")
    drop(page, tmp_path / "改好.xlsx")
    expect(page.locator("#sound")).to_contain_text("12 人，10 个岗位")

    page.locator("#start").click()
    finished(page, 1)
    page.select_option("#mechanism", "choice-then-allocation")
    page.fill("#dial-share", "0.2")
    page.locator("fieldset input[value=optimal]").check()
    page.locator("#start").click()
    finished(page, 2)
    expect(page.locator("#job-2 strong")).to_contain_text("先选岗后分配 · 选岗比例 0.2")
    expect(page.locator("#job-2")).to_contain_text("全局最优")

    page.get_by_role("button", name="查看 0002-choice-then-allocation").click()
    expect(page.locator("#result dl")).to_contain_text("报名人数")
    page_of_it = (site.home / "结果/0002-choice-then-allocation/report.html").read_text("utf-8")
    assert 'id="compared"' in page_of_it
    kept = json.loads((site.home / "结果/0002-choice-then-allocation/manifest.json").read_text("utf-8"))
    assert kept["settings"]["assignment"]["options"]["share"] == 0.2
    page.fill("#find", "０００３")
    expect(page.locator("#people tbody tr")).to_have_count(1)
    with page.expect_download() as result:
        page.locator("#result").get_by_text("下载工作簿").click()
    assert "方案比较" in workbook(result.value).sheetnames

    for name in ("0001-workbook", "0002-choice-then-allocation"):
        page.get_by_label(f"比较所选 {name}").check()
    page.locator("#compare").click()
    expect(page.locator("#comparison")).to_contain_text("平均志愿序")
    expect(page.locator("#comparison > p")).to_contain_text("“2. 改好.xlsx · 先选岗后分配 · 选岗比例 0.2”")
    expect(page.locator("#comparison")).not_to_contain_text("0002-choice-then-allocation")
    assert serious(page) == []
    page.locator("#language").click()
    expect(page.locator("#h-results")).to_have_text("4. Results")
    expect(page.locator("#comparison")).to_contain_text("mean rank")
    assert page.locator("html").get_attribute("lang") == "en"
    assert serious(page) == []
    assert strange == []
    page.close()
    outside = {path.name for path in site.home.parent.iterdir()}
    assert outside == {site.home.name}
    as_the_command_has_it(site, tmp_path / "run")


def as_the_command_has_it(site: Opened, there: Path) -> None:
    """Same workbook, same settings, same bytes, whoever asked for it."""
    book = site.home / "报名表/改好.xlsx"
    whole_way(load(book), there, source=book)
    for name in ("placements.csv", "workbook.xlsx", "manifest.json"):
        assert (there / name).read_bytes() == (site.home / "结果/0001-workbook" / name).read_bytes()


def test_bands_are_read_as_people_write_them_and_told_at_their_field_otherwise(
    site: Opened, shown: Browser, tmp_path: Path
) -> None:
    page, strange = visit(shown, site)
    write_workbook(optimizer.generate(graduates=6, villages=5, wishes=3, seed=5), tmp_path / "段.xlsx")
    drop(page, tmp_path / "段.xlsx")
    page.select_option("#mechanism", "parallel")
    before = set((site.home / ".chuyan").glob("*.json"))
    for written, shown_value in (("三", "三"), ("[3,3", "[3"), ("3, 0", "0")):
        page.fill("#dial-bands", written)
        page.locator("#start").click()
        expect(page.locator("#dial-bands-help")).to_contain_text(f"“{shown_value}”")
        expect(page.locator("#dial-bands")).to_be_focused()
        assert serious(page) == []
    assert set((site.home / ".chuyan").glob("*.json")) == before
    for written in ("[1, 1, 2]", "１，１、２", "【1，1 2】"):
        page.fill("#dial-bands", written)
        with page.expect_response("**/jobs") as answered:
            page.locator("#start").click()
        assert answered.value.json()["options"] == {"bands": [1, 1, 2]}
        finished(page, answered.value.json()["number"])
        expect(page.locator("#form [aria-invalid]")).to_have_count(0)
    assert strange == []
    page.close()


def test_a_stop_keeps_the_best_plan_and_what_waits_is_not_lost(
    site: Opened, shown: Browser, tmp_path: Path
) -> None:
    page, strange = visit(shown, site)
    before = len(list((site.home / ".chuyan").glob("*.json")))
    drop(page, slow(tmp_path / "慢.xlsx"))
    page.locator("#sound").wait_for()
    for _ in range(3):
        page.locator("#start").click()
    first, second, third = (f"#job-{before + at}" for at in (1, 2, 3))
    expect(page.locator(f"{first} progress")).to_have_count(1)
    expect(page.locator(first)).to_contain_text("正在求解：150 人 × ")
    page.reload()
    begun = json.loads((site.home / f".chuyan/{before + 1:04d}.json").read_text("utf-8"))["begun"]
    assert begun > 0
    expect(page.locator(f"{first} .since")).to_have_attribute("data-begun", str(begun))
    expect(page.locator(f"{first} .since")).to_contain_text("已用 ")
    expect(page.locator(second)).to_have_attribute("data-state", "waiting")
    page.locator(f"{third} button").click()
    expect(page.locator(third)).to_have_attribute("data-state", "stopped")
    page.locator(f"{first} button").click()
    finished(page, before + 1, "limited")
    expect(page.locator(second)).to_have_attribute("data-state", "running")
    page.reload()
    page.locator(f"{second} button").click()
    finished(page, before + 2, "limited")
    assert strange == []
    page.close()
    for number in (before + 1, before + 2):
        run = site.home / f"结果/{number:04d}-workbook"
        assert optimizer.read_run(run).summary["placed"] == 130


def test_an_answer_that_comes_after_its_own_news_changes_nothing(
    site: Opened, shown: Browser, tmp_path: Path
) -> None:
    """The job is done before the page hears that it waits: on a loaded machine that happens."""
    page, strange = visit(shown, site)
    write_workbook(optimizer.generate(graduates=6, villages=5, wishes=3, seed=5), tmp_path / "小.xlsx")
    drop(page, tmp_path / "小.xlsx")
    page.locator("#sound").wait_for()
    number = len(list((site.home / ".chuyan").glob("*.json"))) + 1

    def late(route: Route) -> None:
        answer = route.fetch()
        while json.loads((site.home / f".chuyan/{number:04d}.json").read_text("utf-8"))["state"] != "done":
            time.sleep(0.05)
        time.sleep(1)  # its news are on their way
        route.fulfill(response=answer)

    page.route("**/jobs", late)
    with page.expect_response("**/jobs") as answered:
        page.locator("#start").click()
    assert answered.value.json()["state"] == "waiting"
    finished(page, number)
    page.wait_for_function("() => !document.querySelector('[data-state=waiting]')")
    assert strange == []
    page.close()


def test_what_a_file_says_is_never_markup(site: Opened, shown: Browser, tmp_path: Path) -> None:
    page, strange = visit(shown, site)
    write_workbook(poisoned(), tmp_path / "<img src=x onerror=alert(1)>.xlsx")
    drop(page, tmp_path / "<img src=x onerror=alert(1)>.xlsx")
    page.locator("#sound").wait_for()
    number = 1 + len(list((site.home / ".chuyan").glob("*.json")))
    page.locator("#start").click()
    finished(page, number)
    page.get_by_role("button", name=f"查看 {number:04d}-workbook").click()
    expect(page.locator("#result")).to_contain_text(PAYLOADS[5])
    assert page.locator("main script, main img").count() == 0
    assert strange == []
    page.close()


def test_a_phone_needs_no_sideways_scrolling(site: Opened, shown: Browser) -> None:
    page, _ = visit(shown, site, viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_without_scripts_the_page_says_what_it_needs(site: Opened, shown: Browser) -> None:
    page = shown.new_page(java_script_enabled=False)
    page.goto(site.address)
    expect(page.locator("noscript p")).to_be_visible()
    assert "此页需要脚本" in page.locator("noscript p").inner_text()
    page.close()


def test_the_keyboard_is_enough(site: Opened, shown: Browser) -> None:
    page, _ = visit(shown, site)
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert seen[:3] == ["skip", "language", "file"]
    page.close()
