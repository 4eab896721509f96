"""The page of an assignment in a browser without a network: read, searched, checked by itself, and forged."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from browsers import clipped, failed, verdicts, visit
from chromium import serious
from forgery import Data, data_of, digest_of, forged, save, swap, tidied
from playwright.sync_api import Browser
from scenes import MECHANISMS, busy

from optimizer.assignment.assign import assign
from optimizer.assignment.kinds import notices
from optimizer.report.masking import mask_id
from optimizer.report.page.assignment_page import write_page
from optimizer.report.page.document import asset
from optimizer.report.summary import lines

PIN, CHOICE, ALLOCATION = range(3)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for mechanism in MECHANISMS:
        write_page(assign(busy(mechanism, scores="exact")), folder / f"{mechanism}.html")
    return {mechanism: folder / f"{mechanism}.html" for mechanism in MECHANISMS}


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
def test_an_honest_page_holds_whatever_the_mechanism(
    pages: dict[str, Path], shown: Browser, mechanism: str
) -> None:
    page, strange = visit(shown, pages[mechanism])
    page.fill("#official", digest_of(pages[mechanism].read_text("utf-8")).upper())
    told = verdicts(page)
    assert "fail" not in told.values(), [one for one in told.items() if one[1] == "fail"]
    assert list(told.values()).count("pass") >= 10
    assert strange == []
    page.close()


def test_a_reader_finds_the_row_in_either_language(pages: dict[str, Path], shown: Browser) -> None:
    page, strange = visit(shown, pages["choice-then-allocation"])
    assert page.locator("h2").all_inner_texts()[0] == "结论"
    page.fill("#number", "２０２４００２０")
    page.keyboard.press("Enter")
    assert "V01 村1" in page.inner_text("#found")
    assert "组织指定" in page.inner_text("#found")
    page.click("#language")
    assert page.locator("h2").all_inner_texts()[0] == "What was decided"
    assert "pinned" in page.inner_text("#found")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.fill("#number", "0999")
    page.keyboard.press("Enter")
    assert page.inner_text("#found") == "nobody found"
    page.locator(".township summary").first.press("Enter")
    assert "V03" in page.inner_text(".township table")
    assert strange == []
    page.close()


def test_rules_are_told_as_they_apply(pages: dict[str, Path], shown: Browser) -> None:
    page, _ = visit(shown, pages["choice-then-allocation"])
    told = page.locator("#decided li .zh").all_inner_texts()
    assert "人员配额（性别=女，地区 西镇，不少于 4）：各地方某类人员的人数" in told
    assert [text for text in told if re.search("[A-Za-z]", text)] == []
    page.close()


def test_without_any_wish_nothing_empty_is_drawn(shown: Browser, tmp_path: Path) -> None:
    given = busy("choice-then-allocation")
    bare = replace(given, wishes=given.wishes.iloc[:0])
    assert any("没有人填写志愿" in told for told in notices(bare))
    assert not any("没有人填写志愿" in told for told in notices(given))
    outcome = assign(bare)
    assert "平均志愿序 mean rank: —" in lines(outcome)
    write_page(outcome, tmp_path / "report.html")
    page, strange = visit(shown, tmp_path / "report.html")
    assert "没有人填写志愿" in page.inner_text("#turned")
    assert page.locator("#turned .zh.chart").count() == 1
    assert serious(page) == []
    assert "fail" not in verdicts(page).values()
    assert page.inner_text("[data-figure=mean_rank]") == "—"
    assert strange == []
    page.close()


@pytest.mark.parametrize("width", [390, 1920])
def test_axe_finds_no_serious_fault(pages: dict[str, Path], shown: Browser, width: int) -> None:
    page, _ = visit(shown, pages["deferred-acceptance"], viewport={"width": width, "height": 900})
    assert serious(page) == []
    assert clipped(page) == []
    page.click("#language")
    assert clipped(page) == []
    page.fill("#number", "3")
    page.keyboard.press("Enter")
    page.locator(".township summary").first.click()
    verdicts(page)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def chosen(data: Data, stage: int) -> list[int]:
    return [at for at, person in enumerate(data["people"]) if person[4] == stage]


def wrong_rank(data: Data) -> None:
    data["people"][0][3] += 1


def two_in_one_seat(data: Data) -> None:
    data["people"][1][2] = data["people"][0][2]
    tidied(data)


def wrong_cut_off(data: Data) -> None:
    data["posts"][0][4] += 1


def best_two_swapped(data: Data) -> None:
    swap(data, *chosen(data, CHOICE)[:2])


def sent_although_declining(data: Data) -> None:
    at = next(at for at in chosen(data, ALLOCATION) if not data["people"][at][3])
    data["people"][at][5] = 0


def scores_turned(data: Data) -> None:
    one, other = data["people"][0], data["people"][5]
    one[1], other[1] = other[1], one[1]


def pin_ignored(data: Data) -> None:
    swap(data, chosen(data, PIN)[0], chosen(data, ALLOCATION)[0])


def turns_swapped(data: Data) -> None:
    data["turns"][0], data["turns"][3] = data["turns"][3], data["turns"][0]


def where_a_rule_forbids(data: Data) -> None:
    data["barred"].append([0, data["people"][0][2]])


def a_choice_without_a_turn(data: Data) -> None:
    data["people"][chosen(data, ALLOCATION)[0]][4] = CHOICE


def a_wish_struck_out(data: Data) -> None:
    data["wishes"][0] = data["wishes"][0][1:]


def a_row_cut(data: Data) -> None:
    data["people"].pop(1)


FORGERIES: dict[Callable[[Data], None], tuple[str, str]] = {
    wrong_rank: ("choice-then-allocation", "志愿序与志愿表相符"),
    two_in_one_seat: ("choice-then-allocation", "不超过名额"),
    wrong_cut_off: ("choice-then-allocation", "分数线"),
    best_two_swapped: ("choice-then-allocation", "轮到时没有更想去而空着的岗位"),
    sent_although_declining: ("choice-then-allocation", "不服从分配"),
    scores_turned: ("choice-then-allocation", "次序按成绩"),
    pin_ignored: ("choice-then-allocation", "指定全部实现"),
    turns_swapped: ("choice-then-allocation", "依次而来"),
    where_a_rule_forbids: ("choice-then-allocation", "规则不许"),
    a_choice_without_a_turn: ("choice-then-allocation", "结论中的数字"),
    a_wish_struck_out: ("choice-then-allocation", "志愿序与志愿表相符"),
    a_row_cut: ("choice-then-allocation", "结论中的数字"),
}


@pytest.mark.parametrize("change", FORGERIES, ids=lambda change: change.__name__)
def test_a_forged_page_is_caught_although_its_digest_fits(
    pages: dict[str, Path], shown: Browser, tmp_path: Path, change: Callable[[Data], None]
) -> None:
    mechanism, caught = FORGERIES[change]
    page, strange = visit(
        shown, save(forged(pages[mechanism].read_text("utf-8"), change), tmp_path / "forged.html")
    )
    told = failed(page)
    assert any(caught in name for name in told), told
    assert page.locator(".verdict.fail li").count() > 0
    assert not any("摘要" in name for name in told)
    assert strange == []
    page.close()


@pytest.mark.parametrize(
    ("mechanism", "caught"),
    [
        ("random-serial-dictatorship", "轮到时"),
        ("deferred-acceptance", "没有冲突的一对"),
        ("immediate-acceptance", "同一段志愿之内"),
        ("parallel", "同一段志愿之内"),
        ("top-trading-cycles", "没有任何交换"),
    ],
)
def test_two_choices_swapped_break_what_is_promised(
    pages: dict[str, Path], shown: Browser, tmp_path: Path, mechanism: str, caught: str
) -> None:
    text = pages[mechanism].read_text("utf-8")
    data = data_of(text)
    first = next(at for at in chosen(data, CHOICE) if data["people"][at][3] == 1)
    other = next(
        at
        for at in chosen(data, CHOICE)
        if data["people"][at][2] not in data["wishes"][first]
        and data["people"][first][2] not in data["wishes"][at]
    )
    pair = (first, other)
    page, _ = visit(shown, save(forged(text, lambda data: swap(data, *pair)), tmp_path / "forged.html"))
    assert any(caught in name for name in failed(page))
    page.close()


def test_digests_and_printed_figures_are_checked(
    pages: dict[str, Path], shown: Browser, tmp_path: Path
) -> None:
    text = pages["optimal"].read_text("utf-8")
    careless = save(
        forged(text, lambda data: data["people"][0].__setitem__(1, 95.5), digest=False), tmp_path / "a.html"
    )
    page, _ = visit(shown, careless)
    assert failed(page) == ["数据的摘要与页上所印相同"]
    page.close()
    careful = save(forged(text, lambda data: data["people"][0].__setitem__(1, 95.5)), tmp_path / "b.html")
    page, _ = visit(shown, careful)
    assert failed(page) == []
    page.fill("#official", digest_of(text))
    assert failed(page) == ["与正式公布的摘要相同"]
    page.close()
    placed = data_of(text)["figures"]["placed"]
    printed = text.replace(f'data-figure="placed">{placed}', f'data-figure="placed">{placed + 1}')
    assert printed != text
    page, _ = visit(shown, save(printed, tmp_path / "c.html"))
    assert failed(page) == ["结论中的数字"]
    page.close()


def test_the_digest_by_hand_is_that_of_the_standard(shown: Browser, pages: dict[str, Path]) -> None:
    page = shown.new_page()
    for size in (0, 3, 55, 56, 63, 64, 119, 4000):
        text = ("雏雁abc" * size)[:size]
        found = page.evaluate(
            f"text => {{ {asset('sha256.js')}; return sha256ByHand(new TextEncoder().encode(text)) }}", text
        )
        assert found == hashlib.sha256(text.encode()).hexdigest()
    page.close()
    page = shown.new_page()
    page.add_init_script("Object.defineProperty(globalThis.crypto, 'subtle', {value: undefined})")
    page.goto(pages["optimal"].as_uri())
    assert verdicts(page)["数据的摘要与页上所印相同"] == "pass"
    page.close()


def test_nobody_is_named(pages: dict[str, Path]) -> None:
    for mechanism, path in pages.items():
        text, given = path.read_text("utf-8"), busy(mechanism).graduates
        assert not [one for one in (*given["graduate"], *given["name"]) if one in text]
        assert mask_id("20240020") in text


def test_the_same_plan_gives_the_same_bytes_and_loads_nothing(pages: dict[str, Path], tmp_path: Path) -> None:
    write_page(assign(busy("parallel", scores="exact")), tmp_path / "report.html")
    again = (tmp_path / "report.html").read_bytes()
    assert again == pages["parallel"].read_bytes()
    text = html.unescape(again.decode())
    assert "default-src 'none'" in text
    assert not [word for word in ("src=", "@import", "url(", "<link", "fetch(") if word in text]
