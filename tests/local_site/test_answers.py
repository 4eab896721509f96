"""What a planner asks of a finished run in the browser: reasons, the check of the certificate, the calendars."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import serious
from desk import small
from ical.calendar_stream import IcsCalendarStream
from opened import Opened, opened, visit
from playwright.sync_api import Browser, Page, expect

import optimizer
from optimizer.report.reason_lines import person_lines
from optimizer.report.whole_way import whole_way

RUN = "0001-workbook"
WIDE = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    home = tmp_path_factory.mktemp("asked") / "雏雁"
    whole_way(small(), home / "结果" / RUN)
    with opened(home) as started:
        yield started


@pytest.fixture
def page(site: Opened, shown: Browser) -> Iterator[Page]:
    page, strange = visit(shown, site, accept_downloads=True)
    page.get_by_role("button", name=f"查看 {RUN}").click()
    yield page
    assert [
        one for one in strange if "400" not in one
    ] == []  # a refusal is told on the page and in the console
    page.close()


def test_why_somebody_is_there(page: Page, site: Opened) -> None:
    outcome = optimizer.read_run(site.home / "结果" / RUN)
    late = str(outcome.placements["graduate"].iloc[-4])
    page.fill("#whose", f" {late.translate(WIDE)} ")
    page.keyboard.press("Enter")
    due = list(person_lines(optimizer.explain(outcome, late)))
    assert len(due) > 1
    expect(page.locator("#why p")).to_have_text(due)
    assert serious(page) == []


def test_an_unknown_number_is_told_with_the_nearest(page: Page) -> None:
    page.fill("#whose", "2024000")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("20240001")
    expect(page.locator("#why p")).to_have_count(0)


def test_a_run_is_checked_and_a_change_in_it_is_found(page: Page, site: Opened) -> None:
    run = site.home / "结果" / RUN
    page.locator("#check").click()
    expect(page.locator("#checked strong")).to_have_text("没有不成立的")
    titles = page.locator("#checked tbody tr").all_inner_texts()
    assert len(titles) == len(list(optimizer.verify(run)))
    assert serious(page) == []
    page.locator("#language").click()
    honest = (run / "placements.csv").read_bytes()
    try:
        (run / "placements.csv").write_bytes(honest.replace(b",1,choice", b",2,choice", 1))
        page.locator("#check").click()
        expect(page.locator("#checked strong")).to_have_text("Something fails, see below")
        assert page.locator("#checked .fails").count() > 0
    finally:
        (run / "placements.csv").write_bytes(honest)


def test_the_calendars_of_a_township_in_one_file(page: Page) -> None:
    page.locator("#calendars summary").click()
    with page.expect_download() as kept:
        page.get_by_text("西镇.zip").click()
    with zipfile.ZipFile(Path(kept.value.path())) as archive:
        names = archive.namelist()
        assert sum(name.startswith("person-") for name in names) == 14
        parsed = IcsCalendarStream.calendar_from_ics(archive.read(names[0]).decode("utf-8"))
    assert len(parsed.events) == 12
    assert kept.value.suggested_filename == "西镇.zip"
