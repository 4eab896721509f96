"""The paragraph (一段话): what a comparison says to people who read no tables, never more than its numbers do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from optimizer.fairness.metrics.base import Metric, Number
from optimizer.fairness.plan import Plan
from optimizer.fairness.verdict import extremes
from optimizer.fairness.ways import chinese as known_in_chinese

Said = tuple[str, str]
"""A sentence in Chinese and in English."""

_WEIGHED = (
    "placed", "first-choice", "rank-curve", "sent-unlisted", "mean-standing", "worst-tenth", "justified-envy", "waste",
    "improving-trades",
)  # fmt: skip
"""The metrics of which the last sentence says whether one plan leads in all."""
_MOST = 3


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

    def of(self, name: str) -> tuple[Metric, Sequence[Number | None]] | None:
        """A metric by name with its values, where it was asked for and every plan has one."""
        found = ((metric, row) for metric, row in self.values.items() if metric.name == name)
        return next(((metric, row) for metric, row in found if None not in row), None)


def paragraph(facts: Facts) -> Said:
    """All sentences that the numbers carry, in Chinese and in English."""
    said = [
        sentence
        for part in (_what, _inputs, _placed, _first, _mean, _tenth, _envy, _waste, _trades, _people, _lead, _caveats)
        for sentence in part(facts)
    ]
    return "".join(chinese for chinese, _ in said), " ".join(english for _, english in said)


def _what(facts: Facts) -> Iterator[Said]:
    many, people, posts = len(facts.names), len(facts.plans[0].people), len(facts.plans[0].posts)
    partly = any(
        len(plan.people) < plan.market.size or len(plan.posts) < len(plan.market.capacity) for plan in facts.plans
    )
    chinese = "只比较各方案共有的" if partly else "共"
    english = ", on what they share:" if partly else ":"
    yield (
        f"比较 {many} 个方案（{_zh(facts.names)}），{chinese} {people} 人、{posts} 个岗位。",
        f"{many} plans are compared ({_en(facts.names)}){english} {_many(people, 'graduate')} and {_many(posts, 'post')}.",
    )


def _inputs(facts: Facts) -> Iterator[Said]:
    chosen = facts.inputs["what"].str.startswith(("assignment.mechanism", "assignment.options"))
    other = facts.inputs[~(chosen & (facts.inputs["where"] == "settings"))]
    if not len(other):
        yield (
            "报名、岗位、志愿、规则和目标都相同，差别只来自方式。",
            "People, posts, wishes, rules and goals are the same; the plans differ only in how people are assigned.",
        )
        return
    counts = other.groupby("where", sort=True).size()
    yield (
        f"各方案的输入不同（{'，'.join(f'{where} {many} 处' for where, many in counts.items())}），结果的差别不全来自方式。",
        f"Their inputs differ ({', '.join(f'{where}: {many}' for where, many in counts.items())}), so what "
        "follows is not due to the way of assigning alone.",
    )


def _placed(facts: Facts) -> Iterator[Said]:
    yield from _extremes(
        facts,
        "placed",
        lambda value: (f"各方案都安置 {value} 人。", f"Every plan places {_many(int(value), 'graduate')}."),
        lambda names, value: (f"{_zh(names)}安置最多（{value} 人）", f"{_en(names)} {_s(names, 'places', 'place')} most ({value})"),
        lambda names, value: (f"{_zh(names)}最少（{value} 人）", f"{_en(names)} fewest ({value})"),
    )


def _first(facts: Facts) -> Iterator[Said]:
    yield from _extremes(
        facts,
        "first-choice",
        lambda value: (
            f"得到第一志愿的都是 {value} 人。",
            f"As many get their first choice in every plan: {value}.",
        ),
        lambda names, value: (
            f"得到第一志愿的人，{_zh(names)}最多（{value} 人）",
            f"First choices are most under {_en(names)} ({value})",
        ),
        lambda names, value: (f"{_zh(names)}最少（{value} 人）", f"fewest under {_en(names)} ({value})"),
    )


def _mean(facts: Facts) -> Iterator[Said]:
    yield from _extremes(
        facts,
        "mean-standing",
        lambda value: ("人均所得的志愿序相同。", "On average people fare the same."),
        lambda names, value: (
            f"把志愿外和未落实也算进去，人均所得以{_zh(names)}最好（{_two(value)}，越小越好）",
            f"With unlisted posts and no post counted in, people fare best on average under {_en(names)} ({_two(value)}; "
            "smaller is better)",
        ),
        lambda names, value: (f"{_zh(names)}最差（{_two(value)}）", f"worst under {_en(names)} ({_two(value)})"),
    )


def _tenth(facts: Facts) -> Iterator[Said]:
    yield from _extremes(
        facts,
        "worst-tenth",
        lambda value: ("处境最差的十分之一，各方案相同。", "The worst-off tenth fare the same in every plan."),
        lambda names, value: (
            f"处境最差的十分之一，在{_zh(names)}最好（{_two(value)}）",
            f"The worst-off tenth fare best under {_en(names)} ({_two(value)})",
        ),
        lambda names, value: (f"在{_zh(names)}最差（{_two(value)}）", f"worst under {_en(names)} ({_two(value)})"),
    )


def _envy(facts: Facts) -> Iterator[Said]:
    yield from _counted(
        facts,
        "justified-envy",
        ("没有人想去的岗位给了排序在其后的人", "nobody would rather have a post that went to somebody behind them"),
        lambda value: (
            f"{value} 人想去的岗位给了排序在其后的人",
            f"{_many(value, 'person', 'people')} would rather have a post that went to somebody behind them",
        ),
    )


def _waste(facts: Facts) -> Iterator[Said]:
    found = facts.of("waste")
    if found is not None and any(found[1]):
        yield from _counted(
            facts,
            "waste",
            ("没有空着又有人更想去的名额", "no seat stays empty that somebody would rather have"),
            lambda value: (
                f"{value} 个名额空着却有人更想去",
                f"{_many(value, 'seat')} {'stays' if value == 1 else 'stay'} empty that somebody would rather have",
            ),
        )


def _trades(facts: Facts) -> Iterator[Said]:
    yield from _counted(
        facts,
        "improving-trades",
        ("没有人能靠无损于他人的互换得益", "nobody could gain by a trade that harms no one"),
        lambda value: (
            f"{value} 人可靠无损于他人的互换得益",
            f"{_many(value, 'person', 'people')} could gain by a trade that harms no one",
        ),
    )


def _people(facts: Facts) -> Iterator[Said]:
    """Who gains and who loses against the first plan; of many plans only the first few."""
    base, shown = facts.names[0], facts.names[1 : 1 + _MOST]
    for name in shown:
        change = facts.people.loc[facts.people["plan"] == name, "change"].value_counts()
        gains, loses, same, out = (int(change.get(word, 0)) for word in ("gains", "loses", "same", "not compared"))
        left = (f"，{out} 人志愿不同、不比", f", {out} wished otherwise and are not compared") if out else ("", "")
        yield (
            f"与{_zh([base])}相比，{_zh([name])}使 {gains} 人更好、{loses} 人更差、{same} 人一样{left[0]}。",
            f'Against "{base}", under "{name}" {gains} fare better, {loses} worse and {same} the same{left[1]}.',
        )
    more = len(facts.names) - 1 - len(shown)
    if more:
        yield f"其余 {more} 个方案见表。", f"For the other {_many(more, 'plan')} see the table."


def _lead(facts: Facts) -> Iterator[Said]:
    """Whether one plan is nowhere behind in what is weighed here."""
    rows = [found for name in _WEIGHED if (found := facts.of(name)) is not None]
    differing = [extremes(facts.names, values, metric)[0] for metric, values in rows]
    differing = [best for best in differing if best]
    if not differing:
        return
    leaders = [name for name in facts.names if all(name in best for best in differing)]
    titles = [metric.title.split(" / ") for metric, _ in rows]
    of = "、".join(title[0] for title in titles), ", ".join(title[1] for title in titles)
    if leaders:
        yield (
            f"在{of[0]}这 {len(rows)} 项上，{_zh(leaders)}都不落后。",
            f"{_en(leaders)} {_s(leaders, 'is', 'are')} behind in none of these {len(rows)}: {of[1]}.",
        )
    else:
        yield (
            f"在{of[0]}这 {len(rows)} 项上，没有一个方案项项领先：选哪一个，取决于更看重谁。",
            f"No plan leads in all of these {len(rows)}: {of[1]}. Which to choose depends on whom one cares for most.",
        )


def _caveats(facts: Facts) -> Iterator[Said]:
    if facts.limited:
        yield (
            f"{_zh(facts.limited)}到达时限，未必是其最好的结果。",
            f"{_en(facts.limited)} hit a limit and may not be the best of {_s(facts.limited, 'its', 'their')} kind.",
        )
    if facts.lotteries:
        yield (
            f"数字只对这批人和志愿成立；换 {facts.lotteries} 次抽签的区间见表。",
            f"The numbers hold for these people and wishes; see the table for {facts.lotteries} other lotteries.",
        )
    else:
        yield (
            "数字只对这批人、这些志愿和这一次抽签成立。",
            "The numbers hold for these people, these wishes and this lottery.",
        )


def _extremes(
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
    if _two(by_name[top[0]]) == _two(by_name[bottom[0]]):
        chinese, english = metric.title.split(" / ")
        yield f"{chinese}各方案几乎相同。", f"There is almost no difference in this: {english}."
        return
    one, other = best(top, by_name[top[0]]), worst(bottom, by_name[bottom[0]])
    yield f"{one[0]}，{other[0]}。", f"{one[1]}, {other[1]}."


def _counted(facts: Facts, name: str, nobody: Said, some: Callable[[int], Said]) -> Iterator[Said]:
    """One sentence for a metric that counts what should not be: where there is none, where fewest, where most."""
    found = facts.of(name)
    if found is None:
        return
    by_name = {one: int(value or 0) for one, value in zip(facts.names, found[1], strict=True)}
    if len(set(by_name.values())) == 1:
        value = next(iter(by_name.values()))
        chinese, english = some(value) if value else nobody
        yield f"各方案下都{'有 ' if value else ''}{chinese}。", f"In every plan {english}."
        return
    parts: list[Said] = []
    for value in dict.fromkeys((min(by_name.values()), max(by_name.values()))):
        names = [one for one, count in by_name.items() if count == value]
        chinese, english = some(value) if value else nobody
        parts.append((f"在{_zh(names)}下，{chinese}", f"under {_en(names)} {english}"))
    (low, high) = parts
    yield f"{low[0]}；{high[0]}。", f"{low[1][:1].upper()}{low[1][1:]}; {high[1]}."


def _zh(names: Sequence[str]) -> str:
    return "、".join(f"“{known_in_chinese(name)}”" for name in names)


def _en(names: Sequence[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _s(names: Sequence[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _two(value: Number) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):.2f}"
