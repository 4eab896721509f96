"""Why here this month: `chuyan explain` of a rotation's run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def month_lines(
    run: Path, graduate: str | None, month: str | None, unit: str | None, open_: bool, seconds: float
) -> Iterator[str]:
    """The explanation as lines; raises UsageError where nobody or no month is named."""
    import optimizer
    from optimizer.report.masking import hiding

    if not graduate or not month:
        raise optimizer.UsageError(
            f"{run} 是轮岗结果：请给 --graduate 与 --month / is a rotation: give --graduate and --month"
        )
    timetable = optimizer.read_rotation(run)
    told = optimizer.explain_month(timetable, graduate, month, unit, seconds=seconds)
    people = [name for town in timetable.towns for name in town.cohort.people]
    hide = str if open_ else hiding(people, timetable.scenario.settings.published, [graduate])
    yield f"{told.graduate} {told.month} {told.township} → {told.unit or '不在岗 absent'}"
    yield from (f"  {sentence}" for sentence in told.why)
    for other in told.others:
        yield hide(f"  · {other.unit}：{other.sentence}")
    if not unit and told.others:
        yield "  确切代价用 --unit 单位 问 / ask with --unit for the exact price"
