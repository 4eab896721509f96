"""What pydantic says of wrong settings, as plain sentences with a path, a value and a mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from optimizer.scenario.nearest import advice

_TYPES = {
    "string_type": "文本（加引号） / text in quotes",
    "int_type": "整数 / a whole number",
    "int_from_float": "整数 / a whole number",
    "int_parsing": "整数 / a whole number",
    "float_type": "数字 / a number",
    "float_parsing": "数字 / a number",
    "bool_type": "true 或 false / true or false",
    "bool_parsing": "true 或 false / true or false",
    "finite_number": "数字 / a number",
    "list_type": "列表 [ … ] / a list",
    "tuple_type": "列表 [ … ] / a list",
    "dict_type": "表 { … } / a table",
    "model_type": "表 { … } / a table",
    "model_attributes_type": "表 { … } / a table",
}
_PLAIN = (
    '括号、引号、逗号用英文（半角）的，如 ["001", "9"] / brackets, quotes and commas as here: ["001", "9"]'
)
_BOUNDS = {
    "greater_than_equal": ("ge", "不小于", "at least"),
    "greater_than": ("gt", "大于", "more than"),
    "less_than_equal": ("le", "不大于", "at most"),
    "less_than": ("lt", "小于", "less than"),
}


@dataclass(frozen=True)
class Sentence:
    """One complaint about settings."""

    path: str
    value: str
    problem: str
    mend: str


def sentences(wrong: ValidationError, model: type[BaseModel]) -> list[Sentence]:
    """Every complaint about something that should have been this model.

    A validator's own message is the problem, and on a second line the mend where it names one.
    """
    found = []
    for error in wrong.errors():
        steps = error["loc"]
        path = ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
        value = "" if isinstance(error["input"], dict) else str(error["input"])
        if error["type"] == "value_error":
            problem, _, mend = error["msg"].removeprefix("Value error, ").partition("\n")
            mend = mend or "改正设置 / mend the settings"
        else:
            known = _names(model, steps[:-1])
            problem, mend = _words(error["type"], error.get("ctx", {}), path.rpartition(".")[2], known)
            if error["type"] in ("list_type", "tuple_type", "dict_type") and value[:1] in (
                "[",
                "{",
                "【",
                "［",
            ):
                mend += f"；{_PLAIN}"
        found.append(Sentence(path, value, problem, mend))
    return found


def _names(model: type[BaseModel], steps: Sequence[int | str]) -> list[str]:
    """The settings known at this place."""
    for step in steps:
        field = model.model_fields.get(str(step))
        if (
            field is None
            or not isinstance(field.annotation, type)
            or not issubclass(field.annotation, BaseModel)
        ):
            return []
        model = field.annotation
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _words(kind: str, context: dict[str, object], name: str, known: Sequence[str]) -> tuple[str, str]:
    if kind == "extra_forbidden":
        return "没有这项设置 / unknown setting", advice(name, known)
    if kind == "missing":
        return "缺少这项设置 / the setting is missing", "补上 / add it"
    if kind in _TYPES:
        return "类型不对 / wrong type", f"应为 {_TYPES[kind]}"
    if kind in _BOUNDS:
        key, chinese, english = _BOUNDS[kind]
        return "超出范围 / out of bounds", f"须{chinese} {context[key]} / {english} {context[key]}"
    if kind == "too_short":
        return "不能为空 / must not be empty", "写上值，或删去此项 / give a value, or delete it"
    if kind == "literal_error":
        choices = context["expected"]
        return "没有这个选择 / unknown choice", f"可用 {choices} / choose from: {choices}"
    return f"无效 / not valid ({kind})", "改正设置 / mend the settings"
