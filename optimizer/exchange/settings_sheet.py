"""The settings as rows of a sheet: a dotted path (项目) and a value (值), and back, without loss.

`assignment.rules.1.kind` is the kind of the first rule. A value is plain text where that cannot be taken
for something else; otherwise it is written as TOML: 0.5, true, "0.5", ["score", "lottery"].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from optimizer.errors import Fault
from optimizer.scenario.cells import clean
from optimizer.scenario.nearest import advice

SHEET = "设置"
HEADERS = ("项目", "值", "说明")
_PLACES = 4
_BARE = re.compile(r"""(?P<before>[{,]\s*)(?P<name>[^\s"'{},=]+)(?P<after>\s*=)""")
_SAID = {"是": True, "否": False, "TRUE": True, "FALSE": False}


def to_rows(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Path and value of every setting, in order."""
    return list(_flat(settings, ""))


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    sections = isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value)
    if isinstance(value, Mapping) and (not path or path.count(".") < 2 or path.rpartition(".")[2].isdigit()):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    elif sections:
        for number, inner in enumerate(value, 1):
            yield from _flat(inner, f"{path}.{number}")
    elif value is not None:
        yield path, _written(value)


def _written(value: Any) -> str:
    if isinstance(value, str) and clean(value, code=False) == value and value and _parsed(value) == value:
        return value
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update(value)
        return str(table.as_string())
    return str(tomlkit.item(value).as_string())


def _parsed(text: str) -> Any:
    """A value as TOML where it is one, else the text itself."""
    if text in _SAID:
        return _SAID[text]
    for written in (
        text,
        _BARE.sub(r'\g<before>"\g<name>"\g<after>', text),
    ):  # { 党员 = true } needs quotes in TOML
        try:
            return tomlkit.parse(f"value = {written}\n").unwrap()["value"]
        except (TOMLKitError, KeyError, ValueError):
            continue
    return text


def from_rows(rows: Sequence[Sequence[Any]], place: str) -> tuple[dict[str, Any], list[Fault]]:
    """The settings that the rows of a sheet say (header and explanations are passed over), and their faults."""
    settings: dict[str, Any] = {}
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, path, value in _lines(rows):
        if path in seen:
            problem = f"与第 {seen[path]} 行重复 / the same as row {seen[path]}"
            faults.append(Fault(place, number, HEADERS[0], path, problem, "删去一行 / delete one"))
        elif not _put(settings, path.split("."), value):
            known = [
                "scenario.name",
                "scenario.seed",
                "priority.by",
                "assignment.mechanism",
                "assignment.rules.1.kind",
            ]
            faults.append(
                Fault(place, number, HEADERS[0], path, "没有这个项目 / no such setting", advice(path, known))
            )
        seen[path] = number
    return _listed(settings), faults


def located(fault: Fault, rows: Sequence[Sequence[Any]]) -> Fault:
    """The fault of a setting with the row it stands in, its path as the sheet writes it.

    What is missing is told at the first row of what it is missing from: a rule that says nothing at its kind.
    """
    standing: dict[str, Any] = {}
    for number, path, _ in _lines(rows):
        _put(standing, path.split("."), (number, path))
    here, known, steps = _listed(standing), 0, re.findall(r"[^.\[\]]+", fault.column)
    for step in steps:
        inside = dict(enumerate(here, 1)) if isinstance(here, list) else here
        key = int(step) if isinstance(here, list) and step.isdigit() else step
        if not isinstance(inside, dict) or key not in inside:
            break
        here, known = inside[key], known + 1
    if not known:
        return fault
    row, written = min(_leaves(here))
    return replace(fault, row=row, column=".".join([*written.split(".")[:known], *steps[known:]]))


def _leaves(standing: Any) -> list[tuple[int, str]]:
    """Row and path of every setting in a part of them."""
    if isinstance(standing, tuple):
        return [standing]
    parts = standing.values() if isinstance(standing, dict) else standing
    return [leaf for part in parts for leaf in _leaves(part)]


def _lines(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, str, Any]]:
    """Row, path and value of every line that says something."""
    for number, row in enumerate(rows, 1):
        cells = [*row, None, None]
        path = clean(cells[0], code=True) if cells[0] is not None else ""
        value = _value(cells[1])
        if path and path != HEADERS[0] and value is not None:
            yield number, path, value


def _value(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if not isinstance(cell, str):
        return cell
    text = clean(cell, code=False)
    return _parsed(text) if text else None


def _put(settings: dict[str, Any], steps: Sequence[str], value: Any) -> bool:
    """Write a value at its path; False where something else is there already."""
    for step in steps[:-1]:
        inner = settings.setdefault(step, {})
        if not isinstance(inner, dict):
            return False
        settings = inner
    settings[steps[-1]] = value
    return len(steps) > 1


def _listed(value: Any) -> Any:
    """Tables whose keys are small numbers become lists; longer ones are area codes."""
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(item) for key, item in value.items()}
    if inner and all(key.isdigit() and len(key) <= _PLACES for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
