"""What is wrong with a group that settings name: columns nobody has, values that mean nothing, nobody in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import pandas as pd

from optimizer.errors import Fault
from optimizer.scenario.cells import NO, YES
from optimizer.scenario.columns import Column
from optimizer.scenario.groups import field, group_name, meeting, title, value_name
from optimizer.scenario.nearest import advice, nearest
from optimizer.scenario.places import majors
from optimizer.scenario.tables import GRADUATES

_DECLARED: Mapping[str, Column] = {column.field: column for column in GRADUATES.columns}
_SHOWN = 200  # distinct values among which the nearest is looked for


def unreadable(people: pd.DataFrame, group: Mapping[str, Any], where: str) -> tuple[Fault, ...]:
    """Columns that nobody has, and values that mean nothing there."""
    return tuple(
        Fault("scenario.toml", 0, where, said, problem, mend)
        for name, wanted in group.items()
        for said, problem, mend in _condition(people, name, wanted)
    )


def _condition(people: pd.DataFrame, name: str, wanted: Any) -> Iterator[tuple[str, str, str]]:
    """Value, problem and mend of all that is wrong with one condition."""
    if field(name) not in people:
        columns = [str(column) if name.isascii() else title(str(column)) for column in people.columns]
        yield name, "报名表没有这一列 / no such column in graduates", advice(name, sorted(columns))
    elif wanted == []:
        yield f"{name} = []", "没有值 / no value", "写上值，或删去这一列 / give a value, or delete the column"
    else:
        for value in wanted if isinstance(wanted, list) else [wanted]:
            wrong = _value(people[field(name)], field(name), value)
            if wrong is not None:
                yield f"{name} = {_toml(value)}", *wrong


def _toml(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _value(cells: pd.Series[Any], name: str, value: Any) -> tuple[str, str] | None:
    """What is wrong with one value, and the mend."""
    if not isinstance(value, str | bool | int | float):
        return (
            "不是一个值 / not a value",
            "写文字、数字、true 或 false / write a text, a number, true or false",
        )
    if cells.dtype == bool:
        if isinstance(value, bool) or str(value).strip().lower() in YES | NO:
            return None
        return "不是“是”或“否” / neither yes nor no", "true 或 false"
    if isinstance(value, bool):
        return (
            "此列不是“是”或“否” / this column does not hold yes or no",
            "写列中的值 / write a value of the column",
        )
    if pd.api.types.is_numeric_dtype(cells):
        return None if _is_number(value) else ("不是数字 / not a number", "填数字 / write a number")
    if name == "major":
        return _major(value)
    choices = _DECLARED[name].choices if name in _DECLARED else ()
    if choices and value not in choices:
        return "不在选项中 / not a choice", advice(str(value), choices)
    return None


def _is_number(value: Any) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return False


def _major(value: str | float) -> tuple[str, str] | None:
    """A major is named by its code or the beginning of it, as text: a number loses the zero in front."""
    if not isinstance(value, str):
        digits = f"{value:g}"
        text = digits if len(digits) % 2 == 0 else f"0{digits}"
        return "专业代码是文本，数字会丢掉前面的 0 / a code is a text: a number loses its zero", (
            f'写成文本 "{text}" / write it as text "{text}"'
        )
    if re.fullmatch(r"\d{2,7}", value):
        return None
    parts = re.findall(r"\d{2,7}", value)
    if len(parts) > 1 and not re.search(r"[^\d\s;；、,，/|或]", value):
        listed = "[" + ", ".join(f'"{part}"' for part in parts) + "]"
        return "多个代码写成列表 / several codes are a list", f"{listed}"
    codes = dict(zip(majors()["name"], majors()["code"], strict=True))
    near = nearest(value, list(codes))
    known = f"，如 {near} {codes[near]}" if near is not None else ""
    return "不是专业代码 / not the code of a major", (
        f'写代码或其开头，如 "0809"{known} / write a code or the beginning of one'
    )


def nobody(people: pd.DataFrame, group: Mapping[str, Any]) -> str:
    """Why nobody is in a group that is written well, with the nearest value; "" where somebody is."""
    if not len(people) or meeting(people, group).any():
        return ""
    for name, wanted in group.items():
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if not meeting(people, {name: value}).any():
                said = f"没有人 {title(name)}={value_name(value)} / nobody has this value"
                return "; ".join(filter(None, (said, _there(people[field(name)], value))))
    return f"没有人同时符合 {group_name(group)} / nobody meets all of it at once"


def _there(cells: pd.Series[Any], value: Any) -> str:
    """What the column holds instead; nothing to say of flags."""
    if cells.dtype == bool:
        return ""
    values = list(dict.fromkeys(text for text in cells.dropna().astype(str) if text))
    return advice(str(value), sorted(values[:_SHOWN])) if values else "此列全空 / the column is blank"
