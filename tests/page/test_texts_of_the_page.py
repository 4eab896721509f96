"""What stands in the page: any text as text, and of people no more than the settings publish."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsers import failed, verdicts, visit
from forgery import data_of
from playwright.sync_api import Browser
from scenes import busy, hostile

from optimizer.assignment.assign import assign
from optimizer.report.page.assignment_page import write_page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "</script><b>&amp;{{7*7}}"]
)
def test_markup_in_any_text_is_shown_as_text(shown: Browser, tmp_path: Path, text: str) -> None:
    write_page(assign(hostile(text)), tmp_path / "report.html")
    page, strange = visit(shown, tmp_path / "report.html")
    assert page.inner_text("h1") == text
    page.fill("#number", f"G1{text}")
    page.keyboard.press("Enter")
    page.locator(".township summary").first.click()
    assert text in page.inner_text(".township table")
    assert text in page.inner_text("#exceptions")
    assert page.locator("script").count() == 2
    assert page.locator("img, b").count() == 0
    assert failed(page) == []
    assert strange == []
    page.close()


def test_what_is_published_follows_the_settings(shown: Browser, tmp_path: Path) -> None:
    write_page(assign(busy("parallel")), tmp_path / "usual.html")
    data = data_of((tmp_path / "usual.html").read_text("utf-8"))
    assert {person[1] for person in data["people"]} == {None}
    write_page(assign(busy("parallel", ids="none", k=3)), tmp_path / "shared.html")
    data = data_of((tmp_path / "shared.html").read_text("utf-8"))
    assert not [name for name in ("people", "wishes", "turns", "pins", "refused", "barred") if data[name]]
    assert {post[4] for post in data["posts"]} == {0}
    page, strange = visit(shown, tmp_path / "shared.html")
    assert sorted(verdicts(page).values()) == ["open", "open", "pass"]
    page.locator(".township summary").first.click()
    assert "到岗" in page.inner_text(".township table")
    assert strange == []
    page.close()
