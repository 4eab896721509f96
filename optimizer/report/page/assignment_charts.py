"""The two charts of an assignment, in each language: the rank curve, and how groups fared."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.fairness.groups import groups, title
from optimizer.report.page.bilingual import Said, sides
from optimizer.report.statistics import by_rank

GROUPS = ("score", "gender", "home", "party_member")
_WAYS = (
    Said("第一志愿", "first wish"),
    Said("第二、三志愿", "second or third"),
    Said("其后的志愿", "a later wish"),
    Said("志愿以外", "not listed"),
    Said("未落实", "unplaced"),
)
_GROUP_TITLE = Said("各类人员各得到什么，占该类人数", "what each group got, as a share of its people")
_FILLS = ("#1F4E79", "#5B9BD5", "#BDD7EE", "#E69F00", "#7F7F7F")
WIDE, NARROW, LETTERS = 400, 290, 14
"""How wide a chart is drawn, and one whose rows have names beside it; px, as is the size of letters."""
_SHOWN = 12
"""More groups than that are told in figures, not drawn."""


class Picture(NamedTuple):
    """A drawing in both languages, its title, and what it says to who cannot see it."""

    chart: Said
    title: Said
    said: Said


class Fared(NamedTuple):
    """How many of a group got what, and what the group is called."""

    by: Said
    group: Said
    counts: tuple[int, ...]


def ways(outcome: Outcome) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """What everybody got, as a position among first, second or third, later, not listed, nothing."""
    rank = outcome.placements["rank"].fillna(0).to_numpy(np.int64)
    way = np.select([rank == 1, (rank > 1) & (rank <= 3), rank > 3], [0, 1, 2], 3)
    return np.where(outcome.placed < 0, 4, way)


def fared(outcome: Outcome) -> list[Fared]:
    """Every group of every column that is compared here, but for those of too few people to publish."""
    way, told = ways(outcome), []
    fewest = outcome.scenario.settings.published.group if outcome.scenario is not None else 1
    for by in GROUPS:
        found = groups(outcome.market, by)
        if found is None or len(found[0]) < 2:
            continue
        for at, name in enumerate(found[0]):
            counts = np.bincount(way[found[1] == at], minlength=len(_WAYS))
            if counts.sum() >= fewest:
                told.append(Fared(sides(title(by)), sides(name), tuple(counts.tolist())))
    return told


def way_names() -> tuple[Said, ...]:
    """The names of what somebody can get."""
    return _WAYS


def no_curve(outcome: Outcome) -> Said | None:
    """Why there is no rank curve; None where there is one."""
    if not len(outcome.market.wish_post):
        return Said(
            "没有人填写志愿，因此没有志愿曲线。",
            "Nobody wrote a wish, so there is no curve of wishes granted.",
        )
    if not by_rank(outcome):
        return Said(
            "没有人得到所填的志愿，因此没有志愿曲线。", "No wish was granted, so there is no curve of them."
        )
    return None


def rank_curve(outcome: Outcome) -> Picture | None:
    """How many got one of their first k wishes; None where no wish was granted."""
    got = by_rank(outcome)
    if not got:
        return None
    people = len(outcome.placements)
    table = pd.DataFrame({"rank": list(got), "people": np.cumsum(list(got.values()))})
    first, three = (sum(many for rank, many in got.items() if rank <= last) for last in (1, 3))
    said = Said(
        f"{people} 人中 {first} 人得到第一志愿，{three} 人得到前三志愿之一",
        f"of {people} people {first} got their first wish and {three} one of their first three",
    )
    axes = Said("前几个志愿之内|累计人数", "within the first … wishes|people")
    return Picture(Said(*(_curve(table, people, *words.split("|")) for words in axes)), said, said)


def group_chart(outcome: Outcome) -> Picture | None:
    """What the groups got, a bar each; None where there are none."""
    told = [one for one in fared(outcome) if sum(one.counts)][: _SHOWN + 4]
    if not told:
        return None
    share = [f"{one.by.zh} {one.group.zh} {100 * sum(one.counts[:2]) / sum(one.counts):.0f}%" for one in told]
    share_en = [
        f"{one.by.en} {one.group.en} {100 * sum(one.counts[:2]) / sum(one.counts):.0f}%" for one in told
    ]
    said = Said(f"得到前三志愿之一：{'，'.join(share)}", f"got one of the first three: {', '.join(share_en)}")
    return Picture(Said(_bars(told, 0), _bars(told, 1)), _GROUP_TITLE, said)


def _curve(table: pd.DataFrame, people: int, across: str, up: str) -> str:
    import altair as alt

    base = alt.Chart(table).encode(
        x=alt.X("rank:O", title=across, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("people:Q", title=up, scale=alt.Scale(domain=[0, max(people, 1)], nice=False)),
    )
    line = base.mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=3, color=_FILLS[0])
    return drawn(line.properties(width=WIDE, height=240))


def _bars(told: list[Fared], language: int) -> str:
    import altair as alt

    names = [way[language] for way in _WAYS]
    rows = [f"{one.by[language]} · {one.group[language]}" for one in told]
    table = pd.DataFrame(
        [
            (row, name, place, many / max(sum(one.counts), 1))
            for row, one in zip(rows, told, strict=True)
            for place, (name, many) in enumerate(zip(names, one.counts, strict=True))
        ],
        columns=["row", "way", "place", "share"],
    )
    bars = (
        alt.Chart(table)
        .mark_bar(stroke="white", strokeWidth=1)
        .encode(
            y=alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(labelLimit=300)),
            x=alt.X("share:Q", title=None, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("way:N", sort=names, scale=alt.Scale(domain=names, range=list(_FILLS))),
            order=alt.Order("place:Q"),
        )
    )
    return drawn(bars.properties(width=NARROW, height=alt.Step(28)))


def drawn(chart: Any) -> str:
    """A chart as the text of an .svg, without a title of its own; it is read on a phone too, where it is shrunk."""
    from optimizer.report.chart_style import plain, svg

    return svg(plain(chart, letters=LETTERS, columns=2))
