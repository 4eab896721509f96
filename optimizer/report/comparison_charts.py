"""Charts of a comparison: each with a title that says what it shows, and a description for who cannot see it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from optimizer.fairness.compare import Comparison
from optimizer.fairness.ways import chinese
from optimizer.report.chart_style import COLOURS, DASHES, styled


def charts(comparison: Comparison) -> dict[str, Any]:
    """The charts by name: the rank curve, who gains and who loses, average against envy, and the score bands."""
    made = {
        "rank-curve": _curve(comparison),
        "gains-and-losses": _changes(comparison),
        "average-and-envy": _trade_off(comparison),
        "score-bands": _bands(comparison),
    }
    return {name: chart for name, chart in made.items() if chart is not None}


def _row(comparison: Comparison, metric: str) -> dict[str, float] | None:
    """The figures of a metric by plan, where every plan has one."""
    rows = comparison.table[comparison.table["metric"] == metric]
    if len(rows) != 1 or rows[list(comparison.names)].isna().any(axis=None):
        return None
    return {name: float(rows[name].iloc[0]) for name in comparison.names}


def _names(names: list[str]) -> str:
    return "、".join(f"“{chinese(name)}”" for name in names)


def _colour(comparison: Comparison, lines: bool = True) -> Any:
    names = [chinese(name) for name in comparison.names]
    legend = alt.Legend(symbolType="stroke", symbolStrokeWidth=3, symbolSize=400) if lines else alt.Legend()
    return alt.Color("方案:N", scale=alt.Scale(domain=names, range=COLOURS), sort=names, legend=legend)


def _curve(comparison: Comparison) -> Any:
    """How many got one of their first k wishes."""
    rows = comparison.parts[
        (comparison.parts["metric"] == "rank-curve") & comparison.parts["part"].str.isdigit()
    ]
    values = _row(comparison, "rank-curve")
    if not len(rows) or values is None:
        return None
    table = rows.melt("part", list(comparison.names), "方案", "人数").assign(
        志愿=lambda t: t["part"].astype(int)
    )
    table["方案"] = table["方案"].map(chinese)
    best = [name for name in comparison.names if values[name] == max(values.values())]
    alike = len(best) == len(comparison.names)
    title = (
        f"前三志愿之内的人数，各方案都是 {max(values.values()):.0f} 人"
        if alike
        else f"{_names(best)}让最多的人（{max(values.values()):.0f} 人）得到前三志愿"
    )
    names = [chinese(name) for name in comparison.names]
    lines = alt.Chart(table[["方案", "志愿", "人数"]]).mark_line(point=True, strokeWidth=2.5)
    chart = lines.encode(
        x=alt.X("志愿:O", title="前几个志愿之内", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("人数:Q", title="累计人数", scale=alt.Scale(zero=True)),
        color=_colour(comparison),
        strokeDash=alt.StrokeDash("方案:N", scale=alt.Scale(domain=names, range=DASHES), sort=names),
    ).properties(width=560, height=320)
    said = "；".join(f"{chinese(name)}：前三志愿 {values[name]:.0f} 人" for name in comparison.names)
    return styled(chart, title, "得到前几个志愿之一的人数，逐位累计", said)


def _changes(comparison: Comparison) -> Any:
    """How many fare better and worse than under the first plan."""
    counts = comparison.people.groupby(["plan", "change"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=list(comparison.names[1:]), columns=["gains", "loses"], fill_value=0)
    base = chinese(comparison.names[0])
    most = counts["gains"] - counts["loses"]
    name = str(most.idxmax())
    gains, loses = (int(counts[word].to_dict()[name]) for word in ("gains", "loses"))
    title = f"与“{base}”相比，“{chinese(name)}”使 {gains} 人更好、{loses} 人更差"
    if not counts.to_numpy().any():
        title = f"与“{base}”相比，没有人更好或更差"
    table = pd.DataFrame(
        [
            (chinese(str(plan)), word, sign * int(many), int(many))
            for (plan, row) in counts.iterrows()
            for word, sign, many in (("更好", 1, row["gains"]), ("更差", -1, row["loses"]))
        ],
        columns=["方案", "变化", "人数", "标"],
    )
    scale = alt.Scale(domain=["更好", "更差"], range=[COLOURS[2], COLOURS[1]])
    names = [chinese(one) for one in comparison.names[1:]]
    bars = alt.Chart(table).encode(
        y=alt.Y("方案:N", title=None, sort=names),
        x=alt.X("人数:Q", title="更差 ←　人数　→ 更好", axis=alt.Axis(labelExpr="abs(datum.value)")),
    )
    marks = bars.mark_bar().encode(color=alt.Color("变化:N", scale=scale))
    right = (
        bars.transform_filter("datum['人数'] >= 0")
        .mark_text(align="left", dx=4, fontSize=12)
        .encode(text="标:Q")
    )
    left = (
        bars.transform_filter("datum['人数'] < 0")
        .mark_text(align="right", dx=-4, fontSize=12)
        .encode(text="标:Q")
    )
    chart = (marks + right + left).properties(width=520, height=44 * max(len(names), 2))
    said = "；".join(
        f"{chinese(str(plan))}：{int(row['gains'])} 人更好，{int(row['loses'])} 人更差"
        for plan, row in counts.iterrows()
    )
    return styled(chart, title, "只算志愿相同的人；所得志愿序提前为更好", said)


def _trade_off(comparison: Comparison) -> Any:
    """Average against envy: below and to the left is better in both."""
    mean, envy = _row(comparison, "mean-standing"), _row(comparison, "justified-envy")
    if mean is None or envy is None:
        return None
    leaders = [
        name for name in comparison.names
        if mean[name] == min(mean.values()) and envy[name] == min(envy.values())
    ]  # fmt: skip
    title = f"{_names(leaders)}两样都最好" if leaders else "人均所得与“有理由的不平”，没有一个方案两样都最好"
    if len(leaders) == len(comparison.names):
        title = f"{_names(leaders)}两样都一样"
    table = pd.DataFrame(
        [(chinese(name), mean[name], int(envy[name])) for name in comparison.names],
        columns=["方案", "人均所得", "不平"],
    )
    base = alt.Chart(table).encode(
        x=alt.X(
            "不平:Q",
            title="想去的岗位给了排序在其后的人：人数（越少越好）",
            scale=alt.Scale(zero=True, nice=True),
        ),
        y=alt.Y("人均所得:Q", title="人均所得志愿序（越小越好）", scale=alt.Scale(zero=False, padding=24)),
    )
    names = [chinese(name) for name in comparison.names]
    points = base.mark_point(size=150, filled=True, opacity=1).encode(
        color=_colour(comparison, lines=False),
        shape=alt.Shape("方案:N", sort=names, scale=alt.Scale(domain=names)),
    )
    chart = points.properties(width=560, height=320)
    said = "；".join(f"{chinese(n)}：人均 {mean[n]:.2f}，不平 {envy[n]:.0f} 人" for n in comparison.names)
    spots = pd.Series(list(zip(table["人均所得"], table["不平"], strict=True)))
    twins = [_names(list(table["方案"][spots == spot])) for spot in spots[spots.duplicated()].unique()]
    note = f"左下最好；同在一点：{'；'.join(twins)}" if twins else "左下最好"
    return styled(chart, title, note, said)


def _bands(comparison: Comparison) -> Any:
    """How the quarters by score fare under each plan."""
    rows = comparison.parts[comparison.parts["metric"] == "standing-gap score"]
    gaps = _row(comparison, "standing-gap score")
    if not len(rows) or gaps is None:
        return None
    table = rows.melt("part", list(comparison.names), "方案", "人均所得")
    table["方案"], table["群体"] = table["方案"].map(chinese), table["part"].str.split(" / ").str[0]
    least = [name for name in comparison.names if gaps[name] == min(gaps.values())]
    title = (
        f"成绩前后各段的差距，各方案都是 {min(gaps.values()):.2f} 位志愿"
        if len(least) == len(gaps)
        else f"成绩前后各段的差距，{_names(least)}最小（{min(gaps.values()):.2f} 位志愿）"
    )
    names = [chinese(name) for name in comparison.names]
    chart = (
        alt.Chart(table[["方案", "群体", "人均所得"]])
        .mark_line(point=True, strokeWidth=2.5)
        .encode(
            x=alt.X("群体:O", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("人均所得:Q", title="人均所得志愿序（越小越好）", scale=alt.Scale(zero=True)),
            color=_colour(comparison),
            strokeDash=alt.StrokeDash("方案:N", scale=alt.Scale(domain=names, range=DASHES), sort=names),
        )
        .properties(width=560, height=320)
    )
    said = "；".join(f"{chinese(name)}：差距 {gaps[name]:.2f}" for name in comparison.names)
    return styled(chart, title, "按综合成绩次序分四段；志愿外和未落实也算进去", said)
