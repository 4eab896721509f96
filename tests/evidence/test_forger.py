"""A forger who knows everything: two people change places, and every value, bound, figure and digest is mended to fit."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from forging import headers_of, mended, read, write
from runs import QUOTAS, assigned

import optimizer
from optimizer.evidence.assigned import Case
from optimizer.evidence.findings import Unsound
from optimizer.evidence.folder import RunFiles
from optimizer.evidence.stages import Stages

COLUMNS = ("post", "rank", "village", "township", "county", "reason")


def swapped(run: Path, one: int, other: int, original: dict[str, bytes]) -> bool:
    """Two rows change places, and all that the files say of the stages is what then comes out; False = no plan at all."""
    for name, content in original.items():
        (run / name).write_bytes(content)
    path = run / "placements.csv"
    rows = read(path)
    for column in ("post", "village", "township", "county"):
        rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
    case = Case(RunFiles.of(run).scenario)
    market = case.market
    number = {post: at for at, post in enumerate(market.posts)} | {"": -1}
    placed = np.array([number[row["post"]] for row in rows], np.int64)
    rank = market.ranks(np.arange(market.size), placed) * (placed >= 0)
    for row, at in zip(rows, rank.tolist(), strict=True):
        row["rank"] = str(at) if at else ""
    write(path, rows, headers_of(path))
    return _stages(run, case, placed)


def _stages(run: Path, case: Case, placed: Any) -> bool:
    """Write the values and bounds of this plan into certificate and metrics."""
    told = json.loads((run / "certificate.json").read_text("utf-8"))
    metrics = json.loads((run / "metrics.json").read_text("utf-8"))
    listed = case.market.ranks(np.arange(case.market.size), placed) > 0
    told["pooled"] = [
        name for at, name in enumerate(case.market.graduates) if placed[at] >= 0 and not listed[at]
    ]
    chosen = np.full(case.market.size, -1)
    stages = Stages(case, placed, chosen, told, metrics["stages"])
    try:
        proved = stages._proved
        whole = [stages._whole(at, one) for at, one in enumerate(proved)]
    except Unsound:
        return False
    for mine, one, stage, (value, bound) in zip(
        told["stages"], proved, metrics["stages"], whole, strict=True
    ):
        proof = "certified" if one.certified else "proved by search"
        for entry in (mine, stage):
            entry |= {"value": value, "bound": bound, "proof": proof, "engine": "core"}
        mine.pop("prices", None)
    ranks = [int(row["rank"]) for row in read(run / "placements.csv") if row["rank"]]
    metrics["summary"] |= {
        "first_choice": ranks.count(1),
        "top_three": sum(one <= 3 for one in ranks),
        "listed": len(ranks),
        "unlisted": int((placed >= 0).sum()) - len(ranks),
        "mean_rank": round(sum(ranks) / len(ranks), 4) if ranks else 0.0,
    }
    told["engines"] = {"core": {}}
    (run / "certificate.json").write_text(json.dumps(told), "utf-8")
    (run / "metrics.json").write_text(json.dumps(metrics), "utf-8")
    mended(run, certificate=True)
    return True


@pytest.mark.parametrize("rules", [[], QUOTAS], ids=["a network", "with quotas"])
def test_no_two_people_can_be_made_to_change_places(rules: list[dict[str, Any]], tmp_path: Path) -> None:
    run = assigned("optimal", tmp_path / "run", seed=2, rules=rules)
    names = ("placements.csv", "certificate.json", "metrics.json", "manifest.json")
    original = {name: (run / name).read_bytes() for name in names}
    assert optimizer.verify(run).ok
    posts = [row["post"] for row in read(run / "placements.csv")]
    pairs = [(a, b) for a, b in combinations(range(len(posts)), 2) if posts[a] != posts[b]]
    forged = 0
    for one, other in pairs[::12]:
        forged += swapped(run, one, other, original)
        assert not optimizer.verify(run).ok, (one, other)
    assert forged, "no swap gave a plan: the test says nothing"
