"""The two charts of a comparison on the page, in each language: the rank curves, and who gains and who loses."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.fairness.compare import Comparison
from optimizer.report.page.assignment_charts import LETTERS, NARROW, WIDE, Picture, drawn
from optimizer.report.page.bilingual import Said
from optimizer.report.page.comparison_data import changes, way

_MOST = 9
"""More plans than there are colours are told in figures, not drawn."""


def comparison_charts(comparison: Comparison) -> list[Picture]:
    """What there is to draw."""
    if len(comparison.names) > _MOST:
        return []
    return [chart for chart in (_curves(comparison), _gains(comparison)) if chart is not None]


def _curves(comparison: Comparison) -> Picture | None:
    """How many got one of their first k wishes under each plan."""
    parts = comparison.parts
    rows = parts[(parts["metric"] == "rank-curve") & parts["part"].str.isdigit()]
    if not len(rows):
        return None
    first = rows.iloc[0]
    told = [[f"{way(name)[side]} {first[name]:.0f}" for name in comparison.names] for side in (0, 1)]
    title = Said("各方式：得到前几个志愿之一的人数", "each way: people who got one of their first … wishes")
    said = Said(f"第一志愿：{'，'.join(told[0])}", f"first wish: {', '.join(told[1])}")
    axes = ("前几个志愿之内|累计人数", "within the first … wishes|people")
    shown = (_lines(comparison, rows, side, *words.split("|")) for side, words in enumerate(axes))
    return Picture(Said(*shown), title, said)


def _gains(comparison: Comparison) -> Picture:
    """How many fare better and worse than under the first plan."""
    counts = changes(comparison)
    base = way(comparison.names[0])
    title = Said(f"与“{base.zh}”相比，多少人更好、多少人更差", f"better and worse off than under “{base.en}”")
    words = ("{} {} 人更好、{} 人更差", "{}: {} better, {} worse")
    told = [
        [
            words[side].format(way(str(plan))[side], row["gains"], row["loses"])
            for plan, row in counts.iterrows()
        ]
        for side in (0, 1)
    ]
    said = Said("；".join(told[0]), "; ".join(told[1]))
    axes = ("更差|更好|更差 ←　人数　→ 更好", "worse|better|worse ← people → better")
    shown = (_bars(counts, side, *words.split("|")) for side, words in enumerate(axes))
    return Picture(Said(*shown), title, said)


def _lines(comparison: Comparison, rows: pd.DataFrame, side: int, across: str, up: str) -> str:
    import altair as alt

    from optimizer.report.chart_style import COLOURS, DASHES

    names = [way(name)[side] for name in comparison.names]
    table = pd.DataFrame(
        [
            (way(name)[side], int(row["part"]), float(row[name]))
            for row in rows.to_dict("records")
            for name in comparison.names
        ],
        columns=["way", "rank", "people"],
    )
    legend = alt.Legend(symbolType="stroke", symbolStrokeWidth=3, symbolSize=400)
    lines = (
        alt.Chart(table)
        .mark_line(point=True, strokeWidth=2.5)
        .encode(
            x=alt.X("rank:O", title=across, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("people:Q", title=up, scale=alt.Scale(zero=True)),
            color=alt.Color("way:N", sort=names, scale=alt.Scale(domain=names, range=COLOURS), legend=legend),
            strokeDash=alt.StrokeDash("way:N", sort=names, scale=alt.Scale(domain=names, range=DASHES)),
        )
    )
    return drawn(lines.properties(width=WIDE, height=240))


def _bars(counts: pd.DataFrame, side: int, worse: str, better: str, across: str) -> str:
    import altair as alt

    from optimizer.report.chart_style import COLOURS

    names = [way(str(plan))[side] for plan in counts.index]
    rows: list[tuple[str, str, int, int]] = []
    for name, (gains, loses) in zip(names, counts.to_numpy().tolist(), strict=True):
        rows += [(name, better, gains, gains), (name, worse, -loses, loses)]
    room = 1.15 * max(int(counts.to_numpy().max(initial=0)), 1)  # the figures stand beyond the bars
    base = alt.Chart(pd.DataFrame(rows, columns=["way", "change", "signed", "many"])).encode(
        y=alt.Y("way:N", title=None, sort=names, axis=alt.Axis(labelLimit=300)),
        x=alt.X(
            "signed:Q",
            title=across,
            axis=alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1),
            scale=alt.Scale(domain=[-room, room], nice=False),
        ),
    )
    scale = alt.Scale(domain=[better, worse], range=[COLOURS[2], COLOURS[1]])
    bars = base.mark_bar().encode(color=alt.Color("change:N", scale=scale, sort=[better, worse]))
    return drawn(
        (bars + _figures(base, ">= 0", "left", 4) + _figures(base, "< 0", "right", -4)).properties(
            width=NARROW, height=alt.Step(30)
        )
    )


def _figures(base: Any, which: str, align: str, aside: int) -> Any:
    """The figures at the bars' ends."""
    shown = base.transform_filter(f"datum.signed {which} && datum.many > 0")
    return shown.mark_text(align=align, dx=aside, fontSize=LETTERS).encode(text="many:Q")
