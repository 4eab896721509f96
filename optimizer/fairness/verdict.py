"""Which of several figures is best and which worst, and for whom, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.fairness.metrics.base import Metric, Number


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
    """Better or worse for whom, in both languages; `losers` are the parts that fare worst in each plan, if any."""
    chinese, english = _verdict(names, values, metric)
    told = [(name, part.split(" / ")) for name, part in zip(names, losers, strict=bool(losers)) if part]
    if told:
        chinese += f"（处境较差：{'，'.join(f'{name} {part[0]}' for name, part in told)}）"
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
    return (
        f"对{whom[0]}：{'、'.join(best)} {words[0]}，{'、'.join(worst)} {words[1]}",
        f"for {whom[1]}: {', '.join(best)} {words[2]}, {', '.join(worst)} {words[3]}",
    )
