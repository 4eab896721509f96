"""The paragraph (一段话): what a comparison says to people who read no tables, never more than its numbers do."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.fairness.phrases import Facts, Said, counted, en, extreme, many_of, two, verb, zh
from optimizer.fairness.verdict import extremes

_WEIGHED = (
    "placed", "first-choice", "rank-curve", "sent-unlisted", "mean-standing", "worst-tenth", "justified-envy", "waste",
    "improving-trades",
)  # fmt: skip
"""The metrics of which one sentence says whether a plan is behind in none."""
_MOST = 3


def paragraph(facts: Facts) -> Said:
    """All sentences that the numbers carry, in Chinese and in English."""
    said = [
        sentence
        for part in (
            _what,
            _pinned,
            _inputs,
            _twins,
            _placed,
            _first,
            _mean,
            _tenth,
            _envy,
            _waste,
            _trades,
            _people,
            _lead,
            _caveats,
        )
        for sentence in part(facts)
    ]
    return "".join(chinese for chinese, _ in said), " ".join(english for _, english in said)


def _what(facts: Facts) -> Iterator[Said]:
    many, people, posts = len(facts.names), len(facts.plans[0].people), len(facts.plans[0].posts)
    partly = any(
        len(plan.people) < plan.market.size or len(plan.posts) < len(plan.market.capacity)
        for plan in facts.plans
    )
    chinese = "只比较各方案共有的" if partly else "共"
    english = ", on what they share:" if partly else ":"
    yield (
        f"比较 {many} 个方案（{zh(facts.names)}），{chinese} {people} 人、{posts} 个岗位。",
        f"{many} plans are compared ({en(facts.names)}){english} {many_of(people, 'graduate')} and {many_of(posts, 'post')}.",
    )


def _pinned(facts: Facts) -> Iterator[Said]:
    """That placements were fixed by the organisation, where any were: nobody chose them and no goal asked for them."""
    many = [int((plan.market.pins[plan.people] >= 0).sum()) for plan in facts.plans]
    if any(many):
        told = many if len(set(many)) > 1 else many[:1]
        chinese, english = "、".join(map(str, told)), ", ".join(map(str, told))
        yield (
            f"其中由组织指定的分别为 {chinese} 人。"
            if len(told) > 1
            else f"各方案都有 {chinese} 人由组织指定。",
            f"Placements fixed by the organisation: {english}.",
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


def _twins(facts: Facts) -> Iterator[Said]:
    """Plans that put everybody at the same post."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, plan in zip(facts.names, facts.plans, strict=True):
        posts = [*plan.market.posts, ""]
        where = (plan.placed[plan.people]).tolist()
        people = (plan.market.graduates[person] for person in plan.people.tolist())
        key = tuple(sorted(f"{who} {posts[post]}" for who, post in zip(people, where, strict=True)))
        alike.setdefault(key, []).append(name)
    for names in alike.values():
        if len(names) > 1:
            yield (
                f"{zh(names)}给每个人的岗位都相同。",
                f"{en(names)} give everybody the same post.",
            )


def _placed(facts: Facts) -> Iterator[Said]:
    yield from extreme(
        facts,
        "placed",
        lambda value: (f"各方案都安置 {value} 人。", f"Every plan places {many_of(int(value), 'graduate')}."),
        lambda names, value: (
            f"{zh(names)}安置最多（{value} 人）",
            f"{en(names)} {verb(names, 'places', 'place')} most ({value})",
        ),
        lambda names, value: (f"{zh(names)}最少（{value} 人）", f"{en(names)} fewest ({value})"),
    )


def _first(facts: Facts) -> Iterator[Said]:
    yield from extreme(
        facts,
        "first-choice",
        lambda value: (
            f"得到第一志愿的都是 {value} 人。",
            f"As many get their first choice in every plan: {value}.",
        ),
        lambda names, value: (
            f"得到第一志愿的人，{zh(names)}最多（{value} 人）",
            f"First choices are most under {en(names)} ({value})",
        ),
        lambda names, value: (f"{zh(names)}最少（{value} 人）", f"fewest under {en(names)} ({value})"),
    )


def _mean(facts: Facts) -> Iterator[Said]:
    yield from extreme(
        facts,
        "mean-standing",
        lambda value: ("人均所得的志愿序相同。", "On average people fare the same."),
        lambda names, value: (
            f"把志愿外和未落实也算进去，人均所得以{zh(names)}最好（{two(value)}，越小越好）",
            f"With unlisted posts and no post counted in, people fare best on average under {en(names)} ({two(value)}; "
            "smaller is better)",
        ),
        lambda names, value: (
            f"{zh(names)}最差（{two(value)}）",
            f"worst under {en(names)} ({two(value)})",
        ),
    )


