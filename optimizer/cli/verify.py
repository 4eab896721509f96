"""What anybody can check: `chuyan verify | commit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.app import Where, app, new_file


@app.command(epilog="例 example: chuyan verify runs/yangquan --commitment commitment.json")
def verify(
    run: Annotated[Path, typer.Argument(help="结果文件夹 / a run folder", show_default=False)],
    commitment: Annotated[
        Path | None, typer.Option(help="事先公布的承诺文件 / the commitment published before the day")
    ] = None,
    digest: Annotated[
        str | None,
        typer.Option(help="公布的 manifest.json 的 sha-256 / the published sha-256 of manifest.json"),
    ] = None,
) -> None:
    """核对：只凭文件，逐项重算 / check a run by its files alone, property by property."""
    import optimizer

    found = optimizer.verify(run, digest=digest, commitment=commitment)
    for line in found.lines():
        typer.echo(line)
    if not found.ok:
        raise typer.Exit(6)


@app.command(epilog="例 example: chuyan commit scenarios/yangquan --out commitment.json")
def commit(
    path: Where,
    out: Annotated[Path, typer.Option(help="要写的 .json 文件 / the file to write", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace the file")] = False,
) -> None:
    """承诺：事先公布输入与种子的摘要 / the digest of inputs and seed, to be published before the day."""
    import optimizer
    from optimizer.evidence.commitment import commitment
    from optimizer.evidence.written import write_json

    new_file(out, force, (".json",))
    told = commitment(optimizer.load(path))
    write_json(told, out)
    typer.echo(f"承诺 commitment: {told['digest']}")
    if "book" in told:
        typer.echo(f"账簿 book: {told['book']}")
    typer.echo(f"种子 seed: {told['seed']}　文件 file: {out}")
