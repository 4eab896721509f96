"""What applies in this very result: a rule or goal as a sentence with its values, not as the manual of its parameters."""

from __future__ import annotations

from typing import Any

from optimizer.scenario.members import own_words
from optimizer.scenario.parameter_words import spoken

_REPLACED = {"areas": "per", "within": "per"}
"""Parameters that stand instead of another one, which then says nothing."""
_EFFORT = ("moves", "rules")
"""Parameters that ask for nothing."""


def applied(member: Any) -> str:
    """A rule or goal as it applies: 回避户籍地（按村）：不去户籍所在的地方."""
    told = spoken(values(member), own_words(type(member)))
    mild = "；".join(applied(rule) for rule in getattr(member, "rules", ()))
    return f"{member.chinese}{f'（{told}）' if told else ''}：{'：'.join(filter(None, (member.sense or member.usage, mild)))}"


def values(member: Any) -> dict[str, Any]:
    """The parameters that apply, those left as they are included where they ask for something."""
    given = member.model_dump(by_alias=True, exclude=set(_EFFORT))
    chosen = member.model_dump(by_alias=True, exclude=set(_EFFORT), exclude_defaults=True)
    asked = {
        name: value
        for name, value in given.items()
        if name in chosen or (value not in (None, "", 0) and value is not True and value not in ((), [], {}))
    }
    idle = {other for name, other in _REPLACED.items() if name in chosen}
    return {name: value for name, value in asked.items() if name not in idle}
