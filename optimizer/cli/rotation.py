"""Who works in which unit, month by month: `chuyan rotate`, and the repair of a timetable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from optimizer.cli.app import Where, app, ids, notice, refused, say

Planned = TypeVar("Planned")


@app.command(epilog="例 example: chuyan rotate scenarios/yangquan-year --workers 2 --out runs/year")
def rotate(
    path: Where,
    out: Annotated[Path, typer.Option(help="结果文件夹 / the run folder to write", show_default=False)],
    placements: Annotated[
        Path | None,
        typer.Option(
            help="安置结果文件夹，或“编号、乡镇”两列的 CSV / an assignment run, or a CSV of people and townships"
        ),
    ] = None,
    township: Annotated[
        list[str] | None,
        typer.Option(help="只排这些乡镇，可用逗号分开 / only these townships, split by commas"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace a run")] = False,
    workers: Annotated[
        int, typer.Option(help="同时排几个乡镇，不改变结果 / townships at a time, never the result")
    ] = 1,
    seconds: Annotated[
        float, typer.Option(help="每个乡镇的时限（秒） / wall-clock limit for each township")
    ] = 600.0,
    published: Annotated[
        Path | None,
        typer.Option(
            help="已公布的轮岗结果，日历在其上更新 / the run whose calendars people hold: the new ones update them"
        ),
    ] = None,
    engine: Annotated[str | None, typer.Option(help="强制引擎 / force core or mip")] = None,
) -> None:
    """轮岗：每月在哪个单位 / plan the rotation of every township, write a run."""
    import optimizer
    from optimizer.exchange.calendar_record import read_published
    from optimizer.exchange.published import read_serving
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report.rotation_run import write_rotation
    from optimizer.report.rotation_words import comparison, progress_line
    from optimizer.rotation.kinds import notices
    from optimizer.rotation.side_by_side import helpers

    refuse_existing(out, force)
    helpers(workers - 1)  # they load their modules while this process reads the tables
    given = optimizer.load(path)
    earlier = read_published(published, given.settings.scenario.name) if published is not None else None
    notice(notices(given))
    placed = read_serving(placements, given) if placements is not None else None
    timetable = _as_far_as_can_be(
        lambda: optimizer.rotate(
            given,
            placed,
            townships=ids(township),
            workers=workers,
            seconds=seconds,
            engine=engine,
            progress=lambda town, found: say(progress_line(town, found)),
        ),
        lambda no: partly_refused(no, given, path, out, force, earlier),
        path,
    )
    write_rotation(timetable, out, source=path, force=force, earlier=earlier)
    for line in comparison(timetable):
        typer.echo(line)
    _ended(timetable, out)


def repair_timetable(
    path: Path,
    run: Path,
    out: Path,
    start: str,
    *,
    announced: str,
    placements: Path | None,
    townships: list[str],
    left: dict[str, str],
    absent: list[str],
    closed: list[str],
    back: list[str],
    misused: list[str],
    force: bool,
    workers: int,
    seconds: float,
) -> None:
    """Change a published timetable from a month on, as little as must be, and write a run; everything that is wrong
    with the options is told at once, `misused` being what is known already."""
    import optimizer
    from optimizer.exchange.calendar_record import read_record
    from optimizer.exchange.published import read_events, read_serving, read_timetable
    from optimizer.report.rotation_run import write_rotation
    from optimizer.report.rotation_words import change_lines, comparison, progress_line
    from optimizer.rotation.kinds import notices, section
    from optimizer.rotation.late_absences import late_absences
    from optimizer.rotation.published_year import year_notices
    from optimizer.rotation.repair import repair_faults
    from optimizer.rotation.roster import Roster
    from optimizer.rotation.side_by_side import helpers
    from optimizer.scenario.setting_months import as_month

    helpers(workers - 1)  # they load their modules while this process reads the tables
    given = optimizer.load(path)
    notice(notices(given))
    start, announced = as_month(start), as_month(announced)
    published, known = read_timetable(run), read_events(run)
    spans, unread = _spans(absent)
    events = optimizer.Events(tuple(left), tuple(spans), tuple(closed), tuple(back), left)
    wrong = repair_faults(given, published, start, events=events, earlier=known, announced=announced)
    placed = read_serving(placements, given, {*published["graduate"]}) if placements is not None else None
    roster = _sound(lambda: Roster.of(given, section(given, None), published, placed, townships), path)
    wrong = [*misused, *unread, *wrong, *roster.faults]
    _refuse(wrong, out, force)
    told = roster.concerned(published)
    notice((*roster.notices(given, published), *year_notices(told, section(given, None))))
    earlier = read_record(run)
    found = _as_far_as_can_be(
        lambda: optimizer.repair_rotation(
            given,
            published,
            start,
            events=events,
            earlier=known,
            announced=announced,
            placements=placed,
            townships=townships,
            workers=workers,
            seconds=seconds,
            progress=lambda town, one: say(progress_line(town, one)),
        ),
        lambda no: partly_refused(no, given, path, out, force, earlier),
        path,
    )
    write_rotation(
        found.timetable,
        out,
        source=path,
        force=force,
        changes=found.changes,
        events=found.events,
        earlier=earlier,
    )
    notice(tuple(late_absences(found.timetable, found.changes)))
    for line in [*change_lines(found.changes), *comparison(found.timetable)]:
        typer.echo(line)
    _ended(found.timetable, out)


def _as_far_as_can_be(work: Callable[[], Planned], refuse: Callable[[Any], NoReturn], path: Path) -> Planned:
    """What was planned; where the time was over for some townships, what there is of the others; else `refuse` ends it."""
    import optimizer
    from optimizer.errors import LimitReached

    try:
        return _sound(work, path)
    except optimizer.Impossible as no:
        refuse(no)
    except LimitReached as late:
        if late.planned is None:
            raise
        say(f"注意：{late}")
        planned: Planned = late.planned
        return planned


def _sound(work: Callable[[], Planned], path: Path) -> Planned:
    """What the work comes to; faults in the tables are told where they stand."""
    import optimizer
    from optimizer.exchange.load import told_in

    try:
        return work()
    except optimizer.InputFaults as wrong:
        raise told_in(path, wrong) from wrong


def partly_refused(wrong: Any, given: Any, path: Path, out: Path, force: bool, earlier: Any) -> NoReturn:
    """Say and write why some townships have no plan, with the run of all that has one beside it."""
    from optimizer.report.planned import planned, planned_lines

    for line in planned_lines(wrong):
        typer.echo(line)
    refused(wrong, given, path, out, force, planned(wrong, path, earlier))


def _refuse(wrong: list[str], out: Path, force: bool) -> None:
    """Raise UsageError with everything that is wrong, the folder to write included."""
    from optimizer.errors import UsageError
    from optimizer.exchange.whole import refuse_existing

    try:
        refuse_existing(out, force)
    except UsageError as there:
        wrong = [*wrong, str(there)]
    if wrong:
        raise UsageError("\n".join(wrong))


def _spans(texts: Sequence[str]) -> tuple[list[tuple[str, str, str]], list[str]]:
    """People with two months from ID=2024-10..2024-12 (ID=2024-10: that month, ID=2024-10..: to the end), and what
    cannot be read."""
    from optimizer.scenario.setting_months import as_month

    spans, wrong = [], []
    for text in texts:
        who, _, months = text.partition("=")
        first, dots, last = months.partition("..")
        if who and first:
            spans.append((who, as_month(first), as_month(last if dots else first)))
        else:
            wrong.append(f"--absent {text} 应写成 编号=2024-10..2024-12 / write ID=2024-10..2024-12")
    return spans, wrong


def _ended(timetable: Any, out: Path) -> None:
    typer.echo(f"轮岗表 timetable: {out / 'timetable.csv'}")
    typer.echo(f"工作簿 workbook: {out / 'workbook.xlsx'}　各乡镇 townships: {out / 'townships'}")
    typer.echo(f"日历 calendars: {out / 'calendar'}")
    if timetable.status == "limit" or timetable.lost:
        say("注意：到达时限，方案可行但未证最优 / a limit was hit: the plan is valid but not proved best")
        raise typer.Exit(5)
