"""The chart of a rotation, in each language: how many units people see."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.report.page.assignment_charts import LETTERS, WIDE, Picture, drawn
from optimizer.report.page.bilingual import Said
from optimizer.rotation.metrics.facts import visits
from optimizer.rotation.timetable import Timetable


def units_seen(timetable: Timetable) -> Picture:
    """How many people work in how many different units over the year."""
    seen = np.concatenate([(visits(town) > 0).sum(axis=1) for town in timetable.towns])
    many = np.bincount(seen)
    table = pd.DataFrame({"units": np.arange(len(many)), "people": many})
    table = table[table["people"] > 0]
    least, most = int(seen.min()), int(seen.max())
    said = Said(
        f"{len(seen)} 人一年内轮过的单位数：最少 {least} 个，最多 {most} 个",
        f"units that {len(seen)} people work in over the year: {least} at least, {most} at most",
    )
    return Picture(
        Said(_bars(table, "轮过的单位数", "人数"), _bars(table, "units seen", "people")), said, said
    )


def _bars(table: pd.DataFrame, across: str, up: str) -> str:
    import altair as alt

    from optimizer.report.chart_style import COLOURS

    base = alt.Chart(table).encode(
        x=alt.X("units:O", title=across, axis=alt.Axis(labelAngle=0)), y=alt.Y("people:Q", title=up)
    )
    marks = base.mark_bar(color=COLOURS[0], size=30) + base.mark_text(dy=-8, fontSize=LETTERS).encode(
        text="people:Q"
    )
    return drawn(marks.properties(width=WIDE, height=200))