def _tenth(facts: Facts) -> Iterator[Said]:
    yield from extreme(
        facts,
        "worst-tenth",
        lambda value: (
            "处境最差的十分之一，各方案相同。",
            "The worst-off tenth fare the same in every plan.",
        ),
        lambda names, value: (
            f"处境最差的十分之一，在{zh(names)}最好（{two(value)}）",
            f"The worst-off tenth fare best under {en(names)} ({two(value)})",
        ),
        lambda names, value: (
            f"在{zh(names)}最差（{two(value)}）",
            f"worst under {en(names)} ({two(value)})",
        ),
    )


def _envy(facts: Facts) -> Iterator[Said]:
    yield from counted(
        facts,
        "justified-envy",
        (
            "没有人想去的岗位给了排序在其后的人",
            "nobody would rather have a post that went to somebody behind them",
        ),
        lambda value: (
            f"{value} 人想去的岗位给了排序在其后的人",
            f"{many_of(value, 'person', 'people')} would rather have a post that went to somebody behind them",
        ),
    )


def _waste(facts: Facts) -> Iterator[Said]:
    found = facts.of("waste")
    if found is not None and any(found[1]):
        yield from counted(
            facts,
            "waste",
            ("没有空着又有人更想去的名额", "no seat stays empty that somebody would rather have"),
            lambda value: (
                f"{value} 个名额空着却有人更想去",
                f"{many_of(value, 'seat')} {'stays' if value == 1 else 'stay'} empty that somebody would rather have",
            ),
        )


def _trades(facts: Facts) -> Iterator[Said]:
    yield from counted(
        facts,
        "improving-trades",
        ("没有人能靠无损于他人的互换得益", "nobody could gain by a trade that harms no one"),
        lambda value: (
            f"{value} 人可靠无损于他人的互换得益",
            f"{many_of(value, 'person', 'people')} could gain by a trade that harms no one",
        ),
    )


def _people(facts: Facts) -> Iterator[Said]:
    """Who gains and who loses against the first plan; of many plans only the first few."""
    base, shown = facts.names[0], facts.names[1 : 1 + _MOST]
    for name in shown:
        change = facts.people.loc[facts.people["plan"] == name, "change"].value_counts()
        gains, loses, same, out = (
            int(change.get(word, 0)) for word in ("gains", "loses", "same", "not compared")
        )
        left = (
            (f"，{out} 人志愿不同、不比", f", {out} wished otherwise and are not compared")
            if out
            else ("", "")
        )
        yield (
            f"与{zh([base])}相比，{zh([name])}使 {gains} 人更好、{loses} 人更差、{same} 人一样{left[0]}。",
            f'Against "{base}", under "{name}" {gains} fare better, {loses} worse and {same} the same{left[1]}.',
        )
    more = len(facts.names) - 1 - len(shown)
    if more:
        yield f"其余 {more} 个方案见表。", f"For the other {many_of(more, 'plan')} see the table."


def _lead(facts: Facts) -> Iterator[Said]:
    """Whether one plan is behind in nothing of what is weighed here and differs."""
    known = [found for name in _WEIGHED if (found := facts.of(name)) is not None]
    ahead = [(metric, extremes(facts.names, values, metric)[0]) for metric, values in known]
    ahead = [(metric, best) for metric, best in ahead if best]
    if len(ahead) < 2:
        return
    leaders = [name for name in facts.names if all(name in best for _, best in ahead)]
    titles = [metric.title.split(" / ") for metric, _ in ahead]
    of = "、".join(title[0] for title in titles), ", ".join(title[1] for title in titles)
    if leaders:
        yield (
            f"在有差别的 {len(ahead)} 项（{of[0]}）上，{zh(leaders)}都不落后。",
            f"Of the {len(ahead)} that differ ({of[1]}), {en(leaders)} {verb(leaders, 'is', 'are')} behind in none.",
        )
    else:
        yield (
            f"在有差别的 {len(ahead)} 项（{of[0]}）上，没有一个方案项项领先：选哪一个，取决于更看重谁。",
            f"Of the {len(ahead)} that differ ({of[1]}), no plan leads in all; which to choose depends on whom one cares "
            "for most.",
        )


def _caveats(facts: Facts) -> Iterator[Said]:
    if facts.limited:
        yield (
            f"{zh(facts.limited)}到达时限，未必是其最好的结果。",
            f"{en(facts.limited)} hit a limit and may not be the best of {verb(facts.limited, 'its', 'their')} kind.",
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
