"""Why: `chuyan explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.app import app, new_file

Run = Annotated[Path, typer.Argument(help="结果文件夹 / a run folder", show_default=False)]


@app.command(
    epilog="例 examples: chuyan explain runs/yangquan --graduate 20240007 · "
    "chuyan explain runs/yangquan --graduate 20240007 --post PD067 · chuyan explain runs/yangquan --post PD067 · "
    "chuyan explain runs/yangquan --all --out 理由.xlsx · chuyan explain 轮岗 --graduate 20240007 --month 2024-09"
)
def explain(
    run: Run,
    graduate: Annotated[
        str | None, typer.Option(help="毕业生编号 / whom to explain", show_default=False)
    ] = None,
    post: Annotated[str | None, typer.Option(help="岗位编号 / about which post", show_default=False)] = None,
    month: Annotated[
        str | None, typer.Option(help="轮岗：哪个月 / rotation: which month", show_default=False)
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(help="轮岗：为何不在此单位 / rotation: why not in this unit", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="每人一行，写入工作簿 / a row for everybody")] = False,
    out: Annotated[
        Path | None, typer.Option(help="--all 的工作簿 .xlsx / the workbook of --all", show_default=False)
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="内部使用：他人编号不隐去 / internal: show the ids of others")
    ] = False,
    exact: Annotated[
        bool,
        typer.Option("--exact", help="--all：逐人用内核算代价，较慢 / --all: ask the kernel for everybody"),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
    seconds: Annotated[float, typer.Option(help="每次求解时限（秒） / wall-clock limit of a solve")] = 60.0,
) -> None:
    """理由：为何在此岗位，为何未得更想去的，怎样才能得到 / why this post, why not that one, what would have to differ.

    他人的编号按 [publication] 的设置隐去。 / The ids of other people are masked as [publication] says.
    """
    import optimizer
    from optimizer.exchange.published import TIMETABLE, beside
    from optimizer.report import reason_lines
    from optimizer.report.masking import hiding
    from optimizer.report.reason_sheet import write_reasons

    if (run / TIMETABLE).is_file():
        from optimizer.cli.explain_month import month_lines

        for line in month_lines(run, graduate, month, unit, open_, seconds):
            typer.echo(line)
        return
    if planned := beside(run, TIMETABLE):
        raise optimizer.UsageError(planned)
    if month or unit:
        raise optimizer.UsageError(f"{run} 不是轮岗结果 / is no rotation: --month and --unit are for one")
    if every != (out is not None) or (not every and not graduate and not post):
        raise optimizer.UsageError(
            "用 --graduate、--post，或 --all --out 理由.xlsx / give --graduate, --post, or --all with --out"
        )
    if out is not None:
        new_file(out, force, (".xlsx",))
    outcome = optimizer.read_run(run)
    settings = outcome.scenario.settings.published if outcome.scenario else None
    shown = [graduate] if graduate else []
    hide = str if open_ or settings is None else hiding(outcome.market.graduates, settings, shown)
    if out is not None:
        write_reasons(outcome, out, hide, searching=exact)
        typer.echo(f"工作簿 workbook: {out}")
        return
    if graduate is None and post is not None:
        told = reason_lines.post_lines(optimizer.explain_post(outcome, post, seconds=seconds))
    else:
        told = reason_lines.person_lines(optimizer.explain(outcome, str(graduate), post, seconds=seconds))
    for line in told:
        typer.echo(hide(line))
