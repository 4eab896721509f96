"""The command line: `chuyan template | generate | check | assign`. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

app = typer.Typer(
    help="雏雁 Chuyan：个人选岗，组织保障，一村一名大学生 / graduates choose, the organisation guarantees.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Where = Annotated[
    Path, typer.Argument(help="场景文件夹或工作簿 / a scenario folder or workbook", show_default=False)
]


def _say(text: str) -> None:
    typer.echo(text, err=True)


@app.command(epilog="例 example: chuyan template 报名表.xlsx")
def template(
    path: Annotated[
        Path, typer.Argument(help="要写的工作簿 .xlsx / the workbook to write", show_default=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
) -> None:
    """写一份待填的工作簿模板 / write a workbook to fill in."""
    from optimizer.exchange.template import write_template

    _new_file(path, force, (".xlsx",))
    write_template(path)
    typer.echo(f"已写 wrote {path}")


@app.command(epilog="例 example: chuyan generate 试验.xlsx --graduates 100 --villages 90 --seed 7")
def generate(
    path: Annotated[
        Path, typer.Argument(help="新文件夹，或 .xlsx / a new folder, or .xlsx", show_default=False)
    ],
    graduates: Annotated[int, typer.Option(help="人数 / people")] = 668,
    villages: Annotated[int, typer.Option(help="村数，至多 620 / villages, 620 at most")] = 620,
    wishes: Annotated[int, typer.Option(help="每人志愿数 / wishes a person")] = 10,
    seed: Annotated[int, typer.Option(help="种子 / seed")] = 20241124,
    name: Annotated[str, typer.Option(help="名称 / name")] = "阳泉一村一名大学生",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
) -> None:
    """造一份虚拟报名数据 / synthetic people, real villages."""
    import optimizer

    _new_scenario(path, force)
    given = optimizer.generate(graduates=graduates, villages=villages, wishes=wishes, seed=seed, name=name)
    _write_scenario(given, path)
    typer.echo(f"已写 wrote {path}: {graduates} 人 people, {villages} 村 villages, 种子 seed {seed}")


@app.command(epilog="例 example: chuyan check scenarios/yangquan --convert 阳泉.xlsx")
def check(
    path: Where,
    convert: Annotated[
        Path | None, typer.Option(help="另存为文件夹或 .xlsx / save as a folder or .xlsx")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="再查各项保障能否同时实现 / also whether all guarantees can be met")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="冲突写入此文件夹 / where --deep writes a conflict")
    ] = None,
    seconds: Annotated[float, typer.Option(help="搜索时限（秒） / wall-clock limit of a search")] = 600.0,
) -> None:
    """检查输入，一次列出全部错误 / check the input and list every fault at once."""
    from optimizer.errors import InputFaults
    from optimizer.exchange.load import read

    if convert is not None:
        _new_scenario(convert, force)
    taken = read(path)
    for mend in taken.mends:
        typer.echo(f"已自动改正 mended: {mend}")
    if taken.scenario is None:
        raise InputFaults(taken.faults)
    given = taken.scenario
    people = (
        f"{len(given.graduates)} 人 people, {len(given.posts)} 岗位 posts, {len(given.wishes)} 志愿 wishes"
    )
    typer.echo(f"没有错误 no faults: {people}")
    _notice(given)
    if convert is not None:
        _write_scenario(given, convert)
        typer.echo(f"已写 wrote {convert}")
    if deep:
        _check_deep(given, path, out, seconds, force)


def _check_deep(given: Any, path: Path, out: Path | None, seconds: float, force: bool) -> None:
    """Say whether all guarantees can be met together, or what quarrels."""
    import optimizer
    from optimizer.assignment.possible import possible
    from optimizer.exchange.whole import refuse_existing

    if out is not None:
        refuse_existing(out, force)
    try:
        possible(given, seconds=seconds)
    except optimizer.Impossible as wrong:
        _refused(wrong, given, path, out, force)
    typer.echo("各项保障可以同时实现 / all guarantees can be met together")


def _refused(wrong: Any, given: Any, path: Path, out: Path | None, force: bool) -> NoReturn:
    """Say why nothing is possible and what would settle it, write it, and exit with 4."""
    from optimizer.report.conflict_run import lines, write_conflict

    _say(f"错误 error: {wrong}")
    conflict = wrong.explain() if wrong.explain is not None else None
    for line in lines(conflict) if conflict is not None else ():
        typer.echo(line)
    if out is not None:
        write_conflict(given, wrong, conflict, path, out, force)
        typer.echo(f"冲突 conflict: {out / 'conflict.json'}")
    raise typer.Exit(4)


@app.command(epilog="例 example: chuyan assign scenarios/yangquan --out runs/yangquan")
def assign(
    path: Where,
    out: Annotated[Path, typer.Option(help="结果文件夹 / the run folder to write", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace a run")] = False,
    workers: Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")] = 1,
    seconds: Annotated[float, typer.Option(help="搜索时限（秒） / wall-clock limit of a search")] = 600.0,
    engine: Annotated[str | None, typer.Option(help="强制引擎 / force flow, core or mip")] = None,
) -> None:
    """安置：谁去哪个村 / decide who goes where, write a run."""
    import optimizer
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report import summary, words
    from optimizer.report.run import write_run

    refuse_existing(out, force)
    given = optimizer.load(path)
    _notice(given)
    try:
        outcome = optimizer.assign(
            given,
            workers=workers,
            seconds=seconds,
            engine=engine,
            progress=lambda stage: _say(words.progress_line(stage)),
        )
    except optimizer.Impossible as wrong:
        _refused(wrong, given, path, out, force)
    write_run(outcome, out, source=path, force=force)
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
    withdraw: Annotated[list[str] | None, typer.Option(help="退出者编号 / who withdrew")] = None,
    no_show: Annotated[list[str] | None, typer.Option(help="未报到者编号 / who did not come")] = None,
    announced: Annotated[list[str] | None, typer.Option(help="不得变动者编号 / who may not move")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace a run")] = False,
    workers: Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")] = 1,
    seconds: Annotated[float, typer.Option(help="搜索时限（秒） / wall-clock limit of a search")] = 600.0,
) -> None:
    """递补调整：变动最少 / after withdrawals and corrections, change as little as must be."""
    import optimizer
    from optimizer.exchange.published import read_placements
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report import summary, words
    from optimizer.report.run import write_run

    refuse_existing(out, force)
    found = optimizer.repair(
        optimizer.load(path),
        read_placements(run),
        withdrawn=withdraw or (),
        absent=no_show or (),
        announced=announced or (),
        workers=workers,
        seconds=seconds,
        progress=lambda stage: _say(words.progress_line(stage)),
    )
    write_run(found.outcome, out, source=path, force=force, changes=found.changes)
    for line in [*summary.change_lines(found.changes), *summary.lines(found.outcome)]:
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out / 'workbook.xlsx'}")
    if found.outcome.status == "limit":
        raise typer.Exit(5)


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

    _new_file(out, force, (".xlsx",))
    table = optimizer.prices(
        optimizer.load(path), told=lambda item: _say(f"去掉 without {item}"), workers=workers, seconds=seconds
    )
    write_prices(table, out)
    for line in price_lines(table):
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out}")


def _notice(given: Any) -> None:
    """Say what is in the tables and will not be used."""
    from optimizer.assignment.kinds import notices

    for sentence in notices(given):
        _say(f"提示 notice: {sentence}")


def _new_file(path: Path, force: bool, suffixes: tuple[str, ...]) -> None:
    """Refuse a file of another kind, or one that is there already."""
    from optimizer.errors import UsageError

    if path.suffix.lower() not in suffixes:
        raise UsageError(f"{path} 应以 {'、'.join(suffixes)} 结尾 / must end in {' or '.join(suffixes)}")
    if path.is_dir() or (path.exists() and not force):
        raise UsageError(f"{path} 已存在；加 --force 覆盖 / is there already; add --force to replace it")
    path.parent.mkdir(parents=True, exist_ok=True)


def _new_scenario(path: Path, force: bool) -> None:
    """Refuse a workbook that is there already, or a folder that holds anything."""
    from optimizer.errors import UsageError

    if path.suffix:
        _new_file(path, force, (".xlsx",))
    elif path.is_file() or (path.is_dir() and any(path.iterdir()) and not force):
        raise UsageError(
            f"{path} 已有内容；加 --force 覆盖 / holds something already; add --force to replace it"
        )


def _write_scenario(given: Any, path: Path) -> None:
    from optimizer.exchange.folder import write_folder
    from optimizer.exchange.scenario_workbook import write_workbook

    if path.suffix:
        write_workbook(given, path)
    else:
        write_folder(given, path)


def main() -> None:
    """Run a command; an error of ours is one clear message and its exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app(prog_name="chuyan")
    except OSError as wrong:
        _say(f"错误 error: 不能读写文件 / a file cannot be read or written: {wrong}")
        sys.exit(2)
    except Exception as wrong:
        from optimizer.errors import ChuyanError

        if not isinstance(wrong, ChuyanError):
            raise
        _say(f"错误 error: {wrong}")
        sys.exit(wrong.exit_code)
