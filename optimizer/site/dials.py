"""The dials: every mechanism with its options, as the registered kinds declare them, in both languages."""

from __future__ import annotations

from typing import Any

from optimizer.assignment.mechanisms import MECHANISMS

_WORDS = {
    "guard": ("保障", "guard", "一个选择如果会使某项保障再也无法实现，就不予批准", "refuse a pick that breaks a guarantee"),
    "share": ("选岗比例", "share of choice", "按次序前多少人自己选岗，0 到 1", "the first share of people who choose, 0 to 1"),
    "cutoff": ("分数线", "cut-off", "达到此分者自己选岗；与比例二选一", "who reaches this score chooses; instead of a share"),
    "order": ("岗位排序", "order of posts", "多人想去同一岗位时谁在先", "who comes first where several want one post"),
    "proposing": ("谁先提出", "who proposes", "毕业生申请，或岗位邀约", "graduates apply, or posts offer"),
    "bands": ("志愿分段", "bands", "每段几个志愿，用逗号分开，如 3, 3, 4", "wishes per band, split by commas"),
    "samples": ("估计次数", "samples", "估计机会所用的抽签次数", "lotteries to estimate the chances with"),
}  # fmt: skip
_PROMISES = {
    "choice-then-allocation": "最容易核对，如实填报最好 / easiest to check, and honesty is best",
    "optimal": "不分先后，总体最好 / the best plan by the goals, whoever comes first",
}  # of those that promise nothing themselves
_VALUES = {
    "priority": ("按成绩", "by score"),
    "fit": ("按专业契合", "by fit"),
    "graduates": ("毕业生申请", "graduates apply"),
    "posts": ("岗位邀约", "posts offer"),
}


def mechanisms() -> list[dict[str, Any]]:
    """Each mechanism: kind, name, promise, and its options."""
    return [
        {
            "kind": member.kind,
            "chinese": member.chinese,
            "english": member.kind.replace("-", " "),
            "promise": _both(getattr(member, "promise", "") or _PROMISES.get(member.kind, "")),
            "options": [
                _option(name, said) for name, said in member.model_json_schema()["properties"].items()
            ]
            if member.model_fields
            else [],
        }
        for member in MECHANISMS
    ]


def _option(name: str, said: dict[str, Any]) -> dict[str, Any]:
    """One option: how to ask for it, its words, its bounds and its default."""
    kinds = [part for part in said.get("anyOf", [said]) if part.get("type") != "null"]
    kind: dict[str, Any] = kinds[0]
    chinese, english, help_zh, help_en = _WORDS.get(name, (name, name, "", ""))
    values = [
        {"value": value, "chinese": _VALUES[value][0], "english": _VALUES[value][1]}
        for value in kind.get("enum", ())
    ]
    return {
        "name": name,
        "chinese": chinese,
        "english": english,
        "help": {"zh": help_zh, "en": help_en},
        "type": "choice" if values else kind["type"],
        "values": values,
        "minimum": kind.get("minimum"),
        "maximum": kind.get("maximum"),
        "default": said.get("default"),
    }


def _both(text: str) -> dict[str, str]:
    chinese, _, english = text.partition(" / ")
    return {"zh": chinese, "en": english or chinese}
