"""What trying out other lists showed, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.fairness.honesty import Honesty
from optimizer.fairness.ways import chinese

TRICKS = {
    "any": ("另填", "another list"),
    "first": ("把更想去的提到最前", "a better post moved to the top"),
    "only": ("只填更想去的", "nothing but a better post"),
    "truncated": ("少填", "the list cut short"),
    "dropped": ("漏填一个", "one post left out"),
    "swapped": ("调换相邻两个", "two neighbours exchanged"),
}


def lines(found: Honesty) -> Iterator[str]:
    """The finding in Chinese and in English, and an example that anybody can replay."""
    asked, name = len(found.table), found.mechanism
    if found.exact:
        yield (
            f"{chinese(name)}：全部 {asked} 人试遍所有志愿表（{found.runs} 次），{found.gainers} 人另填可以得益 / "
            f"{name}: all {asked} tried with every list ({found.runs} runs), {found.gainers} could have gained"
        )
    elif asked == found.people:
        yield (
            f"{chinese(name)}：全部 {asked} 人各试几种填法（{found.runs} 次），{found.gainers} 人另填可以得益，没有试到的填法可能更多 / "
            f"{name}: all {asked} tried with some lists ({found.runs} runs), {found.gainers} could have gained; lists not "
            "tried may gain more"
        )
    else:
        yield (
            f"{chinese(name)}：{found.people} 人中抽 {asked} 人试填（{found.runs} 次），发现 {found.gainers} 人另填可以得益；"
            f"全体中这样的比例，95% 区间 {found.low:.1%}–{found.high:.1%}，没有试到的填法可能更多 / "
            f"{name}: {asked} of {found.people} tried ({found.runs} runs), {found.gainers} could have gained; share of all "
            f"by such lists, 95 % interval {found.low:.1%}–{found.high:.1%}; lists not tried may gain more"
        )
    example = found.example
    if example is not None:
        trick = TRICKS[str(example["trick"])]
        yield (
            f"  例 example: {example['graduate']} {trick[0]} / {trick[1]}: {example['list'] or '（空 empty）'} → "
            f"{example['gets']}（志愿序 rank {example['better_standing']}，如实 honest {example['standing']}）"
        )
