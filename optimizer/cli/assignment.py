"""Who goes where: `chuyan assign | repair | price`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.app import Where, app, ids, new_file, notice, reasoned, refused, say


@app.command(epilog="例 example: chuyan assign scenarios/yangquan --out runs/yangquan")
def assign(
    path: Where,
    out: Annotated[Path, typer.Option(help="结果文件夹 / the run folder to write", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace a run")] = False,
    workers: Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")] = 1,
    seconds: Annotated[float, typer.Option(help="搜索时限（秒） / wall-clock limit of a search")] = 600.0,
    engine: Annotated[str | None, typer.Option(help="强制引擎 / force flow, core or mip")] = None,
    commitment: Annotated[
        Path | None,
        typer.Option(
            help="事先公布的承诺：不符即停，相符随结果保存 / stop unless the inputs are the committed ones"
        ),
    ] = None,
) -> None:
    """安置：谁去哪个村 / decide who goes where, write a run."""
    import optimizer
    from optimizer.assignment.kinds import notices
    from optimizer.evidence.commitment import kept
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report import summary, words
    from optimizer.report.run import write_run

    refuse_existing(out, force)
    given = optimizer.load(path)
    promise = kept(given, commitment) if commitment is not None else None
    notice(notices(given))
    try:
        outcome = optimizer.assign(
            given,
            workers=workers,
            seconds=seconds,
            engine=engine,
            progress=words.telling(say),
        )
    except optimizer.Impossible as wrong:
        refused(wrong, given, path, out, force)
    write_run(outcome, out, source=path, force=force, commitment=promise)
    for line in summary.lines(outcome):
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out / 'workbook.xlsx'}")
    if outcome.status == "limit":
        raise typer.Exit(5)


@app.command(
    epilog="例 example: chuyan repair scenarios/yangquan runs/yangquan --withdraw 20240001 --out runs/b"
)
def repair(
    path: Where,
    run: Annotated[Path, typer.Argument(help="已公布的结果文件夹 / the published run", show_default=False)],
    out: Annotated[Path, typer.Option(help="结果文件夹 / the run folder to write", show_default=False)],
    withdraw: Annotated[
        list[str] | None,
        typer.Option(
            help="退出者编号，可用逗号分开，可写 编号=理由 / who withdrew, split by commas, or id=reason"
        ),
    ] = None,
    no_show: Annotated[
        list[str] | None,
        typer.Option(
            help="未报到者编号，可用逗号分开，可写 编号=理由 / who did not come, split by commas, or id=reason"
        ),
    ] = None,
    announced: Annotated[
        list[str] | None,
        typer.Option(help="不得变动者编号，可用逗号分开 / who may not move, split by commas"),
    ] = None,
    come_back: Annotated[
        list[str] | None,
        typer.Option(
            "--return",
            help="此前离开、现重新参加者编号，轮岗也可写恢复的单位或 单位@乡镇，可用逗号分开 / who had left and takes part "
            "again; rotation: also a unit, or unit@township, that is open again; split by commas",
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", help="轮岗：自此月起调整 / rotation: may change from this month on"),
    ] = None,
    announced_to: Annotated[
        str, typer.Option(help="轮岗：已公布至此月，不得变动 / rotation: announced up to this month")
    ] = "",
    absent: Annotated[
        list[str] | None, typer.Option(help="轮岗：请假 编号=2024-10..2024-12 / rotation: absent ID=from..to")
    ] = None,
    close: Annotated[
        list[str] | None,
        typer.Option(help="轮岗：停办单位，或 单位@乡镇 / rotation: closed unit, or unit@township"),
    ] = None,
    placements: Annotated[
        Path | None, typer.Option(help="轮岗：安置结果 / rotation: the assignment run behind it")
    ] = None,
    township: Annotated[
        list[str] | None,
        typer.Option(
            help="轮岗：只调整这些乡镇，可用逗号分开 / rotation: only these townships, split by commas"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace a run")] = False,
    workers: Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")] = 1,
    seconds: Annotated[float, typer.Option(help="搜索时限（秒） / wall-clock limit of a search")] = 600.0,
) -> None:
    """递补、轮岗调整：变动最少 / after withdrawals and corrections, change as little as must be.

    已公布的是轮岗表时写 --from，离岗者用 --withdraw。 / For a timetable say --from; who leaves is a --withdraw.
    """
    if start is not None:
        from optimizer.cli.rotation import repair_timetable

        repair_timetable(
            path,
            run,
            out,
            start,
            announced=announced_to,
            placements=placements,
            townships=ids(township),
            left={**reasoned(withdraw), **reasoned(no_show)},
            absent=ids(absent),
            closed=ids(close),
            back=ids(come_back),
            misused=_only_placements(announced),
            force=force,
            workers=workers,
            seconds=seconds,
        )
        return
    _only_timetables(run, announced_to, absent, close, placements, township)
    import optimizer
    from optimizer.exchange.published import read_gone, read_placements
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report import summary, words
    from optimizer.report.run import write_run

    refuse_existing(out, force)
    given = optimizer.load(path)
    gone, back = read_gone(run), ids(come_back)
    never = [name for name in back if name not in gone]
    if never:
        raise optimizer.UsageError(f"{'、'.join(never)} 此前没有离开 / had not left in {run / 'changes.csv'}")
    try:
        found = optimizer.repair(
            given,
            read_placements(run),
            gone=[name for name in gone if name not in back],
            withdrawn=list(reasoned(withdraw)),
            absent=list(reasoned(no_show)),
            reasons={who: why for who, why in {**reasoned(withdraw), **reasoned(no_show)}.items() if why},
            announced=ids(announced),
            workers=workers,
            seconds=seconds,
            progress=words.telling(say),
        )
    except optimizer.Impossible as wrong:
        refused(wrong, given, path, out, force)
    write_run(found.outcome, out, source=path, force=force, changes=found.changes)
    for line in [*summary.change_lines(found.changes), *summary.lines(found.outcome)]:
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out / 'workbook.xlsx'}")
    if found.outcome.status == "limit":
        raise typer.Exit(5)


def _only_placements(announced: list[str] | None) -> list[str]:
    """What says nothing of a timetable."""
    said = (
        "--announced 用于安置；轮岗写 --announced-to 月份：到该月为止人人不动 / --announced is for placements; "
        "for a timetable say --announced-to MONTH: nobody changes up to that month"
    )
    return [said] if announced else []


def _only_timetables(
    run: Path, announced_to: str, absent: object, close: object, placements: object, township: object
) -> None:
    """Refuse a timetable without the month from which it changes, and what says nothing of placements."""
    from optimizer.errors import UsageError
    from optimizer.exchange.published import PLACEMENTS, TIMETABLE

    options = {
        "--announced-to": announced_to,
        "--absent": absent,
        "--close": close,
        "--placements": placements,
        "--township": township,
    }
    given = "、".join(name for name, value in options.items() if value)
    if given:
        raise UsageError(f"{given} 用于轮岗，须同时写 --from 月份 / is for a timetable: say --from MONTH too")
    if run.name == TIMETABLE or ((run / TIMETABLE).is_file() and not (run / PLACEMENTS).is_file()):
        raise UsageError(
            f"{run} 是轮岗结果：写上从哪个月起调整，如 --from 2024-10 / is a timetable: say from which month it may "
            "change, such as --from 2024-10"
        )


@app.command(epilog="例 example: chuyan price scenarios/quotas --out 代价.xlsx")
def price(
    path: Where,
    out: Annotated[Path, typer.Option(help="要写的工作簿 .xlsx / the workbook to write", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
    workers: Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")] = 1,
    seconds: Annotated[float, typer.Option(help="每次求解时限（秒） / wall-clock limit of a solve")] = 600.0,
) -> None:
    """每条规则、每个指定的代价 / what each rule and each pin costs in every goal."""
    import optimizer
    from optimizer.report.prices_workbook import write_prices
    from optimizer.report.summary import price_lines

    new_file(out, force, (".xlsx",))
    table = optimizer.prices(
        optimizer.load(path), told=lambda item: say(f"去掉 without {item}"), workers=workers, seconds=seconds
    )
    write_prices(table, out)
    for line in price_lines(table):
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out}")
