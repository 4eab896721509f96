"""Synthetic scenarios: the same seed gives the same scenario, and it looks like a real one."""

from __future__ import annotations

import pytest

import optimizer
from optimizer.scenario.places import majors, villages


def test_a_seed_is_a_scenario() -> None:
    one, same, other = (optimizer.generate(graduates=50, villages=40, seed=seed) for seed in (1, 1, 2))
    assert one.digest() == same.digest()
    assert one.digest() != other.digest()


def test_the_villages_are_the_620_of_the_register() -> None:
    table = villages()
    assert len(table) == 620
    assert table["area"].is_unique
    assert table["area"].str.fullmatch(r"1403\d{8}").all()
    assert table["village"].duplicated(keep=False).sum() == 56
    towns = table.loc[table["township"].str.endswith(("乡", "镇"))]
    assert towns.groupby("county")["township"].nunique().sum() == 31
    assert len(towns) == 600


def test_people_look_like_people() -> None:
    scenario = optimizer.generate(graduates=1_000, seed=5)
    people = scenario.graduates
    assert people["major"].isin(majors()["code"]).all()
    assert 0.25 < people["major"].str.startswith("08").mean() < 0.40
    assert 0.88 < people["accepts_allocation"].mean() < 0.96
    assert people["lottery"].is_unique
    couples = people[people["partner"] != ""].set_index("graduate")
    assert len(couples) == 24
    assert (couples.loc[couples["partner"], "partner"].to_numpy() == couples.index.to_numpy()).all()
    assert (couples.loc[couples["partner"], "gender"].to_numpy() != couples["gender"].to_numpy()).all()
    assert people["name"].str.fullmatch(r"[\u4e00-\u9fff]{2,4}").all()


def test_wishes_are_correlated_and_know_home() -> None:
    scenario = optimizer.generate(graduates=800, seed=6)
    wishes = scenario.wishes.merge(scenario.graduates, on="graduate").merge(
        scenario.posts, left_on="target", right_on="post", suffixes=("", "_post")
    )
    assert scenario.wishes.groupby("graduate").size().eq(10).all()
    assert scenario.wishes.groupby("graduate")["rank"].min().eq(1).all()
    assert (wishes["home"] != wishes["area"]).all()
    assert (wishes["home"].str[:9] == wishes["area"].str[:9]).mean() > 0.1
    counted = wishes["target"].value_counts()
    assert counted.iloc[:62].sum() > 0.25 * counted.sum()
    areas = set(scenario.wishes["target"]) - set(scenario.posts["post"])
    assert areas
    assert scenario.wishes["target"].isin(areas).sum() == pytest.approx(96, abs=40)


def test_numbers_that_make_no_sense_are_all_told() -> None:
    with pytest.raises(optimizer.UsageError) as wrong:
        optimizer.generate(graduates=0, villages=621, wishes=0)
    assert [line.split(" ")[0] for line in str(wrong.value).splitlines()] == [
        "graduates",
        "villages",
        "wishes",
    ]


def test_fewer_people_than_villages_are_not_promised_to_fill_them() -> None:
    scenario = optimizer.generate(graduates=30, villages=60, seed=9)
    assert "fill-every-post" not in {rule["kind"] for rule in scenario.settings.assignment.rules}
    assert optimizer.assign(scenario).summary["unplaced"] <= 3
