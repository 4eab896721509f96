"""The results workbook for planners: a cover, lists, figures, the comparison, the rotation, and the scenario behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.assignment.chances import Chances
from optimizer.assignment.outcome import Outcome
from optimizer.exchange.inputs import ordered
from optimizer.exchange.neutral import neutral
from optimizer.exchange.scenario_workbook import add_scenario
from optimizer.exchange.sheets import Book, new_book
from optimizer.fairness.compare import Comparison
from optimizer.report import cutoff_sheet, words
from optimizer.report.comparison_workbook import add_comparison
from optimizer.report.cover_sheet import add_cover, fill_cover
from optimizer.report.cutoff_sheet import cutoffs
from optimizer.report.figures_sheets import add_figures
from optimizer.report.interventions import add_pins, sentence
from optimizer.report.masking import masks
from optimizer.report.reason_sheet import add_reasons, few_enough
from optimizer.report.rotation_workbook import add_rotation
from optimizer.report.tables import joined, seats
from optimizer.rotation.timetable import Timetable
from optimizer.scenario.settings import PublicationSettings

Columns = Sequence[tuple[str, float]]

_RESULTS: Columns = (
    ("序号", 6), ("编号", 14), ("姓名", 11), ("综合成绩", 10), ("专业代码", 10), ("岗位编号", 15),
    ("村", 24), ("乡镇", 16), ("县区", 11), ("志愿序", 8), ("方式", 9),
)  # fmt: skip
_POSTS: Columns = (
    ("岗位编号", 15), ("村", 24), ("乡镇", 16), ("县区", 11), ("名额", 7), ("编号", 14), ("姓名", 11),
    ("录取成绩", 10), ("选岗次序", 10), ("方式", 9), ("空额", 7),
)  # fmt: skip
_LEFT: Columns = (("序号", 6), ("编号", 14), ("姓名", 11), ("综合成绩", 10), ("原因", 80))
_EMPTY: Columns = (("岗位编号", 15), ("村", 24), ("乡镇", 16), ("县区", 11), ("名额", 7), ("空额", 7))
_DIARY: Columns = (
    ("步", 6), ("编号", 14), ("姓名", 11), ("岗位编号", 15), ("村", 22), ("结果", 10), ("理由", 62),
)  # fmt: skip
_CHANCES: Columns = (
    ("编号", 14), ("姓名", 11), ("岗位编号", 15), ("村", 24), ("机会", 10), ("标准误差", 10),
)  # fmt: skip
_SHOWN = 1_000_000  # a sheet holds 1,048,576 rows
_CHANGES: Columns = (
    ("序号", 6), ("编号", 14), ("姓名", 11), ("变动", 10), ("原岗位", 15), ("原村", 20), ("现岗位", 15), ("现村", 20),
    ("原因", 60),
)  # fmt: skip
_PUBLIC: Columns = (
    ("序号", 6), ("编号", 12), ("姓名", 11), ("综合成绩", 10), ("县区", 14), ("乡镇", 18), ("村", 26),
)  # fmt: skip


def write_results(
    outcome: Outcome,
    path: Path,
    changes: pd.DataFrame | None = None,
    timetable: Timetable | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Write the workbook, with the changes of a repair, the rotation and the comparison where there are any.

    The scenario stands behind the results, so that the workbook is read as that scenario. The same outcome gives
    the same bytes.
    """
    with new_book(path) as book:
        cover = add_cover(book)
        _add_lists(book, outcome, changes)
        add_figures(book, neutral(_name(outcome)), outcome)
        if comparison is not None:
            add_comparison(book, comparison)
        if timetable is not None:
            add_rotation(book, timetable, beside="轮岗 ")
        fill_cover(cover, outcome, book.names[1:], sentence(outcome, changes))
        if outcome.scenario is not None:
            add_scenario(book, ordered(outcome.scenario), only_filled=True)


def _name(outcome: Outcome) -> str:
    return outcome.scenario.settings.scenario.name if outcome.scenario else ""


def _add_lists(book: Book, outcome: Outcome, changes: pd.DataFrame | None) -> None:
    """The sheets that are lists of people or posts."""
    name = _name(outcome)
    people, posts = joined(outcome), seats(outcome)
    left = people[people["post"] == ""]
    empty = posts[posts["empty"] > 0]
    note = f"共 {len(people)} 人，{len(outcome.market.capacity)} 个岗位，已落实 {len(people) - len(left)} 人"
    intervened = sentence(outcome, changes)
    note = f"{note}；{intervened}" if intervened else note
    if changes is not None:
        told = "；".join(filter(None, (f"{len(changes)} 人有变动，其余不变", intervened)))
        _list(book, "变动", f"{name} 变动情况", told, _CHANGES, _moves(changes, outcome), landscape=True)
    _list(book, "安置结果", f"{name} 安置结果", note, _RESULTS, _results(people), landscape=True)
    _list(book, "村岗", f"{name} 各村到岗情况", "按岗位编号排列", _POSTS, _posts(posts), landscape=True)
    add_pins(book, name, outcome)
    left_note = f"未落实 {len(left)} 人"
    _list(book, "未落实", f"{name} 未落实人员", left_note, _LEFT, _left(left), landscape=True)
    _list(book, "空岗", f"{name} 空余岗位", f"{len(empty)} 个岗位有空额", _EMPTY, _empty(empty))
    if few_enough(outcome):
        add_reasons(book, outcome)
    rows = _diary(outcome, people)
    _list(book, "选岗记录", f"{name} 选岗记录", _diary_note(outcome), _DIARY, rows, landscape=True)
    if outcome.chances is not None:
        told = _chances_note(outcome.chances)
        _list(book, "机会", f"{name} 选岗机会", told, _CHANCES, _chances(outcome, people))
    published = "按地方排列；姓名、编号、成绩按 [publication] 的设置；公示用 chuyan publish"
    _list(book, "公示", f"{name} 拟安置人员公示", published, _PUBLIC, _public(people, outcome))
    lines, columns = cutoffs(outcome), cutoff_sheet.COLUMNS
    _list(book, cutoff_sheet.NAME, f"{name} 各岗位分数线", cutoff_sheet.NOTE, columns, lines, landscape=True)


