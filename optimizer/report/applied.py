"""What applies in this very result: a rule or goal as a sentence with its values, not as the manual of its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from optimizer.assignment import goals as assignment_goals
from optimizer.assignment import rules as assignment_rules
from optimizer.rotation import goals as rotation_goals
from optimizer.rotation import rules as rotation_rules
from optimizer.scenario.members import own_words
from optimizer.scenario.parameter_words import spoken

_ASSIGNMENT: Mapping[str, str] = MappingProxyType({
    "apart": "所列的人两两不在同一地方",
    "area-capacity": "这些地方至多若干人",
    "avoid-home": "不去户籍所在的地方",
    "distance": "离户籍地最近",
    "fill-every-post": "岗位都到人",
    "floor": "所得不差于此；没有写明的，须得到志愿内的岗位",
    "group-quota": "各地方某类人员的人数",
    "hardship-balance": "各类人员所去岗位的艰苦程度接近平均",
    "hardship-share": "每类人员中去艰苦岗位者的比例",
    "mild-rules": "违反下列柔性规则最少",
    "partners": "同行人同在一处，或都不安置",
    "rank-profile": "得到各志愿的人数逐级比较",
    "score-balance": "各地成绩高低相抵后所余最少",
    "score-spread": "各地平均成绩与全体平均相近",
    "total-rank": "志愿序合计最小，志愿外和未落实的也计入",
})  # fmt: skip
_ROTATION: Mapping[str, str] = MappingProxyType({
    "apart": "所列的人在岗时两两不在同一单位",
    "depth": "在对口单位的月数最多",
    "eligible-unit": "只收符合条件的人；没有写明条件的，只收专业对口的人",
    "evenness": "单位人数起伏最小",
    "handover": "有人在岗时，其中总有一人以前来过",
    "headcount": "每月在岗人数；没有写明的，按轮岗单位表、编制表",
    "least-change": "与已定轮岗相比变动最少，越近越贵",
    "mild-rules": "违反下列柔性规则最少",
    "no-repeat": "离开一个单位后，隔一段时间才可再去",
    "order": "有先后的单位依次去",
    "resilience": "每个单位都比最少人数多备人",
    "stay": "在一个单位一次待的月数",
    "successor": "离开一个单位后，下一个单位有限定",
    "together": "所列的人在岗时同在一个单位",
    "visit": "每人在各单位共待的月数",
    "window": "一段时间内在这些单位合计的月数",
    "wishes": "轮岗志愿满足最多",
})  # fmt: skip
_KNOWN = {
    **dict.fromkeys((*assignment_rules.RULES, *assignment_goals.GOALS), _ASSIGNMENT),
    **dict.fromkeys((*rotation_rules.RULES, *rotation_goals.GOALS), _ROTATION),
}
_REPLACED = {"areas": "per", "within": "per"}
"""Parameters that stand instead of another one, which then says nothing."""
_EFFORT = ("moves", "rules")
"""Parameters that ask for nothing."""


def applied(member: Any) -> str:
    """A rule or goal as it applies: 回避户籍地（按村）：不去户籍所在的地方."""
    told = spoken(values(member), own_words(type(member)))
    sense = _KNOWN[type(member)].get(member.kind) or member.usage
    mild = "；".join(applied(rule) for rule in getattr(member, "rules", ()))
    return f"{member.chinese}{f'（{told}）' if told else ''}：{'：'.join(filter(None, (sense, mild)))}"


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
