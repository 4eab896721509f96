"""The paragraph of a sweep: what it says to people who read no tables, never more than its numbers do."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from optimizer.fairness.phrases import Said, en, many_of, two, zh
from optimizer.fairness.verdict import extremes
from optimizer.sweeping.dials import LENGTH
from optimizer.sweeping.request import METRICS, Request
from optimizer.sweeping.tables import called, comparable

_NAMED = 4
_ENDINGS = {
    "limit": ("到达时限", "hit a limit"),
    "impossible": ("无可行方案", "had no plan"),
    "error": ("出错", "failed"),
}


def paragraph(request: Request, table: pd.DataFrame, settings: pd.DataFrame, over: pd.DataFrame) -> Said:
    """All sentences that the numbers carry, in Chinese and in English."""
    whole = comparable(settings)
    said = [
        *_what(table, settings),
        *_failed(table),
        *(sentence for name in request.frontier or () for sentence in _best(request, whole, over, name)),
        *_frontier(request, whole),
        *_caveats(request, table, settings, whole),
    ]
    return "".join(chinese for chinese, _ in said), " ".join(english for _, english in said)


def _what(table: pd.DataFrame, settings: pd.DataFrame) -> Iterator[Said]:
    each = sorted({int(runs) for runs in settings["runs"]})
    chinese = f"，每种 {each[0]} 次" if len(each) == 1 else ""
    english = f", {each[0]} each" if len(each) == 1 else ""
    yield (
        f"共 {len(table)} 次运行，{len(settings)} 种设置{chinese}。",
        f"{many_of(len(table), 'run')} of {many_of(len(settings), 'setting')}{english}.",
    )


def _failed(table: pd.DataFrame) -> Iterator[Said]:
    for status, (chinese, english) in _ENDINGS.items():
        many = int((table["status"] == status).sum())
        if many:
            yield f"其中 {many} 次{chinese}。", f"{many} of them {english}."


def _best(request: Request, whole: pd.DataFrame, over: pd.DataFrame, name: str) -> Iterator[Said]:
    """Where a metric is best and where worst on average, with what the seeds make of it."""
    metric, means = METRICS[name], whole[name].tolist()
    if len(whole) < 2 or whole[name].isna().any():
        return
    chinese, english = metric.title.split(" / ")
    numbers = [str(setting) for setting in whole["setting"]]
    ends = extremes(numbers, means, metric)
    if not ends[0]:
        yield f"{chinese}在各设置下平均相同。", f"On average all settings are the same in this: {english}."
        return
    spans = over[over["metric"] == name].set_index("setting")
    best, worst = (_listed(request, whole[whole["setting"].isin([int(one) for one in end])]) for end in ends)
    top, bottom = (_span(spans.loc[[int(end[0])]]) for end in ends)
    yield (
        f"{chinese}：{best[0]}最好（{top[0]}），{worst[0]}最差（{bottom[0]}）。",
        f"{english[:1].upper()}{english[1:]}: best under {best[1]} ({top[1]}), worst under {worst[1]} ({bottom[1]}).",
    )


def _span(rows: pd.DataFrame) -> Said:
    """What the only one of these rows says of the seeds."""
    mean, low, high = (two(float(rows[column].iloc[0])) for column in ("mean", "lowest", "highest"))
    if int(rows["runs"].iloc[0]) < 2:
        return mean, mean
    if low == high:
        return f"各种子都是 {mean}", f"{mean} under all seeds"
    return f"平均 {mean}，各种子 {low}–{high}", f"mean {mean}, over seeds {low}–{high}"


def _frontier(request: Request, whole: pd.DataFrame) -> Iterator[Said]:
    """Whether one setting is best in both, or what is left to weigh."""
    if request.frontier is None or len(whole) < 2:
        return
    ahead = whole[whole["frontier"]]
    one, other = (METRICS[name].title.split(" / ") for name in request.frontier)
    listed, many = _listed(request, ahead), len(ahead)
    if len(ahead.drop_duplicates(list(request.frontier))) == 1:
        yield (
            f"“{one[0]}”与“{other[0]}”两项，{listed[0]}都最好。",
            f'In both "{one[1]}" and "{other[1]}" {listed[1]} {"is" if many == 1 else "are"} best.',
        )
    elif many:
        behind = len(whole) - many
        yield (
            f"“{one[0]}”与“{other[0]}”不能两全：{many} 种设置各有所长（{listed[0]}）"
            + (f"，其余 {behind} 种两项合看都有更好的替代。" if behind else "。"),
            f'"{one[1]}" and "{other[1]}" cannot both be had: {many} settings cannot be bettered in one without losing in '
            f"the other ({listed[1]})" + (f"; {behind} can." if behind else "."),
        )


def _listed(request: Request, settings: pd.DataFrame) -> Said:
    """The first few settings in quotation marks, and how many more."""
    few, more = settings.head(_NAMED), len(settings) - _NAMED
    chinese, english = zh(called(request, few, chinese=True)), called(request, few)
    if more > 0:
        return f"{chinese}等 {len(settings)} 种", ", ".join(
            f'"{name}"' for name in english
        ) + f" and {more} more"
    return chinese, en(english)


def _caveats(
    request: Request, table: pd.DataFrame, settings: pd.DataFrame, whole: pd.DataFrame
) -> Iterator[Said]:
    if LENGTH in request.dials:
        yield (
            "志愿表缩短时，得失仍按每人完整的志愿衡量。",
            "Where lists are cut short, everybody's whole list is still the measure.",
        )
    out = int((settings["failed"] > 0).sum())
    if out:
        yield (
            f"有 {out} 种设置并非每次都有方案，不参与上述比较。",
            f"{many_of(out, 'setting')} had no plan in every run and {'is' if out == 1 else 'are'} not compared.",
        )
    other = len(settings) - out - len(whole)
    if other:
        yield (
            f"另有 {other} 种设置用了别的种子，不与上述比较。",
            f"{many_of(other, 'setting')} had other seeds and {'is' if other == 1 else 'are'} not compared with these.",
        )
    if (table["status"] == "limit").any():
        yield "到达时限的结果未必是最好的。", "What hit a limit may not be the best of its kind."
    yield (
        "数字只对这批人、这些志愿和这些种子成立。",
        "The numbers hold for these people, these wishes and these seeds.",
    )
