"""Which way is fairer, and to whom: `chuyan compare | honesty`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from optimizer.cli.app import Where, app, new_scenario, say, write_scenario

Plans = Annotated[
    list[Path],
    typer.Argument(
        help="结果文件夹或场景，第一个为基准 / runs or scenarios, the first is the base", show_default=False
    ),
]
Ways = Annotated[
    list[str] | None,
    typer.Option(
        help="同一场景用几种方式，可重复；all 为全部 / ways for one scenario, repeatable; all = every one"
    ),
]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有结果 / replace what is there")]
Workers = Annotated[int, typer.Option(help="并行数，不改变结果 / workers, never the result")]
Seconds = Annotated[float, typer.Option(help="每次求解时限（秒） / wall-clock limit of a solve")]


@app.command(epilog="例 example: chuyan compare scenarios/yangquan --mechanism all --out 比较")
def compare(
    plans: Plans,
    mechanism: Ways = None,
    out: Annotated[Path | None, typer.Option(help="表、图写入此文件夹 / where tables and charts go")] = None,
    lotteries: Annotated[
        int, typer.Option(min=0, help="另抽几次签看区间 / other lotteries for intervals")
    ] = 0,
    force: Force = False,
    workers: Workers = 1,
    seconds: Seconds = 600.0,
) -> None:
    """比较几个方案：哪个更好，对谁更好 / compare plans: which is better, and for whom."""
    import optimizer
    from optimizer.exchange.whole import refuse_existing
    from optimizer.report.comparison_folder import write_comparison
    from optimizer.report.comparison_lines import lines

    if out is not None:
        refuse_existing(out, force)
    how: dict[str, Any] = {"workers": workers, "seconds": seconds, "told": _assigning}
    given, notes = _given(plans, mechanism, how)
    comparison = optimizer.compare(given, lotteries=lotteries, notes=notes, **how)
    for line in lines(comparison):
        typer.echo(line)
    if out is not None:
        write_comparison(comparison, out, force)
        typer.echo(f"工作簿 workbook: {out / 'comparison.xlsx'}")
    if comparison.limited:
        raise typer.Exit(5)


def _assigning(name: str) -> None:
    say(f"安置 assign: {name}")


def _given(
    plans: list[Path], mechanism: list[str] | None, how: dict[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The runs and scenarios, or the outcomes of one scenario by several mechanisms with what was left out."""
    from optimizer.exchange.gather import gather, one_scenario
    from optimizer.fairness.ways import by_mechanism

    if not mechanism:
        return dict(gather(plans)), ()
    found, notes = by_mechanism(one_scenario(plans), mechanism, **how)
    for note in notes if len(found) < 2 else ():
        say(note)
    return dict(found), notes


@app.command(epilog="例 example: chuyan honesty scenarios/yangquan --mechanism optimal --people 10")
def honesty(
    path: Where,
    mechanism: Ways = None,
    people: Annotated[int, typer.Option(min=1, help="抽多少人试 / how many people are drawn")] = 20,
    tries: Annotated[int, typer.Option(min=1, help="每人试几种填法 / lists tried of each")] = 8,
    seed: Annotated[int, typer.Option(min=0, help="抽样的种子 / seed of the sample")] = 0,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact", help="人人试遍所有志愿表（小场景） / everybody, every list (small scenarios)"
        ),
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="把例子写成可重放的场景 / write the example as a scenario to replay")
    ] = None,
    force: Force = False,
    workers: Workers = 1,
    seconds: Seconds = 600.0,
) -> None:
    """如实填报是否吃亏：另填能否得益 / does honesty pay: who could have gained by another list."""
    import optimizer
    from optimizer.exchange.gather import one_scenario
    from optimizer.fairness.honesty import honesty as try_out
    from optimizer.fairness.misreports import with_wishes
    from optimizer.fairness.ways import every, with_mechanism
    from optimizer.report.honesty_lines import lines

    asked = every(mechanism) if mechanism else [None]
    if out is not None and len(asked) > 1:
        raise optimizer.UsageError("--out 只用于一种方式 / --out goes with one mechanism")
    if out is not None:
        new_scenario(out, force)
    given = one_scenario([path])
    for way in asked:
        found = try_out(
            given, mechanism=way, people=people, tries=tries, seed=seed, exact=exact or None, workers=workers,
            seconds=seconds, told=lambda who: say(f"试 try: {who}"),
        )  # fmt: skip
        for line in lines(found):
            typer.echo(line)
        if out is not None and found.example is not None:
            used = given if way is None else with_mechanism(given, way)
            example = with_wishes(used, str(found.example["graduate"]), str(found.example["list"]).split())
            write_scenario(example, out)
            typer.echo(f"重放 replay: chuyan assign {out} --out 结果")
