"""Who serves in which township: by the graduates' table, or by placements."""

from __future__ import annotations

from collections.abc import Set

import pandas as pd

from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.scenario.frames import rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice

_FILE = "placements.csv"


def townships(scenario: Scenario, placements: pd.DataFrame | None, gone: Set[str] = frozenset()) -> list[str]:
    """The township of every graduate, in the order of the table; "" = none. Raises UsageError where the placements name
    no township, InputFaults for people (but those who may be `gone`) and posts that nobody knows."""
    people = scenario.graduates["graduate"].tolist()
    if placements is None:
        return [str(town) for town in scenario.graduates["township"]]
    faults = serving_faults(scenario, placements, gone=gone)
    if faults:
        raise InputFaults(faults)
    placed = _placed(placements)
    placed = placed[placed["graduate"].isin(people)]
    if "post" in placed and scenario.places:
        names = _post_townships(scenario.posts)
        where = {who: names[post] for who, post in rows(placed, "graduate", "post")}
    elif "township" in placed:
        where = dict(rows(placed, "graduate", "township"))
    else:
        raise UsageError(
            "安置结果里没有乡镇 / the placements name neither posts of this scenario nor townships"
        )
    return [where.get(who, "") for who in people]


def serving_faults(
    scenario: Scenario, placements: pd.DataFrame, file: str = _FILE, gone: Set[str] = frozenset()
) -> list[Fault]:
    """People (but those who may be `gone`) and posts of the placements that this scenario does not have, at their rows
    of the file."""
    placed = _placed(placements)
    listed = {*scenario.graduates["graduate"]}
    placed = placed[placed["graduate"].isin(listed) | ~placed["graduate"].isin(gone)]
    faults = _unknown(
        placed, "graduate", scenario, file, "报名表里没有此人 / nobody with this id in graduates"
    )
    if "post" in placed and scenario.places:
        faults += _unknown(placed, "post", scenario, file, "岗位表里没有此岗位 / no such post in posts")
    return faults


def _unknown(placed: pd.DataFrame, column: str, scenario: Scenario, file: str, problem: str) -> list[Fault]:
    """The codes of a column that do not stand in the table of their own."""
    known = scenario.table(f"{column}s")[column].tolist()
    wrong = placed[~placed[column].isin(known)]
    codes = zip(wrong.index.tolist(), wrong[column].tolist(), strict=True)
    return [Fault(file, row + 2, column, code, problem, advice(code, known)) for row, code in codes]


def _placed(placements: pd.DataFrame) -> pd.DataFrame:
    """The rows of those who are placed, numbered as in the file."""
    numbered = placements.reset_index(drop=True)
    return numbered[numbered["post"] != ""] if "post" in numbered else numbered


def _post_townships(posts: pd.DataFrame) -> dict[str, str]:
    """The township of every post; where two counties have one of that name, with the county before it."""
    counties: dict[str, set[str]] = {}
    for county, town in rows(posts, "county", "township"):
        counties.setdefault(town, set()).add(county)
    return {
        post: town if len(counties[town]) == 1 else f"{county}{town}"
        for post, county, town in rows(posts, "post", "county", "township")
    }
