"""The whole way in one command: `chuyan run`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.app import Where, app, notice, say
from optimizer.cli.rotation import partly_refused
from optimizer.cli.scenario import checked


@app.command(epilog="例 example: chuyan run 报名表.xlsx --out 结果 --compare all")
def run(
    path: Where,
    out: Annotated[Path, typer.Option(help="结果文件夹 / the run folder to write", show_default=False)],
    compare: Annotated[
        list[str] | None,
        typer.Option(
            help="再与这些方式比较，可重复；all 为全部 / compare with these mechanisms, repeatable; all = every one"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace a run")] = False,
    workers: Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")] = 1,
    seconds: Annotated[float, typer.Option(help="搜索时限（秒） / wall-clock limit of a search")] = 600.0,
) -> None:
    """一次做完：检查、安置、比较、轮岗、工作簿 / check, assign, compare, rotate, write one workbook with all sheets."""
    import optimizer
    from optimizer.assignment.kinds import notices
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report import summary
    from optimizer.report.rotation_words import comparison
    from optimizer.report.whole_way import whole_way
    from optimizer.rotation.kinds import notices as rotation_notices

    refuse_existing(out, force)
    given = checked(path)
    notice((*notices(given), *rotation_notices(given)))
    try:
        done = whole_way(
            given,
            out,
            source=path,
            mechanisms=compare or (),
            force=force,
            workers=workers,
            seconds=seconds,
            told=say,
        )
    except optimizer.Impossible as wrong:
        partly_refused(wrong, given, path, out, force, None)
    for line in summary.lines(done.outcome) if done.outcome is not None else ():
        typer.echo(line)
    for line in comparison(done.timetable) if done.timetable is not None else ():
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out / 'workbook.xlsx'}")
    if done.limited:
        raise typer.Exit(5)
