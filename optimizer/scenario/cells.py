"""One cell, as written, turned into the value its column declares: or the reason why not."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from optimizer.scenario.columns import Column

YES = frozenset({"是", "有", "yes", "y", "true", "t", "1", "√", "✓"})
NO = frozenset({"否", "无", "no", "n", "false", "f", "0", "×", "✗"})
_ERRORS = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)")
_DIGITS = 40
_HUGE = 10**15
_EXACT = 15  # digits that a spreadsheet keeps of a number
_MONTH = re.compile(r"(\d{4})(?:(?:-|/|\.|年)(\d{1,2})(?:月|[-/]0?1)?|(\d{2}))")
_BREAK = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")  # Alt+Enter, to make a cell higher
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")


@dataclass(frozen=True)
class Read:
    """A cell's value (None = blank), or what is wrong and the mend; `mended` is what a slip was turned into."""

    value: str | int | float | bool | None = None
    problem: str = ""
    mend: str = ""
    mended: str | None = None


def read_cell(cell: Any, column: Column) -> Read:
    """Read one cell. A blank is None; a slip that cannot be mistaken for anything else is mended."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)) or str(cell) in ("NaT", "<NA>"):
        return Read()
    if isinstance(cell, str) and _ERRORS.fullmatch(cell.strip()):
        return Read(problem="公式出错 / the formula failed", mend="改成数值或文字 / write the value itself")
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return _date(cell, column)
    return _READERS[column.kind](cell, column)


def clean(cell: Any, *, code: bool) -> str:
    """The text of a cell on one line: no blanks around it, nothing invisible; a code also without full-width characters."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    text = _INVISIBLE.sub("", _BREAK.sub(" ", str(cell).strip()))
    return (unicodedata.normalize("NFKC", text) if code else text).strip()


def _date(cell: Any, column: Column) -> Read:
    if column.kind == "month" and isinstance(cell, datetime.date):
        return Read(f"{cell.year:04}-{cell.month:02}")
    if column.kind == "text":
        return Read(str(cell))
    return Read(
        problem="是日期 / is a date", mend="把单元格格式改为文本后重填 / format the cell as text and retype"
    )


def _text(cell: Any, column: Column) -> Read:
    text = clean(cell, code=column.kind == "code")
    mended = text if isinstance(cell, str) and text and text != cell else None
    if (
        column.kind == "code"
        and isinstance(cell, int | float)
        and len(re.sub(r"\D", "", f"{cell:.0f}")) > _EXACT
    ):
        mend = "把这一列格式改为文本后重填 / format the column as text and retype"
        return Read(
            problem="超过 15 位的数字，末位已失真 / more than 15 digits: a number loses the last ones",
            mend=mend,
        )
    if column.field == "major" and re.fullmatch(r"[1-9]\d{4}", text):
        text = mended = f"0{text}"
    if column.choices and text and text not in column.choices:
        choices = "、".join(column.choices)
        return Read(problem="不在选项中 / not a choice", mend=f"填 {choices} / write {choices}")
    if column.pattern and text and not re.fullmatch(column.pattern, text):
        return Read(
            problem="代码格式不对 / not such a code", mend=f"{column.meaning_zh} / {column.meaning_en}"
        )
    return Read(text or None, mended=mended)


def _number(cell: Any, column: Column) -> Read:
    whole = column.kind == "integer"
    problem = "不是整数 / not a whole number" if whole else "不是数字 / not a number"
    refusal = Read(problem=problem, mend="只填阿拉伯数字 / write digits only")
    mended = None
    if isinstance(cell, bool):
        return refusal
    if isinstance(cell, str):
        text = clean(cell, code=True)
        if not text:
            return Read()
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text):
            return refusal
        mended = text if text != cell else None
        if len(text) > _DIGITS:
            return Read(problem="数字过长 / too many digits", mend="改成正常的数字 / write a sensible number")
        number: int | float = int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)
    else:
        number = cell if isinstance(cell, int) else float(cell)
    if not math.isfinite(number) or (whole and number != int(number)):
        return refusal
    low, high = column.minimum, column.maximum
    if abs(number) > _HUGE:
        return Read(problem="数字过大 / far too large", mend="改成正常的数字 / write a sensible number")
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = f"{_plain(low)} – {_plain(high)}"
        return Read(problem="超出范围 / out of bounds", mend=f"应在 {bounds} 之间 / between {bounds}")
    return Read(int(number) if whole else float(number), mended=mended)


def _plain(bound: float | None) -> str:
    return "∞" if bound is None else str(int(bound) if bound == int(bound) else bound)


def _flag(cell: Any, column: Column) -> Read:
    text = clean(cell, code=True).lower()
    if not text:
        return Read()
    if text in YES or text in NO:
        return Read(text in YES)
    return Read(problem="不是“是”或“否” / neither yes nor no", mend="填 是 或 否 / write 是 or 否")


def _month(cell: Any, column: Column) -> Read:
    text = clean(cell, code=True)
    if not text:
        return Read()
    found = _MONTH.fullmatch(text)
    number = int(found[2] or found[3]) if found is not None else 0
    if found is None or not 1 <= number <= 12:
        return Read(problem="不是月份 / not a month", mend="写成 2024-07 / write it like 2024-07")
    month = f"{found[1]}-{number:02}"
    return Read(month, mended=month if month != text else None)


_READERS = {
    "text": _text,
    "code": _text,
    "integer": _number,
    "number": _number,
    "flag": _flag,
    "month": _month,
}
