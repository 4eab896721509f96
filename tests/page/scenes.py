"""Small scenarios that hold everything a page shows: pins, refusals, people who decline, posts of their own order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from builders import scenario

from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import PublicationSettings

MECHANISMS: dict[str, dict[str, Any]] = {
    "choice-then-allocation": {"share": 0.7},
    "random-serial-dictatorship": {"samples": 0},
    "deferred-acceptance": {},
    "immediate-acceptance": {},
    "parallel": {"bands": [2, 4]},
    "top-trading-cycles": {},
    "probabilistic-serial": {},
    "optimal": {},
}


def busy(mechanism: str, size: int = 24, **published: Any) -> Scenario:
    """Everybody wants the first posts; two townships, areas as wishes, a pin, women asked for in the last township."""
    people = [
        {
            "graduate": f"2024{at:04}",
            "name": f"赵{'甲乙丙丁'[at % 4]}{at}",
            "gender": "女" if at % 3 == 0 else "男",
            "score": 95.0 - at,
            "major": "080901" if at % 2 else "120401",
            "home": "140302100201" if at % 2 else "140311101202",
            "accepts_allocation": at % 7 != 6,
        }
        for at in range(size)
    ]
    posts = [
        {
            "post": f"V{at:02}", "village": f"村{at}", "township": "东镇" if at < 12 else "西镇", "county": "城区",
            "area": f"140302{100 + at // 12}2{at:02}", "majors": "0809" if at == 3 else "",
        }
        for at in range(size - 2)
    ]  # fmt: skip
    wishes = []
    for at in range(size):
        targets = [(at * 5 + step * step) % 9 for step in range(4)]
        listed = list(dict.fromkeys(f"V{target:02}" for target in targets))
        wishes += [(f"2024{at:04}", rank, target) for rank, target in enumerate(listed, 1)]
        if at % 5 == 0:
            wishes.append((f"2024{at:04}", len(listed) + 1, "西镇"))
    own = [("V00", "20240009", 1), ("V00", "20240006", 2), ("V04", "20240013", 1)]
    quota = {"kind": "group-quota", "group": {"gender": "女"}, "areas": ["西镇"], "minimum": 4}
    made = scenario(
        people, posts, wishes, [("20240020", "V01")], priorities=own,
        mechanism=mechanism, options=MECHANISMS[mechanism], rules=[{"kind": "eligible-major"}, quota],
    )  # fmt: skip
    return replace(
        made, settings=made.settings.model_copy(update={"publication": PublicationSettings(**published)})
    )


def hostile(text: str) -> Scenario:
    """A scenario in which every free text is `text`."""
    people = [{"graduate": f"G{at}{text}", "name": text, "major": "01", "gender": text} for at in range(4)]
    posts = [
        {"post": f"V{at}{text}", "village": text, "township": f"{at % 2}{text}", "county": text, "area": f"14030210020{at}"}
        for at in range(3)
    ]  # fmt: skip
    wishes = [(f"G{at}{text}", 1, f"V{at % 3}{text}") for at in range(4)]
    made = scenario(people, posts, wishes, [(f"G3{text}", f"V2{text}")], mechanism="choice-then-allocation")
    settings = made.settings.model_copy(
        update={"scenario": made.settings.scenario.model_copy(update={"name": text})}
    )
    pins: pd.DataFrame = made.pins.assign(reason=f"{text} G0{text}", author=text)
    return replace(made, settings=settings, pins=pins)
