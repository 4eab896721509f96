"""What else a run says of itself, worked out again: figures, status, chances, the manifest's facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from optimizer.assignment.chances import Chances
from optimizer.assignment.drawn_orders import chances
from optimizer.assignment.offer import offered
from optimizer.assignment.outcome import Outcome
from optimizer.evidence.assigned import Case
from optimizer.evidence.certificate_words import ENTRIES, FORMAT
from optimizer.evidence.choosing.lines import Line
from optimizer.evidence.choosing.shares import shares
from optimizer.evidence.findings import Finding, Unsound, judged
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.placements import Placements
from optimizer.exchange.neutral import csv_text
from optimizer.scenario.model import Scenario

_DIARY = ("step", "graduate", "post", "action", "witness")


def diary(run: RunFiles, case: Case) -> list[Line]:
    """The lines of the diary; raises Unsound where steps, people or posts make no sense."""
    table, market = run.table("diary.csv", _DIARY), case.market
    if table["step"].tolist() != [str(step) for step in range(1, len(table) + 1)]:
        raise Unsound("选岗记录的步数不连续 / the steps are not 1, 2, 3, …")
    person = {name: at for at, name in enumerate(market.graduates)}
    post = {name: at for at, name in enumerate(market.posts)} | {"": -1}
    rows = zip(table["graduate"], table["post"], table["action"], table["witness"], strict=True)
    return [Line(person[who], post[where], what, why) for who, where, what, why in rows]


def manifest(run: RunFiles, scenario: Scenario, status: Sequence[str]) -> Finding:
    """Name, seed, settings, status and the scenario's own digest are those of the inputs."""
    told, given = run.manifest, scenario.settings
    right = {
        "scenario": given.scenario.name,
        "seed": given.scenario.seed,
        "settings": given.model_dump(mode="json", exclude_none=True),
        "scenario_digest": scenario.digest(),
    }
    wrong = [f"{key} 与输入不同 / is not that of the inputs" for key in right if told.get(key) != right[key]]
    if told.get("status") not in status:
        wrong.append(f"status {told.get('status')}，应为 / should be {' or '.join(status)}")
    return judged("manifest", "清单所述 what the manifest says", wrong)


def certificate(run: RunFiles, kind: str, seed: int) -> Finding:
    """The certificate is of this kind, format and seed."""
    told = run.certificate
    right = {"format": FORMAT, "kind": kind, "seed": seed}
    wrong = [
        f"{key}: {told.get(key)}，应为 / should be {right[key]}"
        for key in right
        if told.get(key) != right[key]
    ]
    wrong += [f"不认识的项 / no such entry: {key}" for key in _undeclared(told, kind)]
    if told.get("status") != run.manifest.get("status"):
        wrong.append("status 与清单不同 / another status than the manifest's")
    return judged("certificate", "证书的格式 the form of the certificate", wrong)


def _undeclared(told: Mapping[str, Any], kind: str) -> list[str]:
    """Entries that no certificate of this kind has, so that nobody has looked at what they say."""
    stages = [("stages[]", one) for one in told.get("stages", ())]
    towns = [("towns[]", one) for one in told.get("towns", ())]
    stages += [("towns[].stages[]", one) for _, town in towns for one in town.get("stages", ())]
    parts = [("", told), *stages, *towns]
    parts += [("stages[].prices", one["prices"]) for _, one in stages if "prices" in one]
    parts += [("refusals[]", one) for one in told.get("refusals", ()) if one is not None]
    return sorted(
        {f"{where} {key}".strip() for where, one in parts for key in {*one} - ENTRIES[where or kind]}
    )


def figures(run: RunFiles, case: Case, listed: Placements, lines: Sequence[Line]) -> Finding:
    """Every figure of the summary, counted again."""
    rank = listed.table["rank"]
    table = pd.DataFrame(
        {
            "post": listed.table["post"],
            "rank": pd.array([int(one) if one else None for one in rank], "Int64"),
            "stage": listed.table["stage"],
        }
    )
    told = pd.DataFrame({"action": [line.action for line in lines]}, dtype=object)
    right = Outcome(case.market, case.scenario, listed.placed, table, told, (), "proved").summary
    found = run.metrics.get("summary", {})
    wrong = [
        f"{key}: {found.get(key)}，数得 / counted {right[key]}"
        for key in right
        if found.get(key) != right[key]
    ]
    wrong += [f"{key} 不是指标 / is no figure" for key in found if key not in right]
    if {*run.metrics} != {"status", "summary", "stages"}:
        wrong.append("metrics.json 的项目不对 / other entries than it should have")
    return judged("figures", "指标 the figures", wrong)


def status(run: RunFiles, stages: Sequence[Mapping[str, Any]]) -> Finding:
    """ "limit" exactly where a stage was left open."""
    right = "limit" if any(one["proof"] == "open" for one in stages) else "proved"
    told = [run.manifest.get("status"), run.metrics.get("status")]
    wrong = [f"status {one}，应为 / should be {right}" for one in told if one != right]
    return judged("status", "状态 the status", wrong)


def chance(run: RunFiles, case: Case) -> Finding | None:
    """The table of chances, worked out again; None where the mechanism draws no lots and there is none."""
    settings = case.scenario.settings.assignment
    offer = offered(case.task, case.market.pins.copy())
    found: Chances | None = None
    if settings.mechanism == "random-serial-dictatorship":
        found = chances(offer, int(settings.options.get("samples", 1000)))
    elif settings.mechanism == "probabilistic-serial":
        found = _of_shares(shares(offer))
    name = "chances.csv"
    if found is None:
        if name not in run.names:
            return None
        return judged("chances", "机会 the chances", [f"不应有 {name} / there should be none"])
    right = csv_text(found.frame(case.market))
    same = name in run.names and (run.path / name).read_bytes() == right.encode()
    return judged(
        "chances", "机会 the chances", [] if same else [f"{name} 与算得的不同 / is not what comes out"]
    )


def _of_shares(eaten: Sequence[tuple[int, int, Any]]) -> Chances:
    """Shares are chances."""
    import numpy as np

    person, post, part = zip(*eaten, strict=True) if eaten else ((), (), ())
    return Chances(
        np.array(person, np.int64), np.array(post, np.int64), np.array([float(one) for one in part]), None
    )
