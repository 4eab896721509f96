"""What every setting of a dial would do: `chuyan sweep`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from optimizer.cli.app import app, say

_EVERY = 2.0  # seconds between two lines of progress


@app.command(epilog="例 example: chuyan sweep scenarios/sweep.toml --out 扫描 --workers 2")
def sweep(
    path: Annotated[
        Path,
        typer.Argument(
            help="sweep.toml；用 --row 时为完成的扫描 / sweep.toml; with --row a finished sweep",
            show_default=False,
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="结果文件夹 / the folder to write")] = None,
    workers: Annotated[int, typer.Option(min=1, help="本机进程数 / processes of this machine")] = 1,
    cluster: Annotated[
        str | None, typer.Option(help="Dask 调度器地址 / address of a Dask scheduler, tcp://…:8786")
    ] = None,
    row: Annotated[
        str | None, typer.Option(help="只重算这一行并核对（行号或 key） / make this row again and compare")
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="覆盖已有结果，丢弃别的扫描的行 / replace results, drop rows of another sweep"
        ),
    ] = False,
) -> None:
    """扫描：旋钮的每个位置各安置一次 / assign at every position of the dials in sweep.toml.

    中断后用同一命令继续，一行不丢。 / Interrupted, the same command goes on; no row is lost.
    """
    from optimizer.errors import UsageError

    if row is not None:
        _again(path, row)
        return
    if out is None:
        raise UsageError("请写 --out 结果文件夹 / give --out, the folder to write")
    try:
        _sweep(path, out, workers, cluster, force)
    except KeyboardInterrupt:
        say(
            "已中断；已完成的行都在，用同一命令继续 / interrupted; finished rows are kept, the same command goes on"
        )
        raise typer.Exit(130) from None


def _sweep(path: Path, out: Path, workers: int, cluster: str | None, force: bool) -> None:
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report.sweep_folder import write_sweep
    from optimizer.report.sweep_lines import sweep_lines
    from optimizer.sweeping.read import read_sweep
    from optimizer.sweeping.sweep import swept
    from optimizer.sweeping.unfinished import close, opened

    refuse_existing(out, force)
    request = read_sweep(path)
    rows = opened(out, request, force)
    found = swept(request, rows, workers=workers, cluster=cluster, told=_telling())
    write_sweep(found, out, force)
    close(out)
    for line in sweep_lines(found):
        typer.echo(line)
    typer.echo(f"工作簿 workbook: {out / 'sweep.xlsx'}")
    if (found.table["status"] == "limit").any():
        raise typer.Exit(5)


def _telling() -> Any:
    """What says how far it is, now and then."""
    from optimizer.report.sweep_lines import progress

    start = last = time.monotonic()
    fresh = 0

    def told(done: int, total: int, row: dict[str, Any] | None) -> None:
        nonlocal last, fresh
        now = time.monotonic()
        fresh += row is not None
        if row is None or done == total or now - last >= _EVERY:
            last = now
            say(progress(done, total, row, now - start, fresh))

    return told


def _again(path: Path, row: str) -> None:
    """Work out one row of a finished sweep anew; exit with 6 where it does not agree."""
    from optimizer.report.sweep_lines import again_lines
    from optimizer.sweeping.again import again

    found = again(path, row)
    for line in again_lines(found):
        typer.echo(line)
    if found.differing:
        raise typer.Exit(6)
