"""The kinds that settings name, made into members of a registry, or into faults told at their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from optimizer.errors import Fault
from optimizer.scenario.nearest import advice
from optimizer.scenario.parameter_words import spoken
from optimizer.scenario.validation import sentences

_PLACE = "scenario.toml"


K = TypeVar("K", bound=BaseModel)


def members(
    given: Sequence[Mapping[str, Any]],
    known: Sequence[type[K]],
    path: str,
    faults: list[Fault],
    names: Sequence[str] = (),
) -> dict[str, K]:
    """One member per mapping, by its place, such as assignment.rules[5]; what cannot be made is told in `faults`.

    `path` is where the mappings stand; a single one that is named elsewhere has its place in `names`.
    """
    kinds: dict[str, type[K]] = {member.kind: member for member in known}  # type: ignore[attr-defined]
    made: dict[str, K] = {}
    for number, mapping in enumerate(given):
        where = path if names else f"{path}[{number + 1}]"
        name = names[0] if names else f"{where}.kind"
        kind = mapping.get("kind", "")
        if kind not in kinds:
            problem = "没有这个 kind / unknown kind" if kind else "缺少 kind / kind is missing"
            faults.append(Fault(_PLACE, 0, name, str(kind), problem, advice(str(kind), sorted(kinds))))
            continue
        try:
            made[where] = kinds[kind](**{key: value for key, value in mapping.items() if key != "kind"})
        except ValidationError as wrong:
            faults += [
                Fault(_PLACE, 0, f"{where}.{line.path}".rstrip("."), line.value, line.problem, line.mend)
                for line in sentences(wrong, kinds[kind])
            ]
    return made


def doubled(given: Mapping[str, Any], key: Callable[[Any], object]) -> list[Fault]:
    """Members whose key stands there before: they say nothing new."""
    seen: set[object] = set()
    faults = []
    for place, member in given.items():
        if key(member) in seen:
            problem = "同一项写了两次 / the same is given twice"
            faults.append(Fault(_PLACE, 0, f"{place}.kind", member.kind, problem, "删去一项 / delete one"))
        seen.add(key(member))
    return faults


def at_place(place: str, found: Sequence[Fault]) -> tuple[Fault, ...]:
    """What a member complains of: its parameters at its place, group → assignment.rules[5].group; tables as they are."""
    return tuple(
        replace(fault, column=f"{place}.{fault.column}".rstrip(".")) if fault.place == _PLACE else fault
        for fault in found
    )


def remarks(place: str, member: Any, sentences: Sequence[str]) -> tuple[str, ...]:
    """Sentences of a member, each told at its place."""
    return tuple(f"{place} {member.chinese}：{sentence}" for sentence in sentences)


def said(member: Any) -> str:
    """A rule or goal with its parameters: 人员配额 group-quota（性别=女，地区 东镇，不少于 3）."""
    told = spoken(member.model_dump(by_alias=True, exclude_defaults=True), own_words(type(member)))
    return f"{member.chinese} {member.kind}{f'（{told}）' if told else ''}"


def unwritten(value: Any, kind: type[K]) -> Any:
    """The rules of a goal that are never written there, but come from all rules with a weight; raises ValueError."""
    if not isinstance(value, tuple) or not all(isinstance(rule, kind) for rule in value):
        raise ValueError(
            "规则不写在这里 / rules are not written here\n"
            "删去此项；给规则加 weight / delete it; give a rule a weight"
        )
    return value


def own_words(member: type[BaseModel]) -> dict[str, str]:
    """How a member itself says its parameters: their descriptions."""
    fields = member.model_fields
    return {field.alias or name: field.description or "" for name, field in fields.items()}
