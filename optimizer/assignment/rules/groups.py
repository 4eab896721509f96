"""Groups of graduates and areas of posts, as settings name them: columns and values, levels or codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from optimizer.assignment.market import Flags, Market
from optimizer.errors import Fault
from optimizer.scenario.cells import NO, YES
from optimizer.scenario.nearest import advice
from optimizer.scenario.tables import GRADUATES
from optimizer.solver.program import Integers

Level = Literal["post", "township", "county", "all"]
_DIGITS = {"township": 9, "county": 6}


def field(name: str) -> str:
    """The column that a name in either language means."""
    return {column.chinese: column.field for column in GRADUATES.columns}.get(name, name)


def members(market: Market, group: Mapping[str, Any]) -> Flags:
    """Which graduates meet every condition of a group; a list of values means any of them."""
    people, met = market.graduate_table, np.ones(market.size, bool)
    for name, wanted in group.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        one: Flags = np.zeros(market.size, bool)
        for value in values:
            one |= _meets(people[field(name)], field(name), value)
        met &= one
    return met


def _meets(cells: pd.Series[Any], name: str, value: Any) -> Flags:
    """Which cells hold a value: a major by prefix, a flag by yes or no, anything else as text or number."""
    if cells.dtype == bool:
        said = value if isinstance(value, bool) else str(value).strip().lower() in YES
        return np.asarray(cells.to_numpy(bool) == said, bool)
    if name == "major":
        return np.asarray(cells.str.startswith(str(value)), bool)
    if pd.api.types.is_numeric_dtype(cells):
        return np.asarray((cells == float(value)).fillna(False), bool)
    return np.asarray(cells.to_numpy(object).astype(str) == str(value), bool)


def group_faults(market: Market, group: Mapping[str, Any], where: str) -> tuple[Fault, ...]:
    """Columns that nobody has, and values that mean nothing there."""
    people, found = market.graduate_table, []
    for name, wanted in group.items():
        if field(name) not in people:
            mend = advice(name, sorted(map(str, people.columns)))
            found.append(
                Fault("scenario.toml", 0, where, name, "报名表没有这一列 / no such column in graduates", mend)
            )
        elif people[field(name)].dtype == bool and not isinstance(wanted, bool):
            if str(wanted).strip().lower() not in YES | NO:
                found.append(
                    Fault(
                        "scenario.toml",
                        0,
                        where,
                        str(wanted),
                        "不是“是”或“否” / neither yes nor no",
                        "true 或 false",
                    )
                )
        elif pd.api.types.is_numeric_dtype(people[field(name)]):
            for value in wanted if isinstance(wanted, list) else [wanted]:
                try:
                    float(value)
                except (TypeError, ValueError):
                    found.append(
                        Fault(
                            "scenario.toml",
                            0,
                            where,
                            str(value),
                            "不是数字 / not a number",
                            "填数字 / write a number",
                        )
                    )
    return tuple(found)


def column_faults(market: Market, name: str, where: str) -> tuple[Fault, ...]:
    """A column that the graduates do not have."""
    people = market.graduate_table
    if field(name) in people:
        return ()
    problem = "报名表没有这一列 / no such column in graduates"
    return (Fault("scenario.toml", 0, where, name, problem, advice(name, sorted(map(str, people.columns)))),)


def group_name(group: Mapping[str, Any]) -> str:
    """A group in words: 党员=是, 专业代码=0809 或 0901."""
    titles = {column.field: column.chinese for column in GRADUATES.columns}
    said = []
    for name, wanted in group.items():
        values = [{True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value
                  for value in (wanted if isinstance(wanted, list) else [wanted])]  # fmt: skip
        said.append(f"{titles.get(field(name), name)}={'或'.join(map(str, values))}")
    return "，".join(said) or "全部人员"


def areas(market: Market, per: Level) -> tuple[list[str], Integers]:
    """The names of the areas of one level, and the area of every post."""
    table = market.post_table
    if per == "all":
        return ["全部 all"], np.zeros(len(market.capacity), np.int64)
    if per == "post":
        return list(market.posts), np.arange(len(market.capacity))
    keys = [
        (area[: _DIGITS[per]], county, "" if per == "county" else town)
        for area, town, county in zip(table["area"], table["township"], table["county"], strict=True)
    ]
    distinct = sorted(set(keys))
    number_of = {key: at for at, key in enumerate(distinct)}
    names = [" ".join(part for part in (county, town) if part) or code for code, county, town in distinct]
    return names, np.array([number_of[key] for key in keys], np.int64)


def named(market: Market, names: Sequence[str]) -> list[Integers]:
    """The posts of each area or post named, by code or name; one post may lie in several of them."""
    known = market.remember("areas", lambda: _areas(market))
    return [known[name] for name in names]


def alike(market: Market, places: Sequence[Integers]) -> Integers:
    """A code per post, equal for posts that lie in the same of these areas."""
    inside = np.zeros((len(places) + 1, len(market.capacity)), bool)
    for at, posts in enumerate(places):
        inside[at, posts] = True
    return np.asarray(np.unique(inside, axis=1, return_inverse=True)[1].ravel(), np.int64)


def _areas(market: Market) -> dict[str, Integers]:
    from optimizer.scenario.areas import Areas

    posts = {post: np.array([at]) for at, post in enumerate(market.posts)}
    return {**Areas.of(market.post_table).members, **posts}


def area_faults(market: Market, named: tuple[str, ...], where: str) -> tuple[Fault, ...]:
    """Areas that hold no post, or share one with another in the list."""
    known = market.remember("areas", lambda: _areas(market))
    return tuple(
        Fault(
            "scenario.toml",
            0,
            where,
            name,
            "没有岗位在此地 / no post lies there",
            advice(name, sorted(known)),
        )
        for name in named
        if name not in known
    )


def place_faults(market: Market, kind: str) -> tuple[Fault, ...]:
    """Posts without coordinates, where distances are asked for."""
    table = market.post_table
    missing = table.loc[table[["longitude", "latitude"]].isna().any(axis=1), "post"].tolist()
    if not missing:
        return ()
    problem = (
        f"{kind} 要按公里计算，{len(missing)} 个岗位没有经纬度 / {len(missing)} posts have no coordinates"
    )
    mend = "填写经度、纬度，或不按公里 / fill in longitude and latitude, or do not ask for kilometres"
    return (Fault("岗位", 0, "经度、纬度", "、".join(missing[:8]), problem, mend),)


def score_faults(market: Market, where: str) -> tuple[Fault, ...]:
    """A market without scores, where they are asked for."""
    if "score" in market.graduate_table:
        return ()
    return (Fault("settings", 0, where, "score", "没有成绩 / there are no scores", "删去此项 / delete it"),)


def people_faults(market: Market, people: Sequence[str], kind: str) -> tuple[Fault, ...]:
    """People named in a rule whom nobody knows."""
    known = set(market.graduates)
    where, problem = (
        f"assignment.rules.{kind}.people",
        "报名表里没有此人 / nobody with this id in graduates",
    )
    return tuple(
        Fault("scenario.toml", 0, where, name, problem, advice(name, list(market.graduates)))
        for name in people
        if name not in known
    )
