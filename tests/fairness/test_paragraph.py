"""The paragraph claims what its numbers carry, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from optimizer.fairness import changes, inputs
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.metrics.base import Number
from optimizer.fairness.paragraph import paragraph
from optimizer.fairness.phrases import Facts, en, many_of, two, zh
from optimizer.fairness.worked import example

WEIGHED = (
    "placed",
    "first-choice",
    "mean-standing",
    "worst-tenth",
    "justified-envy",
    "waste",
    "improving-trades",
)


def said(
    values: Mapping[str, Sequence[Number | None]], names: tuple[str, ...] = ("A", "B"), **more: object
) -> tuple[str, str]:
    plan = example({"甲": "X", "乙": "Y"}, {"甲": "X"})
    empty = (
        pd.DataFrame([], columns=list(changes.PEOPLE)),
        pd.DataFrame([], columns=list(inputs.COLUMNS)).astype("str"),
    )
    known = {metric: values[metric.name] for metric in STANDARD if metric.name in values}
    given = {"people": empty[0], "inputs": empty[1], "limited": (), "lotteries": 0} | more
    return paragraph(Facts(names, (plan,) * len(names), known, **given))  # type: ignore[arg-type]


def test_every_sentence_stands_in_both_languages() -> None:
    chinese, english = said({name: [1, 2] for name in WEIGHED})
    assert chinese.count("。") == len(re.findall(r"[.](?= |$)", english))
    assert not re.search(r"[\u4e00-\u9fff]", english)


@pytest.mark.parametrize("name", WEIGHED)
def test_equal_figures_make_no_better_and_no_worse(name: str) -> None:
    chinese, english = said({name: [4, 4]})
    chinese = chinese.replace("处境最差的十分之一", "")
    assert not re.search("最好|最差|最多|最少|领先|落后", chinese)
    assert not re.search("best|worst under|most |fewest|behind in none|leads", english)


@pytest.mark.parametrize("name", WEIGHED)
def test_what_is_not_known_is_not_spoken_of(name: str) -> None:
    assert said({name: [4, None]}) == said({})


def test_zero_is_nobody_and_one_is_singular() -> None:
    chinese, english = said({"justified-envy": [0, 1], "improving-trades": [0, 0], "waste": [0, 1]})
    assert (
        'Under "A" nobody would rather have a post that went to somebody behind them; under "B" 1 person'
        in english
    )
    assert "In every plan nobody could gain by a trade that harms no one." in english
    assert "1 seat stays empty" in english
    assert "各方案下都没有人能靠无损于他人的互换得益" in chinese


def test_figures_that_look_the_same_are_said_to_be_nearly_so() -> None:
    chinese, english = said({"mean-standing": [4.001, 4.002]})
    assert "几乎相同" in chinese
    assert "almost no difference" in english
    assert "best" not in english


def test_a_leader_is_one_that_is_behind_in_nothing() -> None:
    ahead = {"first-choice": [9, 8], "justified-envy": [3, 5], "placed": [7, 7]}
    assert "“A”都不落后" in said(ahead)[0]
    assert (
        'Of the 2 that differ (got their first choice, justified envy), "A" is behind in none.'
        in said(ahead)[1]
    )
    split = {"first-choice": [9, 8], "justified-envy": [5, 3]}
    assert "没有一个方案项项领先" in said(split)[0]
    assert "no plan leads in all" in said(split)[1]
    both = said({"first-choice": [9, 9, 8], "placed": [7, 7, 6]}, ("A", "B", "C"))[1]
    assert '"A" and "B" are behind in none.' in both
    assert "behind" not in said({"first-choice": [9, 8]})[1]  # one figure alone was told before


def test_mechanisms_are_called_by_their_chinese_names_in_chinese() -> None:
    chinese, english = said({"placed": [3, 4]}, ("optimal", "choice-then-allocation share = 0.5"))
    assert "“全局最优”" in chinese
    assert "“先选岗后分配 share = 0.5”" in chinese
    assert '"optimal"' in english


def test_limits_and_lotteries_are_said() -> None:
    chinese, english = said({}, limited=("B",))
    assert "“B”到达时限" in chinese
    assert '"B" hit a limit' in english
    assert "this lottery" in english
    assert "30 other lotteries" in said({}, lotteries=30)[1]


def test_many_plans_are_told_in_part() -> None:
    names = ("A", "B", "C", "D", "E", "F")
    rows = [(name, "甲", "same", 0, "X", 1, "X", 1, "") for name in names[1:]]
    chinese, english = said({}, names, people=pd.DataFrame(rows, columns=list(changes.PEOPLE)))
    assert chinese.count("相比") == 3
    assert "其余 2 个方案见表" in chinese
    assert "For the other 2 plans see the table." in english


def test_words() -> None:
    assert zh(["A", "B"]) == "“A”、“B”"
    assert en(["A"]) == '"A"'
    assert en(["A", "B", "C"]) == '"A", "B" and "C"'
    assert many_of(1, "person", "people") == "1 person"
    assert many_of(0, "post") == "0 posts"
    assert two(3) == "3"
    assert two(1 / 3) == "0.33"
