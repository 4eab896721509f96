"""The rules, goals and proofs of a result as texts to publish, in both languages and without anybody's number."""

from __future__ import annotations

import inspect
import json

import pandas as pd

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.kinds import build
from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.outcome import Outcome
from optimizer.assignment.rules.base import Rule
from optimizer.report.applied import applied
from optimizer.report.masking import mask_id, masker
from optimizer.report.words import bound, goal_name, proof


def rule_texts(outcome: Outcome) -> pd.DataFrame:
    """A row for the mechanism, each rule and each goal: `what`, `kind`, `chinese`, `english`, `parameters`."""
    if outcome.scenario is None:
        return pd.DataFrame(columns=["what", "kind", "chinese", "english", "parameters"])
    kinds = build(outcome.scenario.settings.assignment)
    hide = masker(outcome.market.graduates, mask_id)
    rules = [member for member in kinds.named.values() if isinstance(member, Rule)]
    rows: list[tuple[str, Rule | Goal | Mechanism]] = [("方式 mechanism", kinds.mechanism)]
    rows += [("规则 rule", rule) for rule in rules]
    rows += [("目标 goal", goal) for goal in kinds.goals]
    return pd.DataFrame(
        [(what, *(hide(text) for text in _texts(member))) for what, member in rows],
        columns=["what", "kind", "chinese", "english", "parameters"],
    )


def _texts(member: Rule | Goal | Mechanism) -> tuple[str, str, str, str]:
    """The kind, what a planner reads, what the class says of itself, and the parameters as they are."""
    english = " ".join(inspect.cleandoc(type(member).__doc__ or "").split())
    given = member.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"rules"})
    chinese = f"{member.chinese}：{member.story}" if isinstance(member, Mechanism) else applied(member)
    return member.kind, chinese, english, json.dumps(given, ensure_ascii=False, sort_keys=True)


def proofs(outcome: Outcome, certificate: str) -> pd.DataFrame:
    """A row per goal: its value, the bound that no plan can beat, what proves it; and the digest of the certificate."""
    rows: list[tuple[str, str, str, str]] = [
        (goal_name(stage.name), str(stage.value), str(bound(stage)), proof(stage)) for stage in outcome.stages
    ]
    told = (
        f"sha-256 {certificate}"
        if certificate
        else "结果里没有证书文件 / the run carries no certificate.json"
    )
    rows.append(("证书 certificate", "", "", told))
    return pd.DataFrame(rows, columns=["goal", "value", "bound", "proof"])
