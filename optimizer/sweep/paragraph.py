"""The paragraph of a sweep: what it says to people who read no tables, never more than its numbers do."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from optimizer.fairness.phrases import Said, en, many_of, two, zh
from optimizer.fairness.verdict import extremes
from optimizer.sweep.dials import LENGTH
from optimizer.sweep.request import METRICS, Request
from optimizer.sweep.tables import called, comparable

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
    names, (chinese, english) = called(request, whole), metric.title.split(" / ")
    best, worst = extremes(names, means, metric)
    if not best:
        yield f"{chinese}在各设置下平均相同。", f"On average all settings are the same in this: {english}."
        return
    spans = over[over["metric"] == name].set_index("setting")
    range_of = {one: _span(spans.loc[setting]) for one, setting in zip(names, whole["setting"], strict=True)}
    top, bottom = best[0], worst[0]
    yield (
        f"{chinese}：{_list(best, True)}最好（{range_of[top][0]}），{_list(worst, True)}最差（{range_of[bottom][0]}）。",
        f"{english[:1].upper()}{english[1:]}: best under {_list(best, False)} ({range_of[top][1]}), worst under "
        f"{_list(worst, False)} ({range_of[bottom][1]}).",
    )


def _span(row: pd.Series) -> Said:
    mean, low, high = (two(float(row[column])) for column in ("mean", "lowest", "highest"))
    if int(row["runs"]) < 2:
        return mean, mean
    if low == high:
        return f"各种子都是 {mean}", f"{mean} under all seeds"
    return f"平均 {mean}，各种子 {low}–{high}", f"mean {mean}, over seeds {low}–{high}"


def _frontier(request: Request, whole: pd.DataFrame) -> Iterator[Said]:
    """Whether one setting is best in both, or what is left to weigh."""
    if request.frontier is None or len(whole) < 2:
        return
    ahead = whole[whole["frontier"]]
    names = called(request, ahead)
    one, other = (METRICS[name].title.split(" / ") for name in request.frontier)
    alike = len(ahead.drop_duplicates(list(request.frontier))) == 1
    if alike:
        yield (
            f"“{one[0]}”与“{other[0]}”两项，{_list(names, True)}都最好。",
            f'In both "{one[1]}" and "{other[1]}" {_list(names, False)} {"is" if len(names) == 1 else "are"} best.',
        )
    elif len(names):
        yield (
            f"“{one[0]}”与“{other[0]}”不能两全：{len(names)} 种设置各有所长，其余 {len(whole) - len(names)} 种两项合看"
            f"都有更好的替代；前沿上是{_list(names, True)}。",
            f'"{one[1]}" and "{other[1]}" cannot both be had: {many_of(len(names), "setting")} cannot be bettered in one '
            f"without losing in the other, {len(whole) - len(names)} can; on the frontier: {_list(names, False)}.",
        )


def _list(names: tuple[str, ...] | list[str], chinese: bool) -> str:
    """The first few names in quotation marks, and how many more."""
    more = len(names) - _NAMED
    few = list(names[:_NAMED])
    if chinese:
        return zh(few) + (f"等 {len(names)} 种" if more > 0 else "")
    return en(few) + (f" and {more} more" if more > 0 else "")


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
