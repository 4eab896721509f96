"""Phrases: sentences about the best, the worst and the counted, each only as sharp as its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from optimizer.fairness.metrics.base import Metric, Number
from optimizer.fairness.plan import Plan
from optimizer.fairness.verdict import extremes
from optimizer.fairness.ways import chinese as chinese_name

Said = tuple[str, str]
"""A sentence in Chinese and in English."""


@dataclass(frozen=True)
class Facts:
    """What the sentences are made from: the values of every metric, in the order of `names`."""

    names: tuple[str, ...]
    plans: tuple[Plan, ...]
    values: Mapping[Metric, Sequence[Number | None]]
    people: pd.DataFrame
    inputs: pd.DataFrame
    limited: tuple[str, ...]
    lotteries: int

    def of(self, name: str) -> tuple[Metric, Sequence[Number]] | None:
        """A metric by name with its values, where it was asked for and every plan has one."""
        for metric, row in self.values.items():
            known = [value for value in row if value is not None]
            if metric.name == name and len(known) == len(row):
                return metric, known
        return None


def extreme(
    facts: Facts,
    name: str,
    same: Callable[[Number], Said],
    best: Callable[[Sequence[str], Number], Said],
    worst: Callable[[Sequence[str], Number], Said],
) -> Iterator[Said]:
    """One sentence for a metric: all the same, nearly so, or the best and the worst."""
    found = facts.of(name)
    if found is None:
        return
    metric, values = found
    top, bottom = extremes(facts.names, values, metric)
    if not top:
        yield same(values[0])
        return
    by_name = dict(zip(facts.names, values, strict=True))
    if two(by_name[top[0]]) == two(by_name[bottom[0]]):
        chinese, english = metric.title.split(" / ")
        yield f"{chinese}各方案几乎相同。", f"There is almost no difference in this: {english}."
        return
    one, other = best(top, by_name[top[0]]), worst(bottom, by_name[bottom[0]])
    yield f"{one[0]}，{other[0]}。", f"{one[1]}, {other[1]}."


def counted(facts: Facts, name: str, nobody: Said, some: Callable[[int], Said]) -> Iterator[Said]:
    """One sentence for a metric that counts what should not be: where there is none, where fewest, where most."""
    found = facts.of(name)
    if found is None:
        return
    by_name = {one: int(value) for one, value in zip(facts.names, found[1], strict=True)}
    if len(set(by_name.values())) == 1:
        value = next(iter(by_name.values()))
        chinese, english = some(value) if value else nobody
        yield f"各方案下都{'有 ' if value else ''}{chinese}。", f"In every plan {english}."
        return
    parts: list[Said] = []
    for value in dict.fromkeys((min(by_name.values()), max(by_name.values()))):
        names = [one for one, count in by_name.items() if count == value]
        chinese, english = some(value) if value else nobody
        parts.append((f"在{zh(names)}下，{chinese}", f"under {en(names)} {english}"))
    (low, high) = parts
    yield f"{low[0]}；{high[0]}。", f"{low[1][:1].upper()}{low[1][1:]}; {high[1]}."


def zh(names: Sequence[str]) -> str:
    """Names in Chinese quotation marks; mechanisms by their Chinese names."""
    return "、".join(f"“{chinese_name(name)}”" for name in names)


def en(names: Sequence[str]) -> str:
    """Names in English quotation marks."""
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def verb(names: Sequence[str], one: str, many: str) -> str:
    """The form of a word for one name or for many."""
    return one if len(names) == 1 else many


def many_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def two(value: Number) -> str:
    """A whole number as it is, anything else with two digits."""
    return str(value) if isinstance(value, int) else f"{float(value):.2f}"
