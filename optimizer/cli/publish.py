"""What is published: `chuyan publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.app import app, ids, new_file


@app.command(
    epilog="例 examples: chuyan publish runs/yangquan --out 公示 --slips 核对条.xlsx · "
    "chuyan publish runs/yangquan --out 公示 --slips 核对条.xlsx --k 3 --columns gender,major · "
    "chuyan publish 公示 --check ABCD-EFGH-IJKL-MNOP-QRST --graduate 20240001"
)
def publish(
    run: Annotated[
        Path,
        typer.Argument(help="结果文件夹；核对时为公示包 / a run; a bundle with --check", show_default=False),
    ],
    out: Annotated[
        Path | None, typer.Option(help="公示包文件夹 / the bundle to write", show_default=False)
    ] = None,
    slips: Annotated[
        Path | None,
        typer.Option(
            help="核对条 .xlsx，保密 / the slips with everybody's code, confidential", show_default=False
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="密钥文件，再次公示时用同一个；没有则新建 / key file, for the same codes again; made if missing",
            show_default=False,
        ),
    ] = None,
    k: Annotated[
        int | None,
        typer.Option(
            min=1, help="所公布的至少 k 人相同 / at least k share what is shown", show_default=False
        ),
    ] = None,
    names: Annotated[
        str | None, typer.Option(help="姓名 surname、full 或 none / names", show_default=False)
    ] = None,
    numbers: Annotated[
        str | None, typer.Option("--ids", help="编号 last-four、full 或 none / ids", show_default=False)
    ] = None,
    scores: Annotated[
        str | None, typer.Option(help="成绩 none、area 或 exact / scores", show_default=False)
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option(help="另公布的列，可用逗号分开 / further columns, split by commas")
    ] = None,
    check: Annotated[
        str | None, typer.Option(help="核对码：查自己的一行 / your code: find your row", show_default=False)
    ] = None,
    graduate: Annotated[
        str | None, typer.Option(help="核对时本人的编号 / your number", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace what is there")] = False,
) -> None:
    """公示：名单、录取成绩、统计、规则、证明，附每人自己核对的方法 / what is published, and how everybody checks it.

    未写的选项按 [publication] 的设置。 / Options left out are as [publication] says.
    """
    import optimizer
    from optimizer.exchange.whole import refuse_existing
    from optimizer.publication import codes
    from optimizer.publication.bundle import publish as write
    from optimizer.publication.chosen import chosen
    from optimizer.publication.notes import anonymity_lines, pin_lines
    from optimizer.publication.slips import write_slips

    if check is not None:
        if not graduate:
            raise optimizer.UsageError("--check 要与 --graduate 同用 / give your number with --graduate")
        _check(run, check, graduate)
        return
    if out is None or slips is None:
        raise optimizer.UsageError(
            "请给 --out 公示包 与 --slips 核对条.xlsx / give --out for the bundle and --slips for the slips"
        )
    refuse_existing(out, force)
    new_file(slips, force, (".xlsx",))
    if out.resolve() in slips.resolve().parents:
        raise optimizer.UsageError("核对条不能放在公示包里 / the slips must not lie in the bundle")
    outcome = optimizer.read_run(run)
    settings = chosen(outcome, names=names, ids=numbers, scores=scores, k=k, columns=ids(columns) or None)
    secret = codes.kept_key(key) if key is not None else codes.new_key()
    made = write(run, outcome, out, secret, settings, force)
    write_slips(outcome, secret, slips)
    for line in [*pin_lines(made), *anonymity_lines(made)]:
        if line:
            typer.echo(line)
    typer.echo(f"公示包 bundle: {out}")
    typer.echo(f"核对条（保密，逐人发放） slips, confidential: {slips}")


def _check(bundle: Path, code: str, graduate: str) -> None:
    """Say what a bundle shows of this person, or that it does not, or is not whole."""
    from optimizer.exchange.manifest import digest
    from optimizer.exchange.whole import MARK
    from optimizer.publication.own_row import altered, own_row

    wrong = altered(bundle)
    if wrong:
        typer.echo(
            f"公示包的文件与清单不符 / files that are not as the manifest declares: {'、'.join(wrong)}"
        )
        raise typer.Exit(6)
    row = own_row(bundle, code, graduate)
    if row is None:
        typer.echo("名单里没有这一行 / no row of the list is yours")
        raise typer.Exit(6)
    shown = "　".join(
        f"{name} {cell}" for name, cell in row.items() if cell and name not in ("post", "digest")
    )
    typer.echo(f"{graduate} → {row['post'] or '未落实 no post'}：与公示一致 / as published")
    if shown:
        typer.echo(f"该行所示，请看是否属实 what the row shows, see whether it is true: {shown}")
    typer.echo(f"清单 {MARK} sha-256 {digest(bundle / MARK)}：应与公布的相同 / must be the published one")
