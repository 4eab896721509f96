"""What a planner gives: `chuyan template | generate | check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from optimizer.cli.app import (
    Where,
    app,
    new_copy,
    new_file,
    new_scenario,
    notice,
    refused,
    say,
    write_scenario,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.errors import Fault


@app.command(epilog="例 example: chuyan template 报名表.xlsx")
def template(
    path: Annotated[
        Path, typer.Argument(help="要写的工作簿 .xlsx / the workbook to write", show_default=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
) -> None:
    """写一份待填的工作簿模板 / write a workbook to fill in."""
    from optimizer.exchange.template import write_template

    new_file(path, force, (".xlsx",))
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

    new_scenario(path, force)
    given = optimizer.generate(graduates=graduates, villages=villages, wishes=wishes, seed=seed, name=name)
    write_scenario(given, path)
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
    marked: Annotated[
        Path | None,
        typer.Option(
            help="标出错误的副本 .xlsx，默认在工作簿旁 / the copy with the faults marked, beside a workbook by default"
        ),
    ] = None,
) -> None:
    """检查输入，一次列出全部错误，并写一份标出错误的副本 / list every fault at once, and mark them in a copy."""
    from optimizer.assignment.kinds import notices
    from optimizer.report.rotation_words import rotation_lines
    from optimizer.rotation.kinds import notices as rotation_notices

    if convert is not None:
        new_scenario(convert, force)
    if marked is not None:
        new_copy(marked, path, force)
    given = checked(path, marked)
    posts = f", {len(given.posts)} 岗位 posts, {len(given.wishes)} 志愿 wishes" if given.places else ""
    typer.echo(f"没有错误 no faults: {len(given.graduates)} 人 people{posts}")
    for line in rotation_lines(given):
        typer.echo(line)
    notice((*notices(given), *rotation_notices(given)))
    if convert is not None:
        write_scenario(given, convert)
        typer.echo(f"已写 wrote {convert}")
    if deep:
        _check_deep(given, path, out, seconds, force)


def checked(path: Path, marked: Path | None = None) -> Any:
    """The scenario; slips that were mended are said, faults are marked in a copy and raised."""
    from optimizer.errors import InputFaults
    from optimizer.exchange.load import read

    taken = read(path)
    for mend in taken.mends:
        typer.echo(f"已自动改正 mended: {mend}")
    if taken.scenario is None:
        _mark(path, taken.faults, marked)
        raise InputFaults(taken.faults)
    return taken.scenario


def _mark(path: Path, faults: Sequence[Fault], asked: Path | None) -> None:
    """Write the marked copy: where it was asked for, or beside a workbook."""
    from optimizer.exchange.marked_copy import free_name, write_marked

    if asked is None and path.is_dir():
        return
    out = asked or free_name(path)
    try:
        whole = write_marked(path, faults, out)
    except OSError as wrong:
        if asked is not None:
            raise
        say(
            f"副本没有写成，可用 --marked 另选地方 / the copy could not be written, choose a place with --marked: {wrong}"
        )
        return
    kept = "" if whole else "（只有内容，没有原来的格式 / values only, without the formats）"
    typer.echo(f"已标注 marked: {out}{kept}")


def _check_deep(given: Any, path: Path, out: Path | None, seconds: float, force: bool) -> None:
    """Say whether all guarantees can be met together, or what quarrels."""
    import optimizer
    from optimizer.assignment.possible import possible
    from optimizer.exchange.whole import refuse_existing
    from optimizer.rotation.possible import possible_year

    if out is not None:
        refuse_existing(out, force)
    rotates = given.settings.rotation is not None
    try:
        if given.places or not rotates:
            possible(given, seconds=seconds)
            typer.echo("各项保障可以同时实现 / all guarantees can be met together")
        if rotates and (given.graduates["township"] != "").any():
            possible_year(given, seconds=seconds)
            typer.echo("轮岗：每个乡镇都排得出 / rotation: every township has a plan that honours all rules")
        elif rotates:
            typer.echo(
                "轮岗未查：乡镇要由安置结果给出，用 chuyan rotate --placements 排 / the rotation was not tested: townships "
                "come from placements, plan it with chuyan rotate --placements"
            )
    except optimizer.Impossible as wrong:
        refused(wrong, given, path, out, force)
