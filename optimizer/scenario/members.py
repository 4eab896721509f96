"""The kinds that settings name, made into members of a registry, or into faults with the nearest name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from optimizer.errors import Fault
from optimizer.scenario.nearest import advice
from optimizer.scenario.validation import sentences

_PLACE = "scenario.toml"


K = TypeVar("K", bound=BaseModel)


def members(
    given: Sequence[Mapping[str, Any]],
    known: Sequence[type[K]],
    path: str,
    faults: list[Fault],
    names: Sequence[str] = (),
) -> list[K]:
    """One member per mapping; what cannot be made is told in `faults`.

    `path` is where the mappings stand; a single one that is named elsewhere has its place in `names`.
    """
    kinds: dict[str, type[K]] = {member.kind: member for member in known}  # type: ignore[attr-defined]
    made: list[K] = []
    for number, mapping in enumerate(given):
        where = path if names else f"{path}[{number + 1}]"
        name = names[0] if names else f"{where}.kind"
        kind = mapping.get("kind", "")
        if kind not in kinds:
            problem = "没有这个 kind / unknown kind" if kind else "缺少 kind / kind is missing"
            faults.append(Fault(_PLACE, 0, name, str(kind), problem, advice(str(kind), sorted(kinds))))
            continue
        try:
            made.append(kinds[kind](**{key: value for key, value in mapping.items() if key != "kind"}))
        except ValidationError as wrong:
            faults += [
                Fault(_PLACE, 0, f"{where}.{line.path}".rstrip("."), line.value, line.problem, line.mend)
                for line in sentences(wrong, kinds[kind])
            ]
    return made


def doubled(path: str, given: Sequence[Any], keys: Sequence[object]) -> list[Fault]:
    """Members whose key stands there before: they say nothing new."""
    seen: set[object] = set()
    faults = []
    for number, (member, key) in enumerate(zip(given, keys, strict=True), 1):
        if key in seen:
            problem = "同一项写了两次 / the same is given twice"
            faults.append(
                Fault(_PLACE, 0, f"{path}[{number}].kind", member.kind, problem, "删去一项 / delete one")
            )
        seen.add(key)
    return faults


def said(member: Any) -> str:
    """A rule or goal with its parameters."""
    settings = member.model_dump(by_alias=True, exclude_defaults=True)
    told = ", ".join(f"{name} = {value}" for name, value in settings.items())
    return f"{member.chinese} {member.kind}{f' ({told})' if told else ''}"
