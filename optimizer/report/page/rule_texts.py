"""Rules, goals and mechanisms as sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.report.applied import applied, values
from optimizer.report.page.bilingual import Said, english
from optimizer.report.page.hidden import Hidden


def rule_texts(members: Iterable[Any], hidden: Hidden) -> list[Said]:
    """What each rule or goal asks for here; people it names are masked."""
    return [Said(*map(hidden.text, _text(member))) for member in members]


def mechanism_text(mechanism: Mechanism) -> Said:
    """How the mechanism works, in a sentence."""
    return Said(f"{mechanism.chinese}：{mechanism.story}", f"{english(mechanism.kind)}: {_doc(mechanism)}")


def _text(member: Any) -> Said:
    options = ", ".join(f"{name} = {value}" for name, value in values(member).items())
    doc = _doc(member)
    return Said(applied(member), f"{english(member.kind)}{f' ({options})' if options else ''}: {doc}")


def _doc(member: Any) -> str:
    """The first sentence of what a member says of itself."""
    return " ".join((type(member).__doc__ or "").split("\n\n")[0].split()).replace("`", "")
