"""Which of several figures is best and which worst, and for whom, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.fairness.metrics.base import Metric, Number
from optimizer.fairness.ways import chinese as in_chinese


def extremes(
    names: Sequence[str], values: Sequence[Number | None], metric: Metric
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names with the best and with the worst figure; empty where nothing can be said or all are the same."""
    known = [(value, name) for value, name in zip(values, names, strict=True) if value is not None]
    figures = [value for value, _ in known]
    if metric.better == "neither" or len(known) < 2 or min(figures) == max(figures):
        return (), ()
    best, worst = (max(figures), min(figures)) if metric.better == "higher" else (min(figures), max(figures))
    return tuple(n for value, n in known if value == best), tuple(n for value, n in known if value == worst)


def verdict(
    names: Sequence[str], values: Sequence[Number | None], metric: Metric, losers: Sequence[str] = ()
) -> str:
    """Better or worse for whom, in both languages, ways of choosing by their names there; `losers` are the parts that
    fare worst in each plan, if any, which say nothing where there is nothing to compare."""
    chinese, english = _verdict(names, values, metric)
    told = (
        [
            (name, part.split(" / "))
            for name, value, part in zip(names, values, losers, strict=True)
            if part and value is not None
        ]
        if losers and sum(value is not None for value in values) > 1
        else []
    )
    if len(told) == len(names) and len({part[0] for _, part in told}) == 1:
        chinese += f"（处境较差：各方案都是{told[0][1][0]}）"
        english += f" (worse off: {told[0][1][-1]} in every plan)"
    elif told:
        chinese += f"（处境较差：{'，'.join(f'{in_chinese(name)} {part[0]}' for name, part in told)}）"
        english += f" (worse off: {', '.join(f'{name} {part[-1]}' for name, part in told)})"
    return f"{chinese} / {english}"


def _verdict(names: Sequence[str], values: Sequence[Number | None], metric: Metric) -> tuple[str, str]:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return "无法比较", "cannot be compared"
    if min(known) == max(known):
        return "相同", "the same"
    best, worst = extremes(names, values, metric)
    if not best:
        return "不分好坏", "neither better nor worse"
    words = ("较好", "较差", "better", "worse") if len(known) == 2 else ("最好", "最差", "best", "worst")
    whom = metric.concerns.split(" / ")
    good, bad = ("、".join(map(in_chinese, some)) for some in (best, worst))
    return (
        f"对{whom[0]}：{good} {words[0]}，{bad} {words[1]}",
        f"for {whom[1]}: {', '.join(best)} {words[2]}, {', '.join(worst)} {words[3]}",
    )
