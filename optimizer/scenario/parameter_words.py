"""The parameters of rules and goals as a planner says them: 性别=女，地区 东镇，不少于 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.scenario.groups import group_name, title, value_name

_SAID = {
    "across": "各{}之间",
    "after": "前 {} 月不计",
    "areas": "地区 {}",
    "by": "按{}",
    "cooldown": "间隔 {} 月",
    "cutoff": "分数线 {}",
    "each": "各单位分别计",
    "earlier": "不差于原安置",
    "enough": "每处至多计 {} 月",
    "experienced": "只认上月在此的人",
    "first": "先去 {}",
    "first_month": "自 {}",
    "from": "从{}的志愿起",
    "hardship": "艰苦程度 {} 以上",
    "history": "计入以往",
    "last_month": "至 {}",
    "later": "后去 {}",
    "level": "按{}",
    "limits": "{}",
    "maximum": "不多于 {}",
    "minimum": "不少于 {}",
    "months": "任意 {} 个月内",
    "most": "至多 {}",
    "moves": "寻找 {} 步",
    "notice": "提前不足 {} 月加计",
    "of": "其中 {} 个",
    "people": "人员 {}",
    "per": "按{}",
    "person": "每动一人计 {}",
    "rank": "不差于第 {} 志愿",
    "required": "必须是其一",
    "seats": "每岗到人：{}",
    "share": "每对至少 {} 次",
    "spare": "备 {} 人",
    "spread": "与平均相差不超过 {}",
    "step": "每级 {} 分",
    "then": "接续 {}",
    "tolerance": "相差不超过 {} 分",
    "unfit": "志愿外且专业不符计 {}",
    "unit": "单位 {}",
    "units": "单位 {}",
    "unlisted": "志愿外计 {}",
    "unplaced": "未落实计 {}",
    "weight": "柔性，每处计 {}",
    "within": "相距 {} 公里内",
}
_VALUES = {
    "all": "全部",
    "area": "地区",
    "best": "最好",
    "county": "县区",
    "either": "专业或志愿",
    "kilometres": "公里",
    "major": "专业",
    "months": "月",
    "one": "一人",
    "post": "岗位",
    "township": "乡镇",
    "units": "单位",
    "village": "村",
    "wish": "志愿",
    "worst": "最差",
}


def spoken(settings: Mapping[str, Any], own: Mapping[str, str]) -> str:
    """All parameters in one phrase; `own` are the words of the member itself, which come before the common ones.

    A parameter that has no word is named as it is written.
    """
    return "，".join(
        group_name(value)
        if name == "group"
        else _one(own.get(name) or _SAID.get(name, f"{name} {{}}"), value)
        for name, value in settings.items()
    )


def _one(words: str, value: Any) -> str:
    return words.format(_value(value))


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "、".join(f"{key} {_value(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_value(inner) for inner in value)
    if isinstance(value, float):
        return f"{value:g}"
    return _VALUES.get(str(value), title(value_name(value)))
