"""Slips of a hand in Excel or WPS, each with a number: cells, rows, sheets and headers."""

from __future__ import annotations

import random
from typing import Any

from good_book import TABLES, Good

ODD: tuple[Any, ...] = (
    "", " ", "九十", "=1+1", "-", "1e400", "nan", "99999999999999999999", -1, 0, 1e308, 3.5, True, "是否", "V9", "#N/A",
    "\u202eG1", "G1\n", "＝HYPERLINK(1)", "<script>alert(1)</script>", "x" * 5_000, "Ｇ１", "2024-13", "'", '"', "\ufffd",
)  # fmt: skip


def types(good: Good, dice: random.Random) -> bytes:
    """Cells of another type: words for numbers, dates, huge and odd texts."""

    def change(book: Any) -> None:
        for _ in range(dice.randint(1, 6)):
            sheet = book[dice.choice(TABLES)]
            cell = sheet.cell(dice.randint(2, 8), dice.randint(1, 8))
            cell.value = dice.choice(ODD)
            if isinstance(cell.value, str):
                cell.data_type = "s"

    return good.edited(change)


def merges(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES)]
        row, column = dice.randint(1, 5), dice.randint(1, 4)
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + dice.randint(0, 4),
            end_column=column + dice.randint(0, 3),
        )

    return good.edited(change)


def formulas(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        for _ in range(3):
            cell = book[dice.choice(TABLES)].cell(dice.randint(2, 6), dice.randint(1, 6))
            cell.value = dice.choice(
                ['=WEBSERVICE("http://127.0.0.1/x")', "=1/0", "=[1]Other!A1", "=A1", "=CMD|'/c calc'!A0"]
            )

    return good.edited(change)


def hidden(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES)]
        for row in range(2, 2 + dice.randint(1, 5)):
            sheet.row_dimensions[row].hidden = True
            sheet.cell(row, 2).value = dice.choice(ODD[:6])
        sheet.sheet_state = dice.choice(["visible", "hidden", "veryHidden"])
        sheet.column_dimensions["C"].hidden = True

    return good.edited(change)


def wrong_sheets(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES)]
        how = dice.randrange(4)
        if how == 0:
            del book[sheet.title]
        elif how == 1:
            sheet.title = dice.choice(["报名 ", "报 名", "Sheet1", "岗位表", "graduates1", "志原", "设置(2)"])
        elif how == 2:
            book.copy_worksheet(sheet).title = {"报名": "graduates", "岗位": "posts"}.get(
                sheet.title, "wishes"
            )
        else:
            sheet.delete_rows(1, sheet.max_row)

    return good.edited(change)


def renamed_headers(good: Good, dice: random.Random) -> bytes:
    def change(book: Any) -> None:
        sheet = book[dice.choice(TABLES[:3])]
        cell = sheet.cell(1, dice.randint(1, min(4, sheet.max_column)))
        cell.value = dice.choice(
            ["", "编号", f"{cell.value}x", "综合成积", None, "序号", 7, "=A1", "志愿序", "<b>编号</b>", "  "]
        )
        if dice.random() < 0.4:
            sheet.insert_rows(1, dice.randint(1, 12))

    return good.edited(change)
