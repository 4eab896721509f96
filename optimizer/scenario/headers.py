"""Which header is which declared column: in either language, in any order, near misses told."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.errors import Fault
from optimizer.scenario.cells import clean
from optimizer.scenario.columns import Table
from optimizer.scenario.nearest import nearest
from optimizer.scenario.raw import RawTable


@dataclass(frozen=True)
class Matched:
    """The position of every declared column that was found, and the positions of further columns."""

    declared: dict[str, int]
    further: tuple[int, ...]


def plain(header: object) -> str:
    """A header without blanks, full-width letters, capitals or the mark of a required column."""
    return "".join(clean(header, code=True).lower().rstrip("*").split())


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: A, …, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def names(table: Table) -> dict[str, str]:
    """The field that each plain header stands for."""
    return {plain(text): column.field for column in table.columns for text in (column.field, column.chinese)}


def match_headers(raw: RawTable, table: Table, faults: list[Fault]) -> Matched:
    """Match the headers; doubled, unnamed, missing and misspelt ones are told in `faults`."""
    known, declared, further = names(table), dict[str, int](), dict[str, int]()
    for at, header in enumerate(raw.headers):
        field = known.get(plain(header))
        seen = declared if field is not None else further
        key = field if field is not None else plain(header)
        if not key:
            if any(cell not in (None, "") and cell == cell for cell in raw.columns[at]):
                problem = f"第 {at + 1} 列没有列名 / column {at + 1} has no header"
                faults.append(
                    Fault(
                        raw.place,
                        raw.header_row,
                        column_letters(at + 1),
                        "",
                        problem,
                        "补上列名或删去此列 / name it or delete it",
                    )
                )
            continue
        if key in seen:
            problem = f"与“{raw.headers[seen[key]]}”是同一列 / the same column twice"
            faults.append(Fault(raw.place, raw.header_row, str(header), "", problem, "删去一列 / delete one"))
            continue
        seen[key] = at
    missing = {
        plain(text): column
        for column in table.columns
        for text in (column.field, column.chinese)
        if column.field not in declared
    }
    for key in [key for key in further if (near := nearest(key, list(missing))) and near]:
        column, header = missing[str(nearest(key, list(missing)))], str(raw.headers[further.pop(key)])
        problem = f"没有这一列 / no such column in {table.name}"
        mend = f"是否应为“{column.chinese}”（{column.field}）？ / did you mean it?"
        faults.append(Fault(raw.place, raw.header_row, header, "", problem, mend))
        declared.setdefault(column.field, list(raw.headers).index(header))
    for column in table.columns:
        if column.required and column.field not in declared:
            problem = "缺少这一列 / the column is missing"
            mend = f"加上一列“{column.chinese}” / add a column {column.field}"
            faults.append(Fault(raw.place, raw.header_row, column.chinese, "", problem, mend))
    return Matched(declared, tuple(further.values()))
