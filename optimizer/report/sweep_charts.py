"""Charts of a sweep: two metrics weighed against each other, and each against a dial; titles say what was found."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from optimizer.fairness.metrics.base import Metric
from optimizer.fairness.phrases import two
from optimizer.report.chart_style import COLOURS, styled
from optimizer.sweeping.dials import SEEDS, title
from optimizer.sweeping.request import METRICS, Request
from optimizer.sweeping.sweep import Sweep
from optimizer.sweeping.tables import called, comparable

_NAMED = 12


def sweep_charts(sweep: Sweep) -> dict[str, Any]:
    """The charts by name: the frontier, and for every dial of numbers each metric of the frontier."""
    made: dict[str, Any] = {"frontier": _frontier(sweep)}
    for dial in numeric_dials(sweep.request):
        for name in sweep.request.frontier or ():
            made[f"{name}-by-{dial.replace('.', '-')}"] = by_dial(sweep, dial, name)
    return {name: chart for name, chart in made.items() if chart is not None}


def numeric_dials(request: Request) -> list[str]:
    """The dials whose positions are numbers, but for the seeds."""
    dials = [dial for dial in request.dials if dial not in SEEDS]
    return [
        dial for dial in dials
        if all(type(run.dials[dial]) in (int, float) for run in request.runs if dial in run.dials)
    ]  # fmt: skip


def _words(metric: Metric) -> str:
    """A metric with its direction, for an axis."""
    way = {"higher": "（越大越好）", "lower": "（越小越好）", "neither": ""}[metric.better]
    return f"{metric.chinese}{way}"


def _frontier(sweep: Sweep) -> Any:
    """Every setting by its means of both metrics; those on the frontier joined and named."""
    weighed, known = sweep.request.frontier, comparable(sweep.settings)
    if weighed is None or len(known) < 2:
        return None
    one, other = (METRICS[name] for name in weighed)
    table = pd.DataFrame(
        {
            "设置": _named(sweep, known),
            "一": known[weighed[0]].tolist(),
            "二": known[weighed[1]].tolist(),
            "前沿": ["前沿" if flag else "其余" for flag in known["frontier"]],
        }
    )
    ahead = table[table["前沿"] == "前沿"].sort_values(["二", "一"])
    scale = alt.Scale(zero=False, padding=40)
    base = alt.Chart(table).encode(
        x=alt.X("二:Q", title=_words(other), scale=scale, axis=alt.Axis(tickCount=8)),
        y=alt.Y("一:Q", title=_words(one), scale=scale),
    )
    colour = alt.Color("前沿:N", scale=alt.Scale(domain=["前沿", "其余"], range=[COLOURS[1], COLOURS[6]]))
    shape = alt.Shape("前沿:N", scale=alt.Scale(domain=["前沿", "其余"], range=["circle", "diamond"]))
    points = base.mark_point(size=120, filled=True, opacity=1).encode(color=colour, shape=shape)
    axes: dict[str, Any] = {"x": "二:Q", "y": "一:Q"}
    line = alt.Chart(ahead).mark_line(strokeWidth=2, color=COLOURS[1]).encode(**axes, order="二:Q")
    named = ahead.groupby(["二", "一"], sort=True)["设置"].agg("、".join).reset_index().head(_NAMED)
    names = alt.Chart(named).mark_text(align="left", dx=8, dy=-8, fontSize=11).encode(**axes, text="设置:N")
    said = "；".join(f"{name}：{one.chinese} {two(x)}，{other.chinese} {two(y)}" for name, x, y in zip(
        table["设置"], table["一"], table["二"], strict=True))  # fmt: skip
    chart = (line + points + names).properties(width=600, height=360)
    return styled(
        chart, _weighed(one, other, ahead), "每点一种设置，各种子的平均；线上的设置不能两项都更好", said
    )


def _weighed(one: Metric, other: Metric, ahead: pd.DataFrame) -> str:
    """The title: one setting is best in both, or there is something to weigh."""
    if len(ahead[["一", "二"]].drop_duplicates()) == 1:
        return f"“{one.chinese}”与“{other.chinese}”，{_quoted(ahead['设置'].tolist())}两项都最好"
    return f"“{one.chinese}”与“{other.chinese}”不能两全：{len(ahead)} 种设置各有所长"


def by_dial(sweep: Sweep, dial: str, name: str) -> Any:
    """One metric against one dial: the mean over seeds, lowest and highest as a band; a line per other setting."""
    table = _dial_table(sweep, dial, name)
    if table["旋钮"].nunique() < 2:
        return None
    metric, lines = METRICS[name], sorted(set(table["其余"]))
    encoding: dict[str, Any] = {
        "x": alt.X("旋钮:Q", title=title(dial).split(" / ")[0], scale=alt.Scale(zero=False, nice=False))
    }
    if len(lines) > 1:
        encoding["color"] = alt.Color("其余:N", scale=alt.Scale(domain=lines, range=COLOURS))
    else:
        encoding["color"] = alt.value(COLOURS[0])
    base = alt.Chart(table).encode(**encoding)
    axis = alt.Y("平均:Q", title=_words(metric), scale=alt.Scale(zero=False))
    band = base.mark_area(opacity=0.2).encode(y=alt.Y("最低:Q", title=_words(metric)), y2="最高:Q")
    line = base.mark_line(point=True, strokeWidth=2.5).encode(y=axis)
    said = "；".join(f"{x:g}：{two(float(y))}" for x, y in zip(table["旋钮"], table["平均"], strict=True))
    spread = "线为各种子的平均，色带为最低到最高" if (table["最低"] < table["最高"]).any() else "每点一种设置"
    return styled((band + line).properties(width=560, height=320), _trend(table, dial, metric), spread, said)


def _dial_table(sweep: Sweep, dial: str, name: str) -> pd.DataFrame:
    """The means and ends of a metric at every position of a dial, with the name of all other dials."""
    known = comparable(sweep.settings)
    known = known[known[dial].notna()]
    spans = sweep.intervals[sweep.intervals["metric"] == name].set_index("setting")
    rest = _named(sweep, known, without=dial)
    rows = [
        (
            float(position),
            other,
            *(float(spans.loc[setting, column]) for column in ("lowest", "mean", "highest")),
        )
        for setting, position, other in zip(known["setting"], known[dial], rest, strict=True)
        if setting in spans.index
    ]
    return pd.DataFrame(rows, columns=["旋钮", "其余", "最低", "平均", "最高"]).sort_values(["其余", "旋钮"])


def _trend(table: pd.DataFrame, dial: str, metric: Metric) -> str:
    """What the metric does while the dial is turned up, said only where every line does it."""
    called_ = title(dial).split(" / ")[0]
    steps = [b - a for _, some in table.groupby("其余") for a, b in pairwise(some["平均"])]
    if all(step == 0 for step in steps):
        return f"{called_}怎样变，{metric.chinese}都不变"
    ends = table.groupby("其余")["平均"].agg(["first", "last"])
    said = (
        f"（{two(float(ends['first'].iloc[0]))} → {two(float(ends['last'].iloc[0]))}）"
        if len(ends) == 1
        else ""
    )
    if all(step >= 0 for step in steps) or all(step <= 0 for step in steps):
        return f"{called_}越大，{metric.chinese}越{_direction(metric, max(steps) > 0)}{said}"
    return (
        f"{called_}变大，{metric.chinese}时好时差{said}"
        if metric.better != "neither"
        else f"{called_}变大，{metric.chinese}有升有降{said}"
    )


def _direction(metric: Metric, rising: bool) -> str:
    """What rising or falling means for whom it concerns."""
    if metric.better == "neither":
        return "高" if rising else "低"
    return "好" if rising == (metric.better == "higher") else "差"


def _named(sweep: Sweep, settings: pd.DataFrame, without: str = "") -> list[str]:
    """Names of settings for Chinese readers, without one of their dials."""
    return called(sweep.request, settings.drop(columns=without) if without else settings, chinese=True)


def _quoted(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
