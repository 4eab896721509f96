"""Rules, goals and mechanisms as sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.report.page.bilingual import Said, english
from optimizer.report.page.hidden import Hidden
from optimizer.scenario.members import own_words
from optimizer.scenario.parameter_words import spoken


def rule_texts(members: Iterable[Any], hidden: Hidden) -> list[Said]:
    """What each rule or goal asks for, with its parameters; people it names are masked."""
    return [Said(*map(hidden.text, _text(member))) for member in members]


def mechanism_text(mechanism: Mechanism) -> Said:
    """How the mechanism works, in a sentence."""
    return Said(f"{mechanism.chinese}：{mechanism.story}", f"{english(mechanism.kind)}: {_doc(mechanism)}")


def _text(member: Any) -> Said:
    given = member.model_dump(by_alias=True, exclude_defaults=True)
    told = spoken(given, own_words(type(member)))
    usage = getattr(member, "usage", "")
    chinese = f"{member.chinese}{f'（{told}）' if told else ''}{f'：{usage}' if usage else ''}"
    options = ", ".join(f"{name} = {value}" for name, value in given.items())
    return Said(chinese, f"{english(member.kind)}{f' ({options})' if options else ''}: {_doc(member)}")


def _doc(member: Any) -> str:
    """The first sentence of what a member says of itself."""
    return " ".join((type(member).__doc__ or "").split("\n\n")[0].split()).replace("`", "")
