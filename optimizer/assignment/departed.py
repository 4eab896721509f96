"""The scenario after some have left: their rows are taken out, the published plan becomes the earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from optimizer.errors import UsageError
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice


@dataclass(frozen=True)
class Left:
    """Who withdrew, who did not report for duty, and who may not be moved because it was announced.

    `gone` left in an earlier repair, `missing` stand in the published plan but not in the scenario any more.
    `reasons` are those that were given, by id.
    """

    withdrawn: tuple[str, ...]
    absent: tuple[str, ...]
    announced: tuple[str, ...]
    gone: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def now(self) -> tuple[str, ...]:
        """Everybody who gives the place up in this repair, each once."""
        return tuple(dict.fromkeys((*self.withdrawn, *self.absent, *self.missing)))

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who takes no part, each once: those who leave now, then those who had left before."""
        return tuple(dict.fromkeys((*self.now, *self.gone)))

    def why(self, name: str) -> str:
        """How somebody left, with the reason where one was given."""
        reason = f"：{self.reasons[name]}" if name in self.reasons else ""
        if name in self.withdrawn:
            return f"退出 / withdrew{reason}"
        if name in self.absent:
            return f"未报到 / did not report for duty{reason}"
        if name in self.missing:
            return "报名表中已无此人 / no longer in the table of graduates"
        return "此前调整时已离开 / had left in an earlier repair"


def leaving(
    scenario: Scenario,
    published: pd.DataFrame,
    withdrawn: Sequence[str],
    absent: Sequence[str],
    announced: Sequence[str],
    gone: Sequence[str],
    reasons: Mapping[str, str],
) -> Left:
    """Who leaves; raises UsageError for ids that nobody has, and for somebody who both leaves and stays."""
    placed = published.loc[published["post"] != "", "graduate"]
    missing = placed[~placed.isin({*scenario.graduates["graduate"], *withdrawn, *absent})]
    before = [name for name in gone if name not in {*placed, *withdrawn, *absent}]
    left = Left(tuple(withdrawn), tuple(absent), tuple(announced), tuple(before), tuple(missing), reasons)
    _known(scenario, published, left)
    return left


def after(scenario: Scenario, published: pd.DataFrame, left: Left) -> Scenario:
    """The scenario of those who stay, with the published plan as `earlier` and the announced as pins.

    Raises UsageError for an announced placement that cannot be kept.
    """
    stays = {name: ~frame["graduate"].isin(left.names) for name, frame in _of_people(scenario).items()}
    frames = {name: frame[stays[name]].reset_index(drop=True) for name, frame in _of_people(scenario).items()}
    people = frames["graduates"]
    alone = people["partner"].isin(left.names)
    frames["graduates"] = people.assign(partner=people["partner"].mask(alone, ""))
    there = published[(published["post"] != "") & published["graduate"].isin(people["graduate"])]
    frames["earlier"] = _earlier(frames["earlier"], there[there["post"].isin(scenario.posts["post"])])
    frames["pins"] = _announced(frames["pins"], frames["earlier"], left.announced)
    return replace(
        scenario,
        graduates=frames["graduates"],
        wishes=frames["wishes"],
        priorities=frames["priorities"],
        pins=frames["pins"],
        earlier=frames["earlier"],
    )


def _of_people(scenario: Scenario) -> dict[str, pd.DataFrame]:
    return {
        "graduates": scenario.graduates,
        "wishes": scenario.wishes,
        "priorities": scenario.priorities,
        "pins": scenario.pins,
        "earlier": scenario.earlier,
    }


def _earlier(given: pd.DataFrame, there: pd.DataFrame) -> pd.DataFrame:
    """The published plan as the earlier one; weights that the planner wrote are kept."""
    weight = dict(zip(given["graduate"], given["weight"], strict=True))
    weights = pd.Series([weight.get(name, 1) for name in there["graduate"]], dtype="Int64")
    return pd.DataFrame(
        {
            "graduate": there["graduate"].astype("str").to_numpy(),
            "post": there["post"].astype("str").to_numpy(),
            "weight": weights,
        }
    ).astype({"graduate": "str", "post": "str"})


def _announced(pins: pd.DataFrame, earlier: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The pins, and one more for each announced placement that is not pinned yet."""
    posts = dict(zip(earlier["graduate"], earlier["post"], strict=True))
    missing = [name for name in names if name not in posts]
    if missing:
        said = "、".join(missing)
        raise UsageError(
            f"已公布不得变动者 {said} 没有可保留的岗位 / announced, but there is no post to keep"
        )
    new: list[dict[str, Any]] = [
        {
            "graduate": name,
            "post": posts[name],
            "reason": "已公布，不得变动 announced",
            "author": "repair",
            "time": "",
        }
        for name in names
        if name not in set(pins["graduate"])
    ]
    if not new:
        return pins
    return pd.concat([pins, pd.DataFrame(new).astype(pins[list(new[0])].dtypes)], ignore_index=True)


def _known(scenario: Scenario, published: pd.DataFrame, left: Left) -> None:
    """Everybody named must be in the scenario or in the published plan, and nobody both leaves and stays."""
    known = {*scenario.graduates["graduate"], *published["graduate"]}
    both = sorted({*left.now} & {*left.announced})
    named = dict.fromkeys((*left.withdrawn, *left.absent, *left.announced))
    wrong = [name for name in named if name not in known]
    told = [f"没有编号 {name} / nobody with this id; {advice(name, sorted(known))}" for name in wrong]
    told += [f"{name} 既退出又不得变动 / leaves and may not move at once" for name in both]
    if told:
        raise UsageError("\n".join(told))