def _list(
    book: Book,
    sheet: str,
    title: str,
    note: str,
    columns: Columns,
    rows: Iterable[Sequence[Any]],
    *,
    landscape: bool = False,
) -> None:
    """A sheet that is one list: title, note, header with a filter, rows."""
    page = book.add(sheet, [width for _, width in columns], landscape=landscape)
    page.title(neutral(title.strip()), note)
    written = [[_plain(cell) for cell in row] for row in rows]
    page.header([header for header, _ in columns], filtered=True, last_row=len(written))
    for row in written:
        page.row(row)


def _plain(cell: Any) -> Any:
    """A cell as a sheet takes it: missing values blank, texts that could be formulas neutral."""
    return "" if pd.isna(cell) else neutral(cell)


def _rank(row: Any) -> Any:
    """The wish somebody got; words where the post was none of the wishes."""
    return row.rank if not pd.isna(row.rank) else "志愿外" if row.post else ""


def _results(people: pd.DataFrame) -> Iterator[Sequence[Any]]:
    for row in people.itertuples():
        who = (row.order, row.graduate, row.name, row.score, row.major, row.post)
        yield (*who, row.village, row.township, row.county, _rank(row), words.STAGES[str(row.stage)])


def _posts(posts: pd.DataFrame) -> Iterator[Sequence[Any]]:
    for row in posts.itertuples():
        where = (row.post, row.village, row.township, row.county, row.capacity)
        stage = words.STAGES.get(str(row.stage), "")
        yield (*where, row.graduate, row.name, row.score, row.order, stage, row.empty or "")


def _left(left: pd.DataFrame) -> Iterator[Sequence[Any]]:
    for row in left.itertuples():
        yield row.order, row.graduate, row.name, row.score, row.reason


def _empty(empty: pd.DataFrame) -> Iterator[Sequence[Any]]:
    for row in empty.itertuples():
        yield row.post, row.village, row.township, row.county, row.capacity, row.empty


def _diary_note(outcome: Outcome) -> str:
    """How to read the diary of this mechanism, and how much of it is on the sheet."""
    story = words.STORIES[outcome.scenario.settings.assignment.mechanism] if outcome.scenario else ""
    lines = len(outcome.diary)
    return story if lines <= _SHOWN else f"{story}；共 {lines} 步，此处为前 {_SHOWN} 步，全部见 diary.csv"


def _villages(outcome: Outcome) -> dict[str, str]:
    table = outcome.market.post_table
    return dict(zip(table["post"], table["village"], strict=True)) if "village" in table else {}


def _chances_note(chances: Chances) -> str:
    if chances.samples is None:
        return "每人选到每个岗位的机会，精确值；保障所作的拒绝不计在内"
    return f"每人选到每个岗位的机会，由 {chances.samples} 次抽签估计；保障所作的拒绝不计在内"


def _chances(outcome: Outcome, people: pd.DataFrame) -> Iterator[Sequence[Any]]:
    if outcome.chances is None:
        return
    names, villages = dict(zip(people["graduate"], people["name"], strict=True)), _villages(outcome)
    table = outcome.chances.frame(outcome.market).head(_SHOWN).round(6)
    for graduate, post, *figures in zip(*(table[column].tolist() for column in table), strict=True):
        yield (graduate, names[graduate], post, villages.get(post, ""), *figures)


def _diary(outcome: Outcome, people: pd.DataFrame) -> Iterator[Sequence[Any]]:
    names, villages = dict(zip(people["graduate"], people["name"], strict=True)), _villages(outcome)
    for row in outcome.diary.head(_SHOWN).itertuples():
        who, post = (row.step, row.graduate, names[row.graduate]), str(row.post)
        yield (*who, post, villages.get(post, ""), words.ACTIONS[str(row.action)], row.witness)


def _moves(changes: pd.DataFrame, outcome: Outcome) -> Iterator[Sequence[Any]]:
    places = outcome.market.post_table
    villages = dict(zip(places["post"], places["village"], strict=True))
    for number, row in enumerate(changes.itertuples(), 1):
        who = (number, row.graduate, row.name, words.CHANGES[str(row.kind)])
        yield (
            *who,
            row.before,
            villages.get(row.before, ""),
            row.after,
            villages.get(row.after, ""),
            row.why,
        )


def _public(people: pd.DataFrame, outcome: Outcome) -> Iterator[Sequence[Any]]:
    """By place, never by number: the place in a list by number tells the number. Scores where the settings show them."""
    settings = outcome.scenario.settings.published if outcome.scenario else PublicationSettings()
    name, number = masks(settings)
    placed = people[people["post"] != ""].sort_values(["county", "township", "village", "post", "graduate"])
    for place, row in enumerate(placed.itertuples(), 1):
        score = row.score if settings.scores == "exact" else ""
        yield (
            place,
            number(str(row.graduate)),
            name(str(row.name)),
            score,
            row.county,
            row.township,
            row.village,
        )
