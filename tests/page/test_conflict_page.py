"""The page of an honest no, before an audience: what quarrels, the ways out, how it is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from browsers import failed, verdicts, visit
from builders import scenario
from chromium import serious
from forgery import Data, digest_of, forged, save
from playwright.sync_api import Browser
from years import year

from optimizer import Impossible, Scenario, assign, load, rotate
from optimizer.report.page.conflict_page import clauses, write_conflict_page
from optimizer.scenario.settings import PublicationSettings

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def refused(given: Scenario, path: Path, explained: bool = True) -> Impossible:
    with pytest.raises(Impossible) as caught:
        rotate(given) if given.settings.rotation is not None else assign(given)
    wrong = caught.value
    conflict = wrong.explain() if explained and wrong.explain is not None else None
    write_conflict_page(given, wrong, conflict, path)
    return wrong


def two_quotas() -> Scenario:
    """Two women are asked for in each township, and there are three."""
    people = [
        {"graduate": f"2024000{at}", "name": f"赵小{'甲乙丙丁'[at]}", "gender": "女" if at else "男"}
        for at in range(4)
    ]
    posts = [{"post": f"{town}{at}", "township": f"{town}镇"} for town in "东西" for at in range(2)]
    quotas = [
        {"kind": "group-quota", "group": {"gender": "女"}, "areas": [f"{town}镇"], "minimum": 2}
        for town in "东西"
    ]
    return scenario(people, posts, mechanism="optimal", rules=quotas)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("no") / "report.html"
    refused(two_quotas(), path)
    return path


def test_the_demands_and_the_ways_out_in_either_language(written: Path, shown: Browser) -> None:
    page, strange = visit(shown, written)
    assert page.locator("h2").first.inner_text() == "这些要求不能同时满足"
    demands = page.locator("#members li").all_inner_texts()
    assert [text.split("\n")[0] for text in demands] == ["人员配额", "人员配额"]
    assert "东镇 性别=女 不少于 2 人：还须 2" in demands[0]
    ways = page.locator("#ways-out li").all_inner_texts()
    assert ways
    assert all(text.startswith("代价 1") for text in ways)
    assert any("的下限由 2 降到 1" in text for text in ways)
    assert "由计算可验" in page.inner_text("#known")
    page.click("#language")
    assert page.locator("h2").first.inner_text() == "These demands cannot be met together"
    assert page.locator("#ways-out li strong").first.inner_text() == "cost 1"
    assert "still needs 2" in page.inner_text("#members")
    assert strange == []
    page.close()


def test_nobody_is_named(written: Path, tmp_path: Path) -> None:
    text = written.read_text("utf-8")
    assert "赵小" not in text
    assert "2024000" not in text
    assert "****0001" in text
    given = two_quotas()
    shared = given.settings.model_copy(update={"publication": PublicationSettings(k=3)})
    refused(replace(given, settings=shared), tmp_path / "k.html")
    assert "0001" not in (tmp_path / "k.html").read_text("utf-8").split('id="data">')[1].split("</script>")[0]


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_everybody_can_read_it(written: Path, shown: Browser, width: int) -> None:
    page, _ = visit(shown, written, viewport={"width": width, "height": 900})
    assert serious(page) == []
    size = page.locator("#members p").last.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= width / 80  # from the back of the room
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_digest_is_checked_and_the_proof_is_said_to_be_elsewhere(
    written: Path, shown: Browser, tmp_path: Path
) -> None:
    text = written.read_text("utf-8")
    page, _ = visit(shown, written)
    page.fill("#official", digest_of(text))
    assert list(verdicts(page).values()) == ["pass", "pass", "open"]
    page.close()

    def milder(data: Data) -> None:
        data["ways"] = []

    page, _ = visit(shown, save(forged(text, milder), tmp_path / "forged.html"))
    page.fill("#official", digest_of(text))
    assert failed(page) == ["与正式公布的摘要相同"]
    assert "没有单独可行的放宽" in page.inner_text("#ways-out")
    page.close()


def test_a_rotation_that_cannot_be(shown: Browser, tmp_path: Path) -> None:
    refused(load(SCENARIOS / "rotation-impossible"), tmp_path / "report.html")
    page, strange = visit(shown, tmp_path / "report.html")
    assert "党建办 2024-09 至少 1 人" in page.inner_text("#members")
    assert page.locator("#ways-out li").count() == 3
    assert strange == []
    page.close()


def test_where_the_witnesses_say_all_there_is(shown: Browser, tmp_path: Path) -> None:
    wrong = refused(two_quotas(), tmp_path / "report.html", explained=False)
    page, strange = visit(shown, tmp_path / "report.html")
    assert "不能同时满足" in page.inner_text("#members")
    assert page.locator("#members .card").count() == len(wrong.witnesses)
    assert strange == []
    page.close()


def test_a_sentence_of_several_clauses_is_told_in_each_language() -> None:
    assert clauses("还须 2 / needs 2；可去 1 / 1 may go") == ("还须 2；可去 1", "needs 2; 1 may go")


def test_what_adding_up_says_stands_above_the_demands(shown: Browser, tmp_path: Path) -> None:
    people = [{"graduate": f"e{at}", "township": "东镇"} for at in range(3)]
    people += [{"graduate": f"w{at}", "township": "西镇"} for at in range(2)]
    units = [{"unit": unit, "township": town} for town in ("东镇", "西镇") for unit in "ABC"]
    refused(year(people, units, 1, [{"kind": "headcount", "minimum": 1}]), tmp_path / "report.html")
    page, strange = visit(shown, tmp_path / "report.html")
    told = page.inner_text("#members")
    assert told.startswith("西镇: 2024-07: 3 个单位 × 1 人，共需 3 人，在岗只有 2 人")
    assert all("西镇" in text for text in page.locator("#members li").all_inner_texts())
    assert "共需 3 人" not in page.inner_text("#known")
    page.click("#language")
    told = page.inner_text("#members")
    assert told.startswith("西镇: 2024-07: the units need 3 people, 2 on hand")
    assert all("西镇" in text for text in page.locator("#members li").all_inner_texts())
    assert strange == []
    page.close()
