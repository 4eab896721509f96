"""Groups of graduates and areas of posts, as settings name them: columns and values, levels or codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.errors import Fault
from optimizer.plural import counted
from optimizer.scenario.group_faults import nobody, unreadable
from optimizer.scenario.groups import field, meeting
from optimizer.scenario.nearest import advice
from optimizer.solver.program import Integers

Level = Literal["post", "township", "county", "all"]
_DIGITS = {"township": 9, "county": 6}


def members(market: Market, group: Mapping[str, Any]) -> Flags:
    """Which graduates meet every condition of a group; a list of values means any of them."""
    if not group:
        return np.ones(market.size, bool)  # a bare market has no table
    return meeting(market.graduate_table, group)


def group_faults(market: Market, group: Mapping[str, Any], where: str) -> tuple[Fault, ...]:
    """Columns that nobody has, and values that mean nothing there."""
    return unreadable(market.graduate_table, group, where)


def group_notices(market: Market, group: Mapping[str, Any]) -> tuple[str, ...]:
    """A group that is written well and holds nobody."""
    return tuple(filter(None, [nobody(market.graduate_table, group)]))


def column_faults(market: Market, name: str, where: str) -> tuple[Fault, ...]:
    """A column that the graduates do not have."""
    people = market.graduate_table
    if field(name) in people:
        return ()
    problem = "报名表没有这一列 / no such column in graduates"
    return (Fault("scenario.toml", 0, where, name, problem, advice(name, sorted(map(str, people.columns)))),)


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


def title(market: Market, name: str) -> str:
    """An area or post as people call it: a code with the names of the place it stands for."""
    table, found = market.post_table, named(market, [name])[0]
    first = found[0]
    if market.posts[first] == name:
        village = table["village"].iloc[first] if "village" in table else ""
        return f"{village}（{name}）" if village else name
    if not name.isdigit():
        return name
    levels = {6: ("county",), 9: ("county", "township"), 12: ("county", "township", "village")}
    told = [str(table[column].iloc[first]) for column in levels.get(len(name), ()) if column in table]
    return f"{' '.join(filter(None, told))}（{name}）" if any(told) else name


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
    many = counted(len(missing), "post has", "posts have")
    problem = f"{kind} 要按公里计算，{len(missing)} 个岗位没有经纬度 / {many} no coordinates"
    mend = "填写经度、纬度，或不按公里 / fill in longitude and latitude, or do not ask for kilometres"
    return (Fault("岗位", 0, "经度、纬度", "、".join(missing[:8]), problem, mend),)


def score_faults(market: Market) -> tuple[Fault, ...]:
    """A market without scores, where they are asked for."""
    if "score" in market.graduate_table:
        return ()
    return (Fault("scenario.toml", 0, "", "score", "没有成绩 / there are no scores", "删去此项 / delete it"),)


def people_faults(market: Market, people: Sequence[str]) -> tuple[Fault, ...]:
    """People named in a rule whom nobody knows."""
    known = set(market.graduates)
    problem = "报名表里没有此人 / nobody with this id in graduates"
    return tuple(
        Fault("scenario.toml", 0, "people", name, problem, advice(name, list(market.graduates)))
        for name in people
        if name not in known
    )
